"""Addresses of the sign-in pages. The names are allauth's, which asks for them."""

from __future__ import annotations

from django.urls import path

from townmoot.web.accounts import outside, passkeys, slips, views

urlpatterns = [
    path("account/login/", views.SignIn.as_view(), name="account_login"),
    path("account/logout/", views.SignOut.as_view(), name="account_logout"),
    path("account/room/", views.own_room, name="own_room"),
    path("account/inactive/", views.Closed.as_view(), name="account_inactive"),
    path(
        "account/password/set/",
        views.SetPassword.as_view(),
        name="account_set_password",
    ),
    path(
        "account/password/change/",
        views.ChangePassword.as_view(),
        name="account_change_password",
    ),
    path("account/sessions/", views.sessions, name="usersessions_list"),
    path("account/sessions/others/end/", views.end_others, name="end_other_sessions"),
    path("account/sessions/<int:key>/end/", views.end_session, name="end_session"),
    path("account/passkeys/", passkeys.own, name="passkeys"),
    path("account/passkeys/invitation/", passkeys.invitation, name="passkey_invitation"),
    path("account/passkeys/<uuid:key>/remove/", passkeys.remove, name="passkey_remove"),
    path("account/passkeys/challenge/", passkeys.challenge, name="passkey_challenge"),
    path("account/passkeys/enter/", passkeys.enter, name="passkey_enter"),
    path("account/outside/", outside.start, name="outside_start"),
    path("account/outside/link/", outside.link, name="outside_link"),
    path("account/outside/return/", outside.back, name="outside_return"),
    path("account/outside/<uuid:key>/unlink/", outside.unlink, name="outside_unlink"),
    path("account/slips/", slips.sheet, name="slip_sheet"),
    path("slip/<str:token>/", slips.slip, name="slip"),
]

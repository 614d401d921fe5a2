"""Addresses of votes, under /votes/."""

from __future__ import annotations

from django.urls import path

from townmoot.web.votes.views import conduct, counting, putting, voting

POLL = "<uuid:key>/"
HALL = f"{POLL}halls/<uuid:hall>/"

app_name = "votes"
urlpatterns = [
    path("on/<uuid:subject>/", putting.put, name="put"),
    path("on/<uuid:subject>/hands/", putting.hands, name="hands"),
    path("on/<uuid:subject>/recorded/", putting.ask_recorded, name="ask_recorded"),
    path(POLL, conduct.poll, name="poll"),
    path(f"{POLL}ballot/", voting.ballot, name="ballot"),
    path(f"{POLL}token/", voting.token, name="token"),
    path(f"{POLL}appoint/", conduct.appoint, name="appoint"),
    path(f"{POLL}settle/", conduct.settle, name="settle"),
    path(f"{POLL}why/<slug:what>/", conduct.why, name="why"),
    path(f"{POLL}step/<slug:what>/", conduct.step, name="step"),
    path(f"{POLL}scrutineers/<uuid:scrutineer>/dismiss/", conduct.dismiss, name="dismiss"),
    path(HALL, counting.hall, name="hall"),
    path(f"{HALL}confirm/", counting.confirm, name="confirm_hall"),
]

"""Addresses of the scrutineers' passphrase, under /scrutiny/."""

from __future__ import annotations

from django.urls import path

from townmoot.web.scrutiny import views

app_name = "scrutiny"

urlpatterns = [
    path("<uuid:key>/passphrase/", views.passphrase, name="passphrase"),
    path("<uuid:key>/count/", views.count, name="count"),
]

"""Addresses of what works while cut off, under /floor/: a worker rules what lies below it."""

from __future__ import annotations

from django.urls import path

from townmoot.web.offline import views

app_name = "offline"
urlpatterns = [
    path("worker.js", views.worker, name="worker"),
    path("<slug:app>.webmanifest", views.manifest, name="manifest"),
    path("waiting/", views.waiting, name="waiting"),
]

"""Addresses of the demonstration; none of them is there outside of one."""

from __future__ import annotations

from django.urls import path

from townmoot.web.demo import halls, views

app_name = "demo"
urlpatterns = [
    path("demo/", views.day, name="day"),
    path("demo/progress/", views.progress, name="progress"),
    path("demo/control/", views.control, name="control"),
    path("demo/halls/", halls.listing, name="halls"),
    path("demo/halls/<uuid:hall>/", halls.wall, name="hall"),
    path("demo/halls/<uuid:hall>/token/", halls.token, name="hall_token"),
    path("demo/halls/<uuid:hall>/pieces/", halls.pieces, name="hall_pieces"),
    path("demo/halls/<uuid:hall>/line/", halls.line, name="line"),
    path("demo/doors/<slug:role>/", views.door, name="door"),
]

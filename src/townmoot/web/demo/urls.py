"""Addresses of the demonstration; none of them is there outside of one."""

from __future__ import annotations

from django.urls import path

from townmoot.web.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.day, name="day"),
    path("demo/progress/", views.progress, name="progress"),
    path("demo/control/", views.control, name="control"),
    path("demo/doors/<slug:role>/", views.door, name="door"),
]

"""Addresses of the style page."""

from __future__ import annotations

from django.urls import path

from townmoot.web.ground import views

app_name = "ground"
urlpatterns = [
    path("style/", views.style, name="style"),
    path("style/<slug:kind>/", views.document, name="document"),
]

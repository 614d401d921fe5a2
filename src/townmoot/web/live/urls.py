"""Addresses of live pages, under /watch/: for each audience its token and its pieces."""

from __future__ import annotations

from django.urls import path

from townmoot.live import Audience
from townmoot.web.live import views

app_name = "live"
urlpatterns = [
    made
    for audience in Audience
    for made in (
        path(f"{audience}/<uuid:key>/token/", views.token(audience), name=f"{audience}_token"),
        path(f"{audience}/<uuid:key>/pieces/", views.pieces(audience), name=f"{audience}_pieces"),
    )
]

"""The ground: templates and static files that every audience's pages stand on."""

from __future__ import annotations

from django.apps import AppConfig


class GroundConfig(AppConfig):
    """Holds no models; its template tags and pieces are described in README.md beside it."""

    name = "townmoot.web.ground"
    label = "ground"

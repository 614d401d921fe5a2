"""The app desk."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Templates and texts; no models."""

    name = "townmoot.web.desk"
    label = "desk"

"""The app unit."""

from __future__ import annotations

from django.apps import AppConfig


class UnitConfig(AppConfig):
    """Templates and texts; no models."""

    name = "townmoot.web.unit"
    label = "unit"

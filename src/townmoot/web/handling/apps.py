"""The app handling."""

from __future__ import annotations

from django.apps import AppConfig


class HandlingConfig(AppConfig):
    """Templates and texts; no models."""

    name = "townmoot.web.handling"
    label = "handling"

"""The app motions."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class MotionsConfig(AppConfig):
    """Templates and texts; no models."""

    name = "townmoot.web.motions"
    label = "motions"

    def ready(self) -> None:
        """Register the piece of live pages."""
        import_module("townmoot.web.motions.pieces")

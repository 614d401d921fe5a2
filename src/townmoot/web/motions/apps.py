"""The app motions."""

from __future__ import annotations

from django.apps import AppConfig


class MotionsConfig(AppConfig):
    """Templates and texts; no models."""

    name = "townmoot.web.motions"
    label = "motions"

"""The app programme."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Templates and texts; no models."""

    name = "townmoot.web.programme"
    label = "programme"

"""Rules: profiles, calendars, day counts, majorities."""

from __future__ import annotations

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Registers the acts."""

    name = "townmoot.rules"
    label = "rules"

    def ready(self) -> None:
        """Register the acts."""
        from townmoot.rules import actions  # noqa: F401, PLC0415 -- needs loaded models

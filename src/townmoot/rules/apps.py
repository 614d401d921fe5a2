"""Rules: profiles, calendars, day counts, majorities."""

from __future__ import annotations

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Registers the acts."""

    name = "townmoot.rules"
    label = "rules"

    def ready(self) -> None:
        """Register the acts, and what the record asks of a profile."""
        from townmoot.record import ports  # noqa: PLC0415 -- with what needs loaded models
        from townmoot.rules import actions, queries  # noqa: F401, PLC0415 -- need loaded models

        ports.presence_from(queries.has_module)

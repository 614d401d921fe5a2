"""Ballots: who may vote on what, how it is counted, what it comes to."""

from __future__ import annotations

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Registers the acts."""

    name = "townmoot.ballots"
    label = "ballots"

    def ready(self) -> None:
        """Register what needs loaded models."""
        from townmoot.ballots import actions  # noqa: F401, PLC0415 -- needs loaded models
        from townmoot.ballots.intake.queue import INTAKE  # noqa: PLC0415 -- likewise
        from townmoot.live import ports  # noqa: PLC0415 -- likewise

        ports.intake("/ballots/", INTAKE.take)

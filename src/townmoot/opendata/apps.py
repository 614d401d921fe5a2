"""Open data: the public record of councils elsewhere, taken over and kept in step."""

from __future__ import annotations

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Registers the act, and who can be found."""

    name = "townmoot.opendata"
    label = "opendata"

    def ready(self) -> None:
        """Register what needs loaded models."""
        from townmoot.opendata import actions  # noqa: F401, PLC0415 -- registers the act
        from townmoot.opendata.queries.finding import register_kinds  # noqa: PLC0415 -- likewise

        register_kinds()

"""The index of what the public may find."""

from __future__ import annotations

from django.apps import AppConfig

from townmoot.record import guard


class SearchConfig(AppConfig):
    """Names its tables as machinery."""

    name = "townmoot.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the tables: what is in them follows from the rows of the apps above."""
        guard.declare_machinery(
            {"search_": "the index of public words: made from the rows, and made anew at any time"}
        )

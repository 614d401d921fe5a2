"""The app votes."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class VotesConfig(AppConfig):
    """Templates and texts; no models."""

    name = "townmoot.web.votes"
    label = "votes"

    def ready(self) -> None:
        """Register the pieces of live pages."""
        import_module("townmoot.web.votes.pieces")

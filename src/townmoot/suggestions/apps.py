"""Suggestions: what deputies hand in, and what becomes of it."""

from __future__ import annotations

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Registers the acts and the figures."""

    name = "townmoot.suggestions"
    label = "suggestions"

    def ready(self) -> None:
        """Register what needs loaded models."""
        from townmoot.people import reliance  # noqa: PLC0415 -- needs loaded models
        from townmoot.suggestions import actions  # noqa: F401, PLC0415 -- needs loaded models
        from townmoot.suggestions.queries.figures import register_figures  # noqa: PLC0415
        from townmoot.suggestions.queries.finding import register_kinds  # noqa: PLC0415 -- likewise
        from townmoot.suggestions.queries.relying import relying  # noqa: PLC0415

        register_figures()
        reliance.register(relying)
        register_kinds()

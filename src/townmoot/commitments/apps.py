"""Commitments: promises, their evidence, and whether they were kept."""

from __future__ import annotations

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """Registers the acts, what follows on acts below, and the door to evidence."""

    name = "townmoot.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Register what needs loaded models."""
        from townmoot.commitments import followups, queries  # noqa: PLC0415 -- need loaded models
        from townmoot.commitments.queries.figures import register_figures  # noqa: PLC0415
        from townmoot.commitments.queries.finding import register_kinds  # noqa: PLC0415 -- likewise
        from townmoot.files import serve  # noqa: PLC0415 -- likewise

        followups.register()
        register_figures()
        serve.register("evidence", queries.evidence_file)
        register_kinds()

"""Live pages."""

from __future__ import annotations

from django.apps import AppConfig

from townmoot.record import ports


class LiveConfig(AppConfig):
    """Hears of each commit."""

    name = "townmoot.live"
    label = "live"

    def ready(self) -> None:
        """Ask to be woken; nobody listening, that ends at once."""
        from townmoot.live import hub  # noqa: PLC0415 -- once Django is set up

        ports.on_commit(hub.record_grew)

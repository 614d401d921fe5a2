"""Live pages; no models."""

from __future__ import annotations

from django.apps import AppConfig


class LivePagesConfig(AppConfig):
    """Names the pieces, and tells the hub below how to route and render them."""

    name = "townmoot.web.live"
    label = "live_pages"

    def ready(self) -> None:
        """Register every piece and its routes."""
        from townmoot.live import ports  # noqa: PLC0415 -- needs loaded models
        from townmoot.web.live import (  # noqa: PLC0415 -- the same
            pieces,  # noqa: F401 -- registers them
            registry,
            rendering,
            rights,
        )

        ports.routes(registry.news)
        ports.renders(rendering.render)
        ports.recheck(rights.changed)

"""The floor: what deputies, stewards, recorders and the chair do on a phone."""

from __future__ import annotations

from django.apps import AppConfig


class FloorConfig(AppConfig):
    """Holds no models: pages only."""

    name = "townmoot.web.floor"
    label = "floor"

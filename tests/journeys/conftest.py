"""Journeys begin in the floor's town: deputies with a hall to come to, a unit that answers."""

from tests.web.floor.conftest import open_floor

__all__ = ["open_floor"]

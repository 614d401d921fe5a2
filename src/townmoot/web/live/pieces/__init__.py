"""Every piece of the live pages; importing this registers them."""

from townmoot.web.live.pieces import agenda, chair, halls, people, rooms, screen, speakers

__all__ = ["agenda", "chair", "halls", "people", "rooms", "screen", "speakers"]

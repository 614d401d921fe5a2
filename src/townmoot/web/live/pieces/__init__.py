"""Every piece of the live pages; importing this registers them."""

from townmoot.web.live.pieces import agenda, ceremony, chair, halls, people, rooms, screen, speakers

__all__ = ["agenda", "ceremony", "chair", "halls", "people", "rooms", "screen", "speakers"]

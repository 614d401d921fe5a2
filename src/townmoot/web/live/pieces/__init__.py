"""Every piece of the live pages; importing this registers them."""

from townmoot.web.live.pieces import agenda, halls, people, speakers

__all__ = ["agenda", "halls", "people", "speakers"]

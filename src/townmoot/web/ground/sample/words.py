"""Two languages side by side."""

from __future__ import annotations

from townmoot.web.ground.words import chinese


def say(en: str, zh: str) -> str:
    """Choose the invented words of the page's language."""
    return zh if chinese() else en

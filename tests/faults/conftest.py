"""Towns in folders of their own, founded once and copied."""

from __future__ import annotations

from tests.cli.founded import bare, builder, closing, founded, house

__all__ = ["bare", "builder", "closing", "founded", "house"]

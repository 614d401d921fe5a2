"""The desk of suggestions, where promises are made."""

from __future__ import annotations

from tests.suggestions.conftest import desk, founded

__all__ = ["desk", "founded"]

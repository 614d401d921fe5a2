"""The town of the suggestions' tests, seen from its pages."""

from __future__ import annotations

from tests.suggestions.conftest import desk, founded

__all__ = ["desk", "founded"]

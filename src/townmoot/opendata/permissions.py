"""Who may take over the public record of a council."""

from __future__ import annotations

from townmoot.people.permissions import CLERK

__all__ = ["CLERK"]

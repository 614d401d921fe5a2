"""What is in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from datetime import date


def current(day: date, prefix: str = "") -> Q:
    """The filter for rows with `start` and `end` that are in force on the day."""
    starts = Q(**{f"{prefix}start": None}) | Q(**{f"{prefix}start__lte": day})
    return starts & (Q(**{f"{prefix}end": None}) | Q(**{f"{prefix}end__gte": day}))


def held(day: date, prefix: str = "") -> Q:
    """The filter for memberships that are in force on the day and were not ended on it."""
    ended_then = Q(**{f"{prefix}end": day, f"{prefix}ended_at__isnull": False})
    return current(day, prefix) & ~ended_then

"""The acts of meetings, by subject; importing them registers them."""

from townmoot.meetings.actions import (
    agenda,
    attendance,
    decisions,
    items,
    leave,
    meetings,
    opinions,
    papers,
    participants,
    taken,
    venues,
)

__all__ = [
    "agenda",
    "attendance",
    "decisions",
    "items",
    "leave",
    "meetings",
    "opinions",
    "papers",
    "participants",
    "taken",
    "venues",
]

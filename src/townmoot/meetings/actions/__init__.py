"""The acts of meetings, by subject; importing them registers them."""

from townmoot.meetings.actions import (
    agenda,
    attendance,
    ceremony,
    decisions,
    files,
    items,
    leave,
    meetings,
    opinions,
    participants,
    taken,
    venues,
)

__all__ = [
    "agenda",
    "attendance",
    "ceremony",
    "decisions",
    "files",
    "items",
    "leave",
    "meetings",
    "opinions",
    "participants",
    "taken",
    "venues",
]

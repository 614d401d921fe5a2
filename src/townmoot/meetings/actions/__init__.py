"""The acts of meetings, by subject; importing them registers them."""

from townmoot.meetings.actions import (
    agenda,
    attendance,
    ceremony,
    council,
    decisions,
    files,
    items,
    leave,
    lists,
    meetings,
    opinions,
    participants,
    summons,
    taken,
    venues,
)

__all__ = [
    "agenda",
    "attendance",
    "ceremony",
    "council",
    "decisions",
    "files",
    "items",
    "leave",
    "lists",
    "meetings",
    "opinions",
    "participants",
    "summons",
    "taken",
    "venues",
]

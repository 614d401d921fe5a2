"""Which meeting the subject of an act belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.meetings.models import (
    AgendaItem,
    CheckIn,
    LeaveRequest,
    Participant,
    Venue,
)
from townmoot.meetings.queries import behind
from townmoot.record import leaf
from townmoot.record.queries import entry_at

if TYPE_CHECKING:
    from django.db.models import Model

    from townmoot.live import Told
    from townmoot.web.live.registry import Finder


def itself(subject: UUID) -> UUID | None:
    """The act is about the meeting."""
    return subject


def through(model: type[Model], path: str = "meeting") -> Finder:
    """The act is about a row that leads to its meeting by that path."""

    def finder(subject: UUID) -> UUID | None:
        return behind(model, subject, path)

    return finder


of_item = through(AgendaItem)
of_venue = through(Venue)
of_participant = through(Participant)
of_leave = through(LeaveRequest, "participant__meeting")
of_check_in = through(CheckIn, "participant__meeting")


def result_of(told: Told) -> dict[str, Any]:
    """What the act gave back, from its entry; nothing where that was erased."""
    entry = entry_at(told.body, told.position)
    opened = leaf.opened(entry.private) if entry is not None and entry.private else {}
    found: dict[str, Any] = opened.get("result", {})
    return found

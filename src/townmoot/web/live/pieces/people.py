"""Who is expected at a meeting and who came, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience, Channel, News, Told
from townmoot.meetings.models import CheckIn, LeaveRequest, Participant
from townmoot.meetings.queries import attendance_of, behind, listed_at
from townmoot.web.live.finders import (
    itself,
    of_check_in,
    of_leave,
    of_participant,
    result_of,
)
from townmoot.web.live.registry import Keys, on, on_any, piece

if TYPE_CHECKING:
    from django.db.models import Model

    from townmoot.meetings.models import Meeting


LINES = ("person", "member")


def of_row(channel: Channel, _meeting: Meeting, row: Participant) -> dict[str, Any]:
    """What a line shows of a participant from `attendance_of`."""
    held: list[CheckIn] = row.presence  # type: ignore[attr-defined] # by attendance_of
    return {"row": row, "check_in": held[0] if held else None, "hall": channel.hall}


def _of_key(channel: Channel, meeting: Meeting, key: UUID | None) -> dict[str, Any] | None:
    row = attendance_of(meeting).filter(person=key).first()
    return of_row(channel, meeting, row) if row is not None else None


@piece("person", "live/person.html", Audience.VENUE, line=of_row)
def person(channel: Channel, meeting: Meeting, key: UUID | None) -> dict[str, Any] | None:
    """One line at a hall's desk: who, with which number, here or not. None where not listed."""
    return _of_key(channel, meeting, key)


@piece("member", "live/member.html", Audience.CLERK, line=of_row)
def member(channel: Channel, meeting: Meeting, key: UUID | None) -> dict[str, Any] | None:
    """One line of the clerk's list: who is expected, where, and whether here. None likewise."""
    return _of_key(channel, meeting, key)


def _came(told: Told) -> Iterable[UUID]:
    made = result_of(told).get("check_in")
    return _whose(CheckIn, UUID(made)) if made else ()


def _whose(model: type[Model], key: UUID | None, path: str = "participant__person") -> list[UUID]:
    found = behind(model, key, path) if key is not None else None
    return [found] if found is not None else []


def _subject(model: type[Model], path: str = "participant__person") -> Keys:
    """The person behind the row that the act is about."""
    return lambda told: _whose(model, told.subject, path)


@on_any("person.correct", "person.erase")
def renamed(told: Told) -> Iterator[News]:
    """A name is corrected: on the lists of all meetings that somebody is expected at."""
    if told.subject is not None:
        for meeting in listed_at(told.body, told.subject):
            yield from (News(meeting, f"{name}-{told.subject}") for name in LINES)


on(
    "attendance.check_in",
    "attendance.check_in_number",
    "attendance.check_in_person",
    pieces=LINES,
    via=itself,
    keys=_came,
)
on(
    "attendance.leave_early",
    "attendance.strike",
    pieces=LINES,
    via=of_check_in,
    keys=_subject(CheckIn),
)
on(
    "leave.request",
    "leave.enter",
    "leave.approve",
    "leave.refuse",
    "leave.withdraw",
    pieces=LINES,
    via=of_leave,
    keys=_subject(LeaveRequest),
)
on(
    "participant.seat",
    "participant.remove",
    pieces=LINES,
    via=of_participant,
    keys=_subject(Participant, "person"),
)

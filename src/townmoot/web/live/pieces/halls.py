"""The halls, the quorum and the numbers of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience, Channel
from townmoot.meetings.enums import MeetingState, VenueKind
from townmoot.web.ground import pieces
from townmoot.web.ground.words import titled
from townmoot.web.live.finders import (
    itself,
    of_check_in,
    of_leave,
    of_participant,
    of_venue,
)
from townmoot.web.live.registry import on, piece
from townmoot.web.live.sight import UNDER_WAY, sight
from townmoot.web.public.show.meetings import calls_by_name

if TYPE_CHECKING:
    from townmoot.meetings.models import Meeting
    from townmoot.meetings.queries import VenueTally

EVERYBODY = tuple(Audience)
NOT_BEGUN = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.CANCELLED)
OVER: dict[str, str] = {"closed": "done", "cancelled": "withdrawn"}


@piece("halls", "live/halls.html", *EVERYBODY)
def halls(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """Each hall as a tile: present of expected, its line."""
    seen = sight(channel, meeting)
    return {"halls": [tile(each, seen.state) for each in seen.tally.venues]}


@piece("attendance", "live/attendance.html", Audience.PUBLIC)
def attendance(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """How many are expected and came, as the public is told: the quorum once it has begun."""
    seen = sight(channel, meeting)
    by_name = calls_by_name(meeting, seen.profile)
    told = seen.state not in NOT_BEGUN and not by_name
    return {
        "tally": seen.tally,
        "watching": sum(hall.venue.watching or 0 for hall in seen.tally.venues),
        "by_name": by_name,
        "quorum": seen.quorum if told else None,
    }


@piece(
    "quorum",
    "live/quorum.html",
    Audience.FLOOR,
    Audience.CHAIR,
    Audience.VENUE,
    Audience.CLERK,
)
def quorum(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """Whether enough are present, and what counts."""
    return {"quorum": sight(channel, meeting).quorum}


@piece("numbers", "live/numbers.html", Audience.CLERK, Audience.CHAIR, Audience.VENUE)
def numbers(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """Present, on leave, missing, gone early; of the hall alone where one watches from it."""
    count = sight(channel, meeting).tally
    own = next((each for each in count.venues if each.venue.pk == channel.hall), None)
    return {"tally": count, "own": own}


def tile(hall: VenueTally, state: MeetingState) -> pieces.Hall:
    """A hall as a tile; before and after the meeting nobody looks at its line."""
    link = OVER.get(state, "next")
    if state in UNDER_WAY:
        up = "linked" if hall.link_up else "down"
        link = "unlinked" if hall.venue.kind == VenueKind.MAIN else up
    return pieces.Hall(name=titled(hall.venue), present=hall.here, expected=hall.awaited, link=link)


PRESENCE = ("halls", "quorum", "numbers", "attendance")

on(
    "attendance.check_in",
    "attendance.check_in_number",
    "attendance.check_in_person",
    "participant.add_usual",
    "meeting.open",
    "meeting.pause",
    "meeting.resume",
    "meeting.close",
    "meeting.cancel",
    "meeting.give_notice",
    pieces=PRESENCE,
    via=itself,
)
on("attendance.leave_early", "attendance.strike", pieces=PRESENCE, via=of_check_in)
on(
    "participant.add",
    "participant.seat",
    "participant.remove",
    pieces=PRESENCE,
    via=of_participant,
)
on(
    "leave.enter",
    "leave.approve",
    "leave.withdraw",
    pieces=("numbers", "attendance"),
    via=of_leave,
)
on(
    "venue.add",
    "venue.correct",
    "venue.count_watching",
    "venue.link_lost",
    "venue.link_restored",
    "venue.open_check_in",
    "venue.close_check_in",
    pieces=("halls", "numbers", "attendance"),
    via=of_venue,
)

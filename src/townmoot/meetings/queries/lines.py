"""The line to each hall: when it was last heard, and the log of its outages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from townmoot.meetings.enums import MeetingState, VenueEventKind, VenueKind
from townmoot.meetings.models import Meeting, Venue, VenueBeat, VenueEvent
from townmoot.meetings.queries.meetings import in_states, with_state

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


@dataclass(frozen=True)
class Outage:
    """The line of a hall was lost from `since` until `until` (None: still), and who said so."""

    venue: Venue
    since: datetime
    until: datetime | None
    by_system: bool
    note: str

    @property
    def seconds(self) -> int | None:
        """How long it lasted; None while it lasts."""
        return int((self.until - self.since).total_seconds()) if self.until else None


def outages(meeting: Meeting) -> list[Outage]:
    """The outages of all halls of a meeting, in order of their beginning; one query."""
    kinds = (VenueEventKind.LINK_LOST, VenueEventKind.LINK_RESTORED)
    rows = VenueEvent._default_manager.filter(venue__meeting=meeting, kind__in=kinds)
    return _pair(rows.select_related("venue").order_by("venue", "number"))


def _pair(rows: Iterable[VenueEvent]) -> list[Outage]:
    made: list[Outage] = []
    lost: VenueEvent | None = None
    for row in rows:
        if lost is not None:
            same = row.venue_id == lost.venue_id
            made.append(_outage(lost, row.created_at if same else None))
        lost = row if row.kind == VenueEventKind.LINK_LOST else None
    if lost is not None:
        made.append(_outage(lost, None))
    return sorted(made, key=lambda one: (one.since, one.venue.order))


def _outage(lost: VenueEvent, until: datetime | None) -> Outage:
    return Outage(lost.venue, lost.created_at, until, lost.created_by is None, lost.note)


def lost_by_system(venue: UUID) -> bool:
    """Whether the line is lost by what the system heard, not by what somebody said."""
    kinds = (VenueEventKind.LINK_LOST, VenueEventKind.LINK_RESTORED)
    rows = VenueEvent._default_manager.filter(venue=venue, kind__in=kinds)
    last = rows.order_by("-number").first()
    return last is not None and last.kind == VenueEventKind.LINK_LOST and last.created_by is None


def listened_to() -> list[tuple[Venue, datetime]]:
    """The halls besides the main one of meetings that sit and that were ever heard, and when."""
    sits = in_states(with_state(Meeting._default_manager.all()), MeetingState.IN_SESSION)
    rows = VenueBeat._default_manager.filter(venue__meeting__in=sits.order_by().values("pk"))
    rows = rows.exclude(venue__kind=VenueKind.MAIN).select_related("venue__meeting")
    return [(row.venue, row.heard_at) for row in rows.order_by("pk")]

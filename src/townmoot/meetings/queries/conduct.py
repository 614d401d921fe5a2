"""The closed part, notes for the minutes, messages between chair and halls, screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from townmoot.meetings.enums import Capacity, ScreenShows, VenueKind
from townmoot.meetings.models import (
    Exclusion,
    HallMessage,
    MinuteNote,
    Participant,
    ScreenChoice,
    Venue,
)
from townmoot.meetings.queries.agenda import running_item
from townmoot.people.enums import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.meetings.models import Meeting
    from townmoot.record import Actor


def exclusion_of(meeting: Meeting) -> Exclusion | None:
    """The exclusion under which the meeting sits now; None while the public is in."""
    rows = Exclusion._default_manager.filter(meeting=meeting, readmitted_at=None)
    return rows.select_related("item").first()


def takes_closed_part(venue: Venue) -> bool:
    """Whether a closed part may be shown in a hall: members are expected there, none is online."""
    if venue.kind == VenueKind.ONLINE:
        return False
    if venue.kind == VenueKind.MAIN:
        return True
    rows = Participant._default_manager.filter(venue=venue, capacity=Capacity.MEMBER)
    return rows.filter(removed_at=None).exists()


def choices_of(meeting: Meeting) -> list[ScreenChoice]:
    """What was chosen for the screens of a meeting, the last first."""
    rows = ScreenChoice._default_manager.filter(meeting=meeting)
    return list(rows.order_by("-number"))


def chosen(choices: Iterable[ScreenChoice], venue: UUID | None) -> ScreenChoice | None:
    """The choice that holds for a hall, of choices with the last first; None: it follows."""
    found = next((row for row in choices if row.venue_id in {None, venue}), None)
    return None if found is None or found.shows == ScreenShows.AUTO else found


def notes_for(actor: Actor | None, body: UUID) -> QuerySet[MinuteNote]:
    """The notes for the minutes somebody may read: the clerk, and the auditor; nobody else."""
    rows = MinuteNote._default_manager.filter(body=body, struck_at=None)
    if actor is None or not (actor.holds(Role.CLERK) or actor.holds(Role.AUDITOR)):
        return rows.none()
    return rows.select_related("item").order_by("created_at", "pk")


def messages_for_hall(venue: Venue) -> QuerySet[HallMessage]:
    """What the chair told a hall, and what the hall told the chair, newest first."""
    rows = HallMessage._default_manager.filter(
        Q(venue=None) | Q(venue=venue), meeting=venue.meeting_id
    )
    return rows.prefetch_related("receipts").order_by("-created_at", "-pk")


def messages_of(meeting: Meeting) -> QuerySet[HallMessage]:
    """All messages of a meeting with their receipts, newest first: for who conducts it."""
    rows = HallMessage._default_manager.filter(meeting=meeting).select_related("venue")
    return rows.prefetch_related("receipts__venue").order_by("-created_at", "-pk")


def is_read(message: HallMessage, venue: UUID | None) -> bool:
    """Whether a message was confirmed in a hall, or by the chair (None)."""
    return any(row.venue_id == venue for row in message.receipts.all())


def running_item_is_public(meeting: Meeting) -> bool:
    """Whether the public may know what is being dealt with now."""
    item = running_item(meeting)
    return exclusion_of(meeting) is None and (item is None or item.public)

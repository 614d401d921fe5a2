"""Halls: their line, their check-in, their door code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from townmoot.meetings.enums import VenueEventKind
from townmoot.meetings.models import Venue, VenueEvent
from townmoot.meetings.queries.meetings import meetings_for
from townmoot.people.enums import Role

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.record import Actor

LINE = (VenueEventKind.LINK_LOST, VenueEventKind.LINK_RESTORED)
DOOR = (VenueEventKind.CHECK_IN_CLOSED, VenueEventKind.CHECK_IN_OPENED)


def _last(venue: Venue, kinds: tuple[str, ...], annotation: str) -> str:
    if hasattr(venue, annotation):
        return getattr(venue, annotation) or ""
    rows = VenueEvent._default_manager.filter(venue=venue, kind__in=kinds).order_by("-number")
    return rows.values_list("kind", flat=True).first() or ""


def link_up(venue: Venue) -> bool:
    """Whether the venue's line stands, as far as was reported; no query after `with_events`."""
    return _last(venue, LINE, "last_line") != VenueEventKind.LINK_LOST


def check_in_open(venue: Venue) -> bool:
    """Whether one can still check in by oneself at the venue."""
    return _last(venue, DOOR, "last_door") != VenueEventKind.CHECK_IN_CLOSED


def with_events(rows: QuerySet[Venue]) -> QuerySet[Venue]:
    """The venues with `last_line` and `last_door`, the kinds of their last events."""
    events = VenueEvent._default_manager.filter(venue=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        last_line=Subquery(events.filter(kind__in=LINE).values("kind")[:1]),
        last_door=Subquery(events.filter(kind__in=DOOR).values("kind")[:1]),
    )


def venues_for(actor: Actor | None, body: UUID) -> QuerySet[Venue]:
    """The venues of the meetings somebody may see; door codes only in `desk_venues`."""
    meetings = meetings_for(actor, body).order_by().values("pk")
    rows = Venue._default_manager.filter(body=body, meeting__in=meetings)
    return with_events(rows).select_related("steward").defer("code")


def desk_venues(actor: Actor, body: UUID) -> QuerySet[Venue]:
    """The venues at whose desk somebody serves, with their door codes: steward, and clerk."""
    rows = with_events(Venue._default_manager.filter(body=body))
    rows = rows.select_related("meeting").order_by("-meeting__start", "order", "pk")
    if actor.holds(Role.CLERK):
        return rows
    if actor.person is None or not actor.holds(Role.STEWARD):
        return rows.none()
    return rows.filter(steward=actor.person)


def venue_by_code(body: UUID, code: str) -> Venue | None:
    """The venue at whose door this code hangs."""
    rows = Venue._default_manager.filter(body=body, code=code).exclude(code="")
    return rows.select_related("meeting").first()

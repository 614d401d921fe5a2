"""What a steward's desk needs: the halls, who is expected, what can be done at the door."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import venues
from townmoot.record import NotFound
from townmoot.rules.modules import Module
from townmoot.rules.queries import has_module
from townmoot.web.ground import qr
from townmoot.web.rooms import asking, found, offer

if TYPE_CHECKING:
    from django.http import HttpRequest

    from townmoot.meetings.models import Participant, Venue
    from townmoot.record import Ctx
    from townmoot.web.ground import pieces

LINE = ("lost", "restored")
HERE, EXPECTED, ALL = "here", "expected", "all"


def halls(ctx: Ctx) -> list[tuple[Venue, Any]]:
    """The halls whose meetings are not long over, each with the state of its meeting."""
    rows = meetings.desk_venues(ctx.actor, ctx.body)
    listed = list(rows.filter(meeting__end__gte=ctx.now - timedelta(days=1)))
    keys = {row.meeting_id for row in listed}
    known = meetings.meetings_for(ctx.actor, ctx.body).filter(pk__in=keys)
    states = {row.pk: meetings.state_of(row) for row in known}
    return [(row, states[row.meeting_id]) for row in listed if row.meeting_id in states]


def hall(ctx: Ctx, venue: UUID) -> Venue:
    """A hall the person looks after; 404 otherwise."""
    return found(meetings.desk_venues(ctx.actor, ctx.body).filter(pk=venue))


def known(venue: str | None) -> None:
    """Raise NotFound for what cannot be a hall."""
    if venue is not None:
        try:
            UUID(venue)
        except ValueError as error:
            raise NotFound from error


def welcome(ctx: Ctx, hall: Venue, check_in: str) -> str:
    """Who has just been checked in, for the steward to read out."""
    rows = meetings.attendance_for(ctx.actor, ctx.body).filter(check_ins=UUID(check_in))
    row = found(rows)
    words = {"name": row.person, "number": row.number}
    if row.venue_id not in {None, hall.pk} and row.venue is not None:
        return _("%(name)s is here (expected in %(hall)s).") % {**words, "hall": row.venue.name}
    return _("%(name)s is here.") % words


def contents(request: HttpRequest, hall: Venue) -> dict[str, Any]:
    """Counts, the list and the buttons of a hall."""
    ctx = asking(request)
    address = request.build_absolute_uri(reverse("floor:check_in", args=[hall.code]))
    rows = list(meetings.attendance_for(ctx.actor, ctx.body).filter(meeting=hall.meeting))
    query, view = request.GET.get("q", "").strip(), request.GET.get("view", EXPECTED)
    listed = [row for row in rows if _shown(row, hall, query.casefold(), view)]
    return {
        "query": query,
        "view": view,
        "rows": listed,
        "acts": _bar(request, hall),
        "address": address,
        "speakers_url": _speakers_url(ctx, hall),
        "qr": qr.door(address),
    }


def _speakers_url(ctx: Ctx, hall: Venue) -> str:
    """Where the steward lists who asks to speak now; "" while the meeting is at no item."""
    now = meetings.running_item(hall.meeting)
    if now is None or not has_module(ctx.body, ctx.today, Module.SPEAKERS):
        return ""
    return reverse("floor:speakers", args=[now.pk])


def _presence(row: Participant) -> Any:
    held = row.presence  # type: ignore[attr-defined] # by attendance_for
    return held[0] if held else None


def _shown(row: Participant, hall: Venue, query: str, view: str) -> bool:
    if query:
        return query in row.person.name.casefold() or query in row.number.casefold()
    check_in = _presence(row)
    if view == HERE:
        return check_in is not None and check_in.venue_id == hall.pk
    if view == ALL:
        return True
    return check_in is None and row.venue_id == hall.pk


def _bar(request: HttpRequest, hall: Venue) -> list[pieces.Act]:
    def at(what: str) -> str:
        return reverse("floor:event", args=[hall.pk, what])

    if meetings.check_in_open(hall):
        door = offer(
            request, _("Close check-in"), at("close"), venues.close_check_in, venue=hall.pk
        )
    else:
        door = offer(request, _("Open check-in"), at("open"), venues.open_check_in, venue=hall.pk)
    given: dict[str, Any] = {"venue": hall.pk, "note": ""}
    if meetings.link_up(hall):
        line = offer(request, _("The line is lost"), at("lost"), venues.link_lost, **given)
    else:
        act = venues.link_restored
        line = offer(request, _("The line is back"), at("restored"), act, kind="primary", **given)
    label, renew = _("Make a new door code"), venues.renew_code
    return [door, line, offer(request, label, at("code"), renew, kind="quiet", venue=hall.pk)]

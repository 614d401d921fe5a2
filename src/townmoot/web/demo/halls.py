"""The halls of the meeting in progress: a wall for each, without signing in, and a line to cut."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from townmoot.live import hub
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.queries import in_states, meetings_for, venues_for
from townmoot.web.demo import state
from townmoot.web.demo.guard import demo_only
from townmoot.web.framing import town_of
from townmoot.web.ground.words import titled
from townmoot.web.live import views, watching

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from townmoot.meetings.models import Venue
    from townmoot.people.models import Body

UNDER_WAY = (MeetingState.IN_SESSION, MeetingState.PAUSED)


@dataclass(frozen=True)
class Wall:
    """A hall of the meeting in progress, and whether its line is cut."""

    key: UUID
    name: str
    cut: bool


def walls(town: Body | None) -> list[Wall]:
    """The halls of the meeting in progress; none while the town is founded or emptied."""
    if town is None:
        return []
    with suppress(DatabaseError):
        held = in_states(meetings_for(None, town.pk), *UNDER_WAY).first()
        rows = venues_for(None, town.pk).filter(meeting=held) if held is not None else []
        cut = state.cut_halls()
        return [Wall(row.pk, titled(row), str(row.pk) in cut) for row in rows]
    return []


def _hall(request: HttpRequest, key: UUID) -> Venue:
    town = None if state.beginning() else town_of(request)
    rows = venues_for(None, town.pk).filter(pk=key) if town is not None else []
    for row in rows:
        return row
    raise Http404


@demo_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The halls, which the page asks for now and then."""
    town = None if state.beginning() else town_of(request)
    return render(request, "demo/halls.html", {"walls": walls(town)})


@demo_only
@require_GET
def wall(request: HttpRequest, hall: UUID) -> HttpResponse:
    """The wall of a hall, in a window of its own."""
    row = _hall(request, hall)
    watch = watching.wall(row, "demo:hall")
    town = town_of(request)
    with timezone.override(ZoneInfo(town.timezone) if town else None):
        return render(request, "floor/screen.html", {"watch": watch, "hall": row})


def _behind_the_line(request: HttpRequest, hall: UUID) -> watching.Watch | None:
    """The watch of a wall; None while its line is cut."""
    row = _hall(request, hall)
    return None if str(hall) in state.cut_halls() else watching.wall(row, "demo:hall")


@demo_only
@require_GET
def token(request: HttpRequest, hall: UUID) -> HttpResponse:
    """The token of a wall's stream; none while the line is cut."""
    watch = _behind_the_line(request, hall)
    if watch is None:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return views.token_of(request, watch)


@demo_only
@require_GET
def pieces(request: HttpRequest, hall: UUID) -> HttpResponse:
    """The wall as it is; nothing while the line is cut."""
    watch = _behind_the_line(request, hall)
    if watch is None:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return views.pieces_of(request, watch)


@demo_only
@require_POST
def line(request: HttpRequest, hall: UUID) -> HttpResponse:
    """Cut the line of a hall, or restore it."""
    row = _hall(request, hall)
    cut = request.POST.get("do") == "cut"
    state.set_line(row.pk, cut=cut)
    if cut:
        hub.cut(row.pk)
    return redirect("demo:day")

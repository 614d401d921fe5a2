"""The clerk's front page: what is due today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity, LeaveState, MeetingState
from townmoot.meetings.models import Meeting
from townmoot.people import queries as people
from townmoot.record import Refused
from townmoot.web.clerk.lists import taken_over
from townmoot.web.clerk.meeting_page import STATES, page
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.rooms import asking, show

AHEAD = timedelta(days=60)
OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)
MOST = 5


@clerk_only
def home(request: HttpRequest) -> HttpResponse:
    """Meetings coming, what must be done for each, leave asked for, lists taken over."""
    ctx = asking(request)
    rows = queries.meetings_for(ctx.actor, ctx.body).order_by("start", "id")
    rows = rows.filter(start__gte=ctx.now - timedelta(days=2), start__lte=ctx.now + AHEAD)
    coming = [row for row in rows if queries.state_of(row) not in OVER][:MOST]
    asked = queries.leaves_for(ctx.actor, ctx.body).filter(state=LeaveState.REQUESTED)
    return show(
        request,
        "clerk/home.html",
        today=ctx.today,
        meetings=[_coming(request, row) for row in coming],
        leaves=asked[:MOST],
        imports=taken_over(ctx.body)[:3],
        deputies=people.deputies(ctx.body, ctx.today).count(),
        flags=_flags(request),
    )


def _coming(request: HttpRequest, row: Meeting) -> dict[str, Any]:
    state = queries.state_of(row)
    listed = queries.attendance_of(row).filter(capacity=Capacity.MEMBER)
    called = state is not MeetingState.PLANNED
    unseen = sum(not vars(line)["notice_seen"] for line in listed) if called else 0
    return {
        "meeting": row,
        "state": STATES[state],
        "word": state.label,
        "todo": _todo(request, row, state),
        "unseen": unseen,
    }


def _todo(request: HttpRequest, row: Meeting, state: MeetingState) -> list[tuple[str, str, Any]]:
    """What comes next for a meeting: words, address, the day it is due."""
    found: list[tuple[str, str, Any]] = []
    if not queries.items_of(row).exists():
        found.append((_("Make the agenda"), page("agenda", row.pk), None))
    if not row.venues.exists():
        found.append((_("Say where it is held"), page("venues", row.pk), None))
    if state is MeetingState.PLANNED:
        found.append((_("Give notice"), page("notice", row.pk), _latest(request, row)))
    if state in {MeetingState.IN_SESSION, MeetingState.PAUSED}:
        found.append((_("Follow its progress"), page("hold", row.pk), None))
    elif state is MeetingState.CALLED:
        found.append((_("See who is expected"), page("members", row.pk), None))
    return found


def _latest(request: HttpRequest, row: Meeting) -> Any:
    try:
        view = queries.notice_check(row, asking(request).today)
    except Refused:
        return None
    return view.check.latest.date if view.check else None


def _flags(request: HttpRequest) -> list[queries.AbsenceFlag]:
    ctx = asking(request)
    try:
        return queries.absence_flags(ctx.body, ctx.today)
    except Refused:
        return []

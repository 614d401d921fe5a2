"""Meetings as those see them who are expected there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from townmoot.files import serve
from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import items as item_acts
from townmoot.meetings.actions import leave as leave_acts
from townmoot.meetings.actions.meetings import acknowledge as acknowledge_act
from townmoot.people.enums import Role
from townmoot.suggestions.queries import drafted
from townmoot.web.floor import agenda, groupwork, own
from townmoot.web.floor.bars import meeting_bar
from townmoot.web.floor.forms import LeaveForm
from townmoot.web.live import watching
from townmoot.web.rooms import asking, attempt, go, next_page, press, room, show
from townmoot.web.votes.puttable import recorded_on_request

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

SHOWN = 30


@require_safe
@room(Role.RESIDENT)
def listing(request: HttpRequest) -> HttpResponse:
    """The meetings I may see, newest first."""
    ctx = asking(request)
    rows = list(meetings.meetings_for(ctx.actor, ctx.body)[:SHOWN])
    lines = [(row, meetings.state_of(row)) for row in rows]
    return show(request, "floor/meetings.html", lines=lines)


@require_safe
@room(Role.RESIDENT)
def meeting(request: HttpRequest, key: UUID) -> HttpResponse:
    """One meeting: agenda and files, what is on now, halls, quorum, my seat."""
    ctx = asking(request)
    watch = watching.floor(request, key)
    row = watch.meeting
    seat = own.seat_at(ctx, row)
    return show(
        request,
        "floor/meeting.html",
        watch=watch,
        meeting=row,
        seat=seat,
        acts=meeting_bar(request, row, seat),
        again="state votes motions" if recorded_on_request(row) else "state",
        summaries=groupwork.summaries(ctx, row),
        **_said(ctx, row),
        **agenda.papers(ctx, row),
    )


def _said(ctx: Any, row: Any) -> dict[str, Any]:
    """What the person said in the group, and which of it is a draft already."""
    rows = meetings.opinions_for(ctx.actor, ctx.body)
    said = list(rows.filter(meeting=row, speaker=ctx.actor.person))
    return {"said": said, "drafted": drafted(ctx.body, [each.pk for each in said])}


@require_POST
@room(Role.RESIDENT)
def acknowledge(request: HttpRequest, key: UUID) -> HttpResponse:
    """Confirm the notice."""
    back = next_page(request, reverse("floor:meeting", args=[key]))
    said = _("Noted: you have the notice.")
    return press(request, acknowledge_act, back=back, said=said, meeting=key)


@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.RESIDENT)
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for leave from a meeting."""
    row = own.meeting_for(asking(request), key)
    form = LeaveForm(request.POST or None)
    if attempt(request, form, leave_acts.request, meeting=key, **form.inputs()):
        said = _("Your request is with the chair.")
        return go(request, said, "floor:meeting", key)
    return show(request, "floor/leave.html", form=form, meeting=row)


@require_POST
@room(Role.RESIDENT)
def withdraw_leave(request: HttpRequest, key: UUID, leave: UUID) -> HttpResponse:
    """I come after all."""
    back = reverse("floor:meeting", args=[key])
    said = _("Your request for leave is taken back.")
    return press(request, leave_acts.withdraw, back=back, said=said, leave=leave)


@require_POST
@room(Role.RESIDENT)
def receive(request: HttpRequest, key: UUID, item: UUID) -> HttpResponse:
    """What was passed on has reached me."""
    back = reverse("floor:meeting", args=[key])
    said = _("Noted: it has reached you.")
    return press(request, item_acts.receive, back=back, said=said, item=item, organization=None)


@require_safe
@room(Role.RESIDENT)
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A file of a meeting."""
    ctx = asking(request)
    return serve.respond(request, serve.hanging("file", ctx.actor, ctx.body, key))

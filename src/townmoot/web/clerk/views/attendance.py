"""Who is expected, who has leave, who came: lists and counts of one meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.actions import attendance as actions
from townmoot.meetings.actions import leave, participants
from townmoot.meetings.enums import Capacity, LeaveState
from townmoot.meetings.models import Meeting, Participant
from townmoot.record import Refused
from townmoot.web.clerk import meeting_page
from townmoot.web.clerk.forms_meetings import (
    LeaveForm,
    ParticipantForm,
    ReasonForm,
    SeatForm,
)
from townmoot.web.clerk.meeting_page import around, meeting_of, page
from townmoot.web.clerk.sheets import Sheet, fill_in, initial
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.ground.pieces import Act
from townmoot.web.live import watching
from townmoot.web.rooms import asking, found, offer, posted, show

A_PAGE = 100


@clerk_only
def members(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Those expected, with group, venue, leave and whether they have seen the notice."""
    watch = watching.clerk(request, meeting)
    row = watch.meeting
    listed = queries.attendance_of(row)
    return show(
        request,
        "clerk/members.html",
        watch=watch,
        page=Paginator(listed, A_PAGE).get_page(request.GET.get("page")),
        leaves=dict(LeaveState.choices),
        total=queries.tally(row).expected,
        usual=_usual(request, row),
        **around(row, "members"),
    )


def _usual(request: HttpRequest, row: Meeting) -> list[Act]:
    """Listing those usually expected, where the notice calls by name."""
    template = meeting_page.template_of(row)
    if template is None or not template.expects:
        return []
    url, act = page("members_usual", row.pk), participants.add_usual
    label = _("List who is usually expected")
    return [offer(request, label, url, act, kind="primary", meeting=row.pk)]


def _venues(request: HttpRequest, meeting: Meeting) -> meeting_page.Pairs:
    ctx = asking(request)
    rows = queries.venues_for(ctx.actor, ctx.body).filter(meeting=meeting)
    return [(row.pk, row.name) for row in rows.order_by("order", "pk")]


@clerk_only
def add_participant(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Put somebody on the list besides the members."""
    row, ctx = meeting_of(request, meeting), asking(request)
    sheet = Sheet(
        title=_("Expect somebody else"),
        eyebrow=row.name,
        submit=_("Put on the list"),
        said=_("The list was changed."),
        back=page("members", meeting),
    )
    choices = {"person": meeting_page.everybody(ctx), "venue": _venues(request, row)}
    form = ParticipantForm(posted(request), choices=choices)
    return fill_in(request, form, participants.add, sheet, meeting=meeting)


def _participant(request: HttpRequest, participant: UUID) -> Participant:
    ctx = asking(request)
    rows = queries.attendance_for(ctx.actor, ctx.body)
    return found(rows.select_related("meeting", "person").filter(pk=participant))


@clerk_only
def seat(request: HttpRequest, participant: UUID) -> HttpResponse:
    """Say where somebody is expected."""
    row = _participant(request, participant)
    sheet = Sheet(
        title=_("Where expected"),
        eyebrow=f"{row.person} · {row.meeting}",
        submit=_("Save"),
        said=_("The list was changed."),
        back=page("members", row.meeting_id),
    )
    choices = {"venue": _venues(request, row.meeting)}
    form = SeatForm(posted(request), initial=initial(SeatForm, row), choices=choices)
    act, person = participants.seat, row.person_id
    return fill_in(request, form, act, sheet, meeting=row.meeting_id, person=person)


@clerk_only
def remove(request: HttpRequest, participant: UUID) -> HttpResponse:
    """Take somebody off the list."""
    row = _participant(request, participant)
    sheet = Sheet(
        title=_("Take off the list"),
        eyebrow=f"{row.person} · {row.meeting}",
        submit=_("Take off"),
        said=_("The list was changed."),
        back=page("members", row.meeting_id),
    )
    form, act = ReasonForm(posted(request)), participants.remove
    return fill_in(request, form, act, sheet, meeting=row.meeting_id, person=row.person_id)


@clerk_only
def leaves(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Requests for leave, and what was decided."""
    ctx, row = asking(request), meeting_of(request, meeting)
    rows = queries.leaves_for(ctx.actor, ctx.body).filter(participant__meeting=row)
    return show(request, "clerk/leaves.html", rows=rows, **around(row, "leaves"))


@clerk_only
def enter_leave(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Enter a request for leave that came on paper."""
    row = meeting_of(request, meeting)
    sheet = Sheet(
        title=_("Enter a request for leave"),
        eyebrow=row.name,
        lead=_("The chair decides on it, or whoever presides."),
        submit=_("Enter"),
        said=_("The request was entered; the chair decides on it."),
        back=page("leaves", meeting),
    )
    listed = queries.attendance_of(row).filter(capacity=Capacity.MEMBER)
    people = [(one.person_id, f"{one.person} {one.number}".strip()) for one in listed]
    form = LeaveForm(posted(request), choices={"person": people})
    return fill_in(request, form, leave.enter, sheet, meeting=meeting)


def quorum_of(meeting: Meeting) -> queries.QuorumCheck | None:
    """The quorum; None where no procedure was chosen."""
    try:
        return queries.quorum(meeting)
    except Refused:
        return None


@clerk_only
def attendance(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Who is here, in each venue; the quorum and why; who is missing."""
    watch = watching.clerk(request, meeting)
    row = watch.meeting
    listed = list(queries.attendance_of(row))
    return show(
        request,
        "clerk/attendance.html",
        watch=watch,
        tally=queries.tally(row),
        quorum=quorum_of(row),
        here=[line for line in listed if _came(line)],
        missing=[line for line in listed if not _came(line) and line.capacity == Capacity.MEMBER],
        leaves=dict(LeaveState.choices),
        **around(row, "attendance"),
    )


def _came(line: Any) -> bool:
    return bool(line.presence)


@clerk_only
def strike(request: HttpRequest, participant: UUID) -> HttpResponse:
    """Strike a check-in made by mistake."""
    row: Any = _participant(request, participant)
    mark = found(row.presence)
    sheet = Sheet(
        title=_("Strike this check-in"),
        eyebrow=f"{row.person} · {mark.venue}",
        submit=_("Strike it"),
        said=_("The check-in was struck; the right one can follow."),
        back=page("attendance", row.meeting_id),
    )
    form = ReasonForm(posted(request))
    return fill_in(request, form, actions.strike, sheet, check_in=mark.pk)

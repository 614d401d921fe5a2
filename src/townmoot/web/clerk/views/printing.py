"""What is printed for a meeting: the notice, the agenda, a sign-in sheet for each venue."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity
from townmoot.meetings.models import Meeting
from townmoot.rules.terms import Listed
from townmoot.web.clerk.meeting_page import item_word, meeting_of, page, profile_of, template_of
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.framing import town_of
from townmoot.web.ground import qr
from townmoot.web.ground.pieces import Foot, Head
from townmoot.web.programme import told
from townmoot.web.rooms import asking, found, show


def _document(request: HttpRequest, row: Meeting, name: str, **more: Any) -> HttpResponse:
    ctx, profile = asking(request), profile_of(row)
    seen = queries.items_for(ctx.actor, ctx.body).filter(meeting=row)
    items = queries.with_programme(seen)
    town = town_of(request)
    return show(
        request,
        f"clerk/print_{name}.html",
        meeting=row,
        items=[(item, item_word(profile, item.kind), told.line(item)) for item in items],
        venues=queries.venues_for(ctx.actor, ctx.body)
        .filter(meeting=row)
        .order_by("order", "pk")
        .prefetch_related("groups__group"),
        head=Head(issuer=row.organization.name),
        foot=Foot(printer=town.name if town else "", printed=ctx.today),
        given=queries.latest_notice_of(row),
        today=ctx.today,
        back_url=page("meeting", row.pk),
        **more,
    )


@clerk_only
def notice(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The notice, to be printed."""
    ctx, row = asking(request), meeting_of(request, meeting)
    files = queries.files_for(ctx.actor, ctx.body).filter(meeting=row)
    others = queries.attendance_of(row).exclude(capacity=Capacity.MEMBER)
    template = template_of(row)
    by_name = template is not None and template.listed is Listed.NAMED
    return _document(request, row, "notice", files=files, others=others, by_name=by_name)


@clerk_only
def agenda(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The agenda, to be printed."""
    row = meeting_of(request, meeting)
    return _document(request, row, "agenda", adopted=queries.agenda_state(row) == "adopted")


@clerk_only
def sign_in(request: HttpRequest, venue: UUID) -> HttpResponse:
    """The sheet for one venue: its code for telephones, and lines to sign on."""
    ctx = asking(request)
    hall = found(queries.desk_venues(ctx.actor, ctx.body).filter(pk=venue))
    row = meeting_of(request, hall.meeting_id)
    lines = queries.attendance_of(row).filter(venue=hall)
    address = request.build_absolute_uri(door_address(hall.code))
    return _document(
        request, row, "sign_in", venue=hall, lines=lines, address=address, qr=qr.door(address)
    )


def door_address(code: str) -> str:
    """Where the code of a door leads: the page on which a deputy checks in."""
    return reverse("floor:check_in", args=[code])

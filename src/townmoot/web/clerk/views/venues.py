"""The venues of a meeting: adding and correcting them, their doors and their codes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.meetings import queries
from townmoot.meetings.actions import venues as actions
from townmoot.meetings.models import Venue
from townmoot.record import Act as RecordAct
from townmoot.web.clerk import meeting_page
from townmoot.web.clerk.forms_meetings import CorrectVenueForm, VenueForm
from townmoot.web.clerk.meeting_page import around, meeting_of, page
from townmoot.web.clerk.sheets import Sheet, fill_in, initial
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.framing import profile_of
from townmoot.web.rooms import asking, found, new_act_id, posted, press, show


@clerk_only
def venues(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The venues with their stewards, groups and doors."""
    ctx, row = asking(request), meeting_of(request, meeting)
    rows = queries.venues_for(ctx.actor, ctx.body).filter(meeting=row)
    counted = {hall.venue.pk: hall for hall in queries.tally(row).venues}
    return show(
        request,
        "clerk/venues.html",
        rows=[
            {
                "venue": venue,
                "tally": counted[venue.pk],
                "open": queries.check_in_open(venue),
                "groups": [seated.group.name for seated in venue.groups.all()],
                "act_id": new_act_id(),
            }
            for venue in rows.prefetch_related("groups__group").order_by("order", "pk")
        ],
        **around(row, "venues"),
    )


def _choices(request: HttpRequest) -> dict[str, meeting_page.Pairs | None]:
    ctx = asking(request)
    groups = meeting_page.groups(ctx, profile_of(request))
    return {"steward": meeting_page.stewards(ctx), "groups": groups}


@clerk_only
def add(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Add a venue."""
    row = meeting_of(request, meeting)
    sheet = Sheet(
        title=_("Add a venue"),
        eyebrow=row.name,
        lead=_("Members are expected where their group sits; all others in the main hall."),
        submit=_("Add"),
        said=_("The venue was added."),
        back=page("venues", meeting),
    )
    form = VenueForm(posted(request), choices=_choices(request))
    return fill_in(request, form, actions.add, sheet, meeting=meeting)


def _venue(request: HttpRequest, venue: UUID) -> Venue:
    ctx = asking(request)
    return found(queries.desk_venues(ctx.actor, ctx.body).filter(pk=venue))


@clerk_only
def correct(request: HttpRequest, venue: UUID) -> HttpResponse:
    """Correct a venue."""
    row = _venue(request, venue)
    sheet = Sheet(
        title=_("Correct"),
        eyebrow=row.name,
        lead=_("Who is expected where is not changed by this; seat people anew where needed."),
        submit=_("Save"),
        said=_("Corrected."),
        back=page("venues", row.meeting_id),
    )
    start: dict[str, Any] = initial(CorrectVenueForm, row)
    start["groups"] = [seated.group_id for seated in row.groups.all()]
    form = CorrectVenueForm(posted(request), initial=start, choices=_choices(request))
    return fill_in(request, form, actions.correct, sheet, venue=venue)


def _door(request: HttpRequest, venue: UUID, act: RecordAct[Any, Any], said: str) -> HttpResponse:
    row = _venue(request, venue)
    back = page("attendance" if "desk" in request.POST else "venues", row.meeting_id)
    return press(request, act, back=back, said=said, venue=venue)


@require_POST
@clerk_only
def close_door(request: HttpRequest, venue: UUID) -> HttpResponse:
    """Close check-in at a venue."""
    said = _("Check-in is closed here; who comes later is checked in by the steward.")
    return _door(request, venue, actions.close_check_in, said)


@require_POST
@clerk_only
def open_door(request: HttpRequest, venue: UUID) -> HttpResponse:
    """Open check-in at a venue again."""
    return _door(request, venue, actions.open_check_in, _("Check-in is open again."))


@require_POST
@clerk_only
def renew_code(request: HttpRequest, venue: UUID) -> HttpResponse:
    """Make a new code for the door."""
    said = _("There is a new code. Print the sheet for this venue again; the old code is void.")
    return _door(request, venue, actions.renew_code, said)

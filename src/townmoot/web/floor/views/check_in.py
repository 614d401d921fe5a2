"""Checking in with the code of a hall: two taps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions.attendance import check_in as check_in_act
from townmoot.people.enums import Role
from townmoot.record import refusal
from townmoot.web.floor import own
from townmoot.web.floor.forms import CodeForm
from townmoot.web.rooms import asking, claimed_at, press, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])


@ASK
@room(Role.RESIDENT)
def code(request: HttpRequest) -> HttpResponse:
    """For who cannot scan: type the code that stands under the QR of the hall."""
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return redirect("floor:check_in", form.cleaned_data["code"])
    seats = [seat for seat in own.upcoming(own.seats(asking(request))) if seat.today]
    return show(request, "floor/code.html", form=form, seats=seats)


@ASK
@room(Role.RESIDENT)
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """The hall, my name and one button; afterwards, when and where."""
    back = reverse("floor:check_in", args=[code])
    if request.method == "POST":
        said = _("You are checked in.")
        given = {"code": code, "claimed_at": claimed_at(request)}
        return press(request, check_in_act, back=back, said=said, **given)
    return show(request, "floor/check_in.html", **_door(request, code))


def _door(request: HttpRequest, code: str) -> dict[str, Any]:
    """What stands at the door: the hall, the person's seat, and why one cannot check in."""
    ctx = asking(request)
    venue = meetings.venue_by_code(ctx.body, code)
    if venue is None:
        return {"venue": None, "status": 404}
    held = meetings.meetings_for(ctx.actor, ctx.body).filter(pk=venue.meeting_id).first()
    seat = own.seat_at(ctx, held) if held else None
    error = refusal(check_in_act, ctx, code=code, claimed_at=None)
    return {"venue": venue, "seat": seat, "error": error, "person": ctx.actor.person}

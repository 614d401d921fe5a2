"""The steward's desk: check in by number or from the list, the door, the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from townmoot.meetings.actions import attendance, venues
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.web.floor import deskwork
from townmoot.web.floor.forms import NumberForm
from townmoot.web.live import watching as live
from townmoot.web.rooms import asking, attempt, claimed_at, go, press, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])
DESK = room(Role.STEWARD, Role.CLERK)
EVENTS: dict[str, Any] = {
    "lost": venues.link_lost,
    "restored": venues.link_restored,
    "close": venues.close_check_in,
    "open": venues.open_check_in,
    "code": venues.renew_code,
}


@require_safe
@DESK
def listing(request: HttpRequest) -> HttpResponse:
    """The halls I look after."""
    halls = deskwork.halls(asking(request))
    return show(request, "floor/desks.html", halls=halls)


@ASK
@DESK
def desk(request: HttpRequest, venue: UUID) -> HttpResponse:
    """One hall: a number is typed, somebody is in."""
    ctx = asking(request)
    watch = live.venue(request, venue)
    hall = deskwork.hall(ctx, venue)
    form = NumberForm(request.POST or None)
    given = {"venue": venue, "claimed_at": claimed_at(request), **form.inputs()}
    done = attempt(request, form, attendance.check_in_number, **given)
    if done:
        said = deskwork.welcome(ctx, hall, done.result["check_in"])
        return go(request, said, "floor:desk", venue)
    rest = deskwork.contents(request, hall)
    return show(request, "floor/desk.html", form=form, watch=watch, hall=hall, **rest)


@require_safe
@DESK
def screen(request: HttpRequest, venue: UUID) -> HttpResponse:
    """What hangs on the wall of the hall: it goes on by itself."""
    watch = live.venue(request, venue)
    hall = deskwork.hall(asking(request), venue)
    return show(request, "floor/screen.html", watch=watch, hall=hall)


@require_POST
@DESK
def person(request: HttpRequest, venue: UUID, person: UUID) -> HttpResponse:
    """Check in somebody from the list."""
    back = reverse("floor:desk", args=[venue])
    given = {"venue": venue, "person": person, "claimed_at": claimed_at(request)}
    act = attendance.check_in_person
    return press(request, act, back=back, said=_("Checked in."), **given)


@require_POST
@DESK
def gone(request: HttpRequest, venue: UUID, check_in: UUID) -> HttpResponse:
    """Somebody goes before the end."""
    back = reverse("floor:desk", args=[venue])
    reason = request.POST.get("reason", "")
    act = attendance.leave_early
    said = _("Noted: gone early.")
    return press(request, act, back=back, said=said, check_in=check_in, reason=reason)


@require_POST
@DESK
def strike(request: HttpRequest, venue: UUID, check_in: UUID) -> HttpResponse:
    """A check-in was made by mistake."""
    back = reverse("floor:desk", args=[venue])
    reason = request.POST.get("reason", "") or _("checked in by mistake")
    said = _("The check-in is struck.")
    act = attendance.strike
    return press(request, act, back=back, said=said, check_in=check_in, reason=reason)


@require_POST
@DESK
def event(request: HttpRequest, venue: UUID, what: str) -> HttpResponse:
    """The line was lost or is back; the door is closed or open; its code is made anew."""
    act = EVENTS.get(what)
    if act is None:
        raise NotFound
    back = reverse("floor:desk", args=[venue])
    note = {"note": request.POST.get("note", "")} if what in deskwork.LINE else {}
    said = _("A new code; the old one is void.") if what == "code" else _("Noted.")
    return press(request, act, back=back, said=said, venue=venue, **note)


@require_POST
@DESK
def watching(request: HttpRequest, venue: UUID) -> HttpResponse:
    """How many look on here who are on no list."""
    back = reverse("floor:desk", args=[venue])
    given = request.POST.get("watching", "")
    act = venues.count_watching
    return press(request, act, back=back, said=_("Noted."), venue=venue, watching=given)

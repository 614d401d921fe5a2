"""Asking to speak, the list of speakers, giving the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import speakers as acts
from townmoot.meetings.models import SpeakRequest, Speech
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.web.floor import speakwork
from townmoot.web.floor.forms_speaking import ListForm, SpeakForm
from townmoot.web.rooms import asking, attempt, go, next_page, press, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])
LEADERS = room(
    Role.CLERK,
    Role.CHAIR,
    Role.PRESIDIUM,
    Role.DEPUTY,
    Role.STEWARD,
    Role.GROUP_HEAD,
    Role.RECORDER,
)
LISTS: dict[str, Any] = {"close": acts.close, "reopen": acts.reopen}
SPEECHES: dict[str, Any] = {"stop": acts.stop, "extend": acts.extend}


@ASK
@room(Role.RESIDENT)
def speak(request: HttpRequest, item: UUID) -> HttpResponse:
    """Ask to speak to an item."""
    ctx = asking(request)
    row = speakwork.item_for(ctx, item)
    form = SpeakForm(request.POST or None, profile=meetings.speaking_profile(row.meeting))
    given = {"item": item, **speakwork.in_room(request), **form.inputs()}
    if attempt(request, form, acts.request, **given):
        said = _("You are on the list of speakers.")
        return go(request, said, "floor:meeting", row.meeting_id)
    return show(request, "floor/speak.html", form=form, item=row, meeting=row.meeting)


@ASK
@LEADERS
def speakers(request: HttpRequest, item: UUID) -> HttpResponse:
    """The list of an item, for who gives the floor or asks for others: list somebody, the times."""
    ctx = asking(request)
    row = speakwork.item_for(ctx, item)
    home = speakwork.in_room(request)
    form = ListForm(request.POST or None, profile=meetings.speaking_profile(row.meeting))
    form.offer(person=speakwork.persons(ctx, row, home["room"]))
    if attempt(request, form, acts.request_for, item=item, **home, **form.inputs()):
        url = reverse("floor:speakers", args=[item])
        back = f"{url}?room={home['room']}" if home["room"] else url
        return speakwork.back_to(request, back, _("On the list."))
    rest = speakwork.contents(ctx, row, home["room"])
    return show(request, "floor/speakers.html", form=form, item=row, meeting=row.meeting, **rest)


@require_POST
@LEADERS
def listing(request: HttpRequest, item: UUID) -> HttpResponse:
    """Close the list, or open it again."""
    row = speakwork.item_for(asking(request), item)
    home = speakwork.in_room(request)
    act = LISTS.get(request.POST.get("what", ""))
    if act is None:
        raise NotFound
    back = next_page(request, speakwork.seat(row.meeting_id, home["room"]))
    return press(request, act, back=back, said=_("Noted."), item=item, **home)


@require_POST
@room(Role.RESIDENT)
def request(request: HttpRequest, key: UUID) -> HttpResponse:
    """Call somebody, move to a place, strike off the list; take the own request back."""
    meeting = meetings.behind(SpeakRequest, key, "item__meeting")
    if meeting is None:
        raise NotFound
    here = speakwork.seat(meeting, meetings.behind(SpeakRequest, key, "room"))
    what = request.POST.get("what", "")
    steps: dict[str, tuple[Any, dict[str, Any]]] = {
        "call": (acts.call, {}),
        "strike": (acts.strike, {"reason": request.POST.get("reason", "") or _("by the chair")}),
        "withdraw": (acts.withdraw, {}),
    }
    act, more = steps.get(what, (acts.move, {"to": what}))
    back = next_page(request, here)
    return press(request, act, back=back, said=_("Noted."), request=key, **more)


@require_POST
@LEADERS
def speech(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """End a speech, or give it more time."""
    meeting = meetings.behind(Speech, key, "meeting")
    if meeting is None or what not in SPEECHES:
        raise NotFound
    here = speakwork.seat(meeting, meetings.behind(Speech, key, "room"))
    back = next_page(request, here)
    return press(request, SPEECHES[what], back=back, said=_("Noted."), speech=key)

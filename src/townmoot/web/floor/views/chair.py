"""The chair's controls: open, the agenda, items, leave, pause, close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import agenda as agenda_acts
from townmoot.meetings.actions import ceremony, conduct, items, leave
from townmoot.meetings.actions import meetings as acts
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.web.floor import chairwork, own
from townmoot.web.floor.forms import AdoptForm, RejectForm
from townmoot.web.live import watching
from townmoot.web.rooms import asking, attempt, go, next_page, press, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])
CHAIR = room(Role.CHAIR, Role.CLERK, Role.PRESIDIUM, Role.DEPUTY)
STEPS: dict[str, tuple[Any, Any]] = {
    "open": (acts.open_meeting, gettext_lazy("The meeting is open.")),
    "pause": (acts.pause, gettext_lazy("The meeting is interrupted.")),
    "resume": (acts.resume, gettext_lazy("The meeting goes on.")),
    "readmit": (conduct.readmit, gettext_lazy("Press and public are in again.")),
    "propose": (agenda_acts.propose, gettext_lazy("The agenda is proposed.")),
}
DECISIONS = {"approve": leave.approve, "refuse": leave.refuse}
MOVES: dict[str, Any] = {
    "start": items.start,
    "finish": items.finish,
    "film": ceremony.start_film,
    "present": ceremony.present,
}


@require_safe
@CHAIR
def chair(request: HttpRequest, key: UUID) -> HttpResponse:
    """The meeting from the chair."""
    watch = watching.chair(request, key)
    notes = asking(request).actor.holds(Role.CLERK)
    return show(request, "floor/chair.html", watch=watch, meeting=watch.meeting, notes=notes)


@require_POST
@CHAIR
def step(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """Open, pause, resume, let the public in again, or lay the agenda before the meeting."""
    if what not in STEPS:
        raise NotFound
    act, said = STEPS[what]
    back = reverse("floor:chair", args=[key])
    note = {"reason": request.POST.get("reason", "")} if what == "pause" else {}
    return press(request, act, back=back, said=said, meeting=key, **note)


@ASK
@CHAIR
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close the meeting, after a page that names what was not dealt with yet."""
    meeting = watching.chair(request, key).meeting
    if request.method == "POST":
        back = reverse("floor:chair", args=[key])
        said = _("The meeting is closed.")
        return press(request, acts.close, back=back, said=said, meeting=key)
    if meetings.state_of(meeting) not in own.UNDER_WAY:
        return redirect("floor:chair", key)
    open_items = chairwork.still_open(asking(request), meeting)
    return show(request, "floor/close.html", meeting=meeting, **open_items)


@require_POST
@CHAIR
def adopt(request: HttpRequest, key: UUID) -> HttpResponse:
    """The meeting adopts its agenda; with the hands that were counted."""
    meeting = watching.chair(request, key).meeting
    form = AdoptForm(request.POST)
    if attempt(request, form, agenda_acts.adopt, meeting=key, **form.inputs()):
        return go(request, _("The agenda is adopted."), "floor:chair", key)
    words: dict[str, Any] = {"title": _("Adopt the agenda"), "submit": _("Record the adoption")}
    return show(request, "floor/hands.html", form=form, meeting=meeting, **words)


@ASK
@CHAIR
def reject(request: HttpRequest, key: UUID) -> HttpResponse:
    """The meeting does not adopt its agenda; it is a draft again."""
    meeting = watching.chair(request, key).meeting
    form = RejectForm(request.POST or None)
    if attempt(request, form, agenda_acts.reject, meeting=key, **form.inputs()):
        said = _("The agenda was not adopted; it can be changed and proposed again.")
        return go(request, said, "floor:chair", key)
    words: dict[str, Any] = {"title": _("The agenda is not adopted"), "submit": _("Record it")}
    return show(request, "floor/hands.html", form=form, meeting=meeting, **words)


@require_POST
@CHAIR
def item(request: HttpRequest, key: UUID, item: UUID, what: str) -> HttpResponse:
    """Come to an item, or finish it; start its film, hand over its award."""
    if what not in MOVES:
        raise NotFound
    own.meeting_for(asking(request), key)
    back = next_page(request, reverse("floor:chair", args=[key]))
    return press(request, MOVES[what], back=back, said=_("Noted."), item=item)


@require_POST
@CHAIR
def spoke(request: HttpRequest, key: UUID, talk: UUID) -> HttpResponse:
    """Somebody has spoken."""
    own.meeting_for(asking(request), key)
    back = next_page(request, reverse("floor:chair", args=[key]))
    return press(request, ceremony.spoke, back=back, said=_("Noted."), talk=talk)


@require_POST
@CHAIR
def decide(request: HttpRequest, key: UUID, leave: UUID) -> HttpResponse:
    """Grant or refuse leave."""
    act = DECISIONS.get(request.POST.get("decision", ""))
    if act is None:
        raise NotFound
    back = reverse("floor:chair", args=[key])
    note = request.POST.get("note", "")
    return press(request, act, back=back, said=_("Decided."), leave=leave, note=note)

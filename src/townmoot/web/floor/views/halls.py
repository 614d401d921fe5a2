"""Several halls led from one place: messages, screens, the closed part; notes; heartbeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from townmoot.meetings import beats
from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import conduct as acts
from townmoot.meetings.models import HallMessage
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.web.floor import deskwork
from townmoot.web.floor.forms_speaking import (
    ExcludeForm,
    MessageForm,
    NoteForm,
    ScreenForm,
    TellForm,
)
from townmoot.web.ground.words import titled
from townmoot.web.live import watching
from townmoot.web.live.watching import led_by
from townmoot.web.rooms import asking, attempt, found, go, next_page, press, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest

    from townmoot.meetings.models import Meeting

ASK = require_http_methods(["GET", "HEAD", "POST"])
CHAIR = room(Role.CHAIR, Role.CLERK, Role.PRESIDIUM, Role.DEPUTY)
DESK = room(Role.STEWARD, Role.CLERK)


def _halls(meeting: Meeting) -> list[tuple[str, str]]:
    return [(str(row.pk), titled(row)) for row in meeting.venues.all()]


def _page(request: HttpRequest, key: UUID, form: MessageForm) -> HttpResponse:
    watch = watching.chair(request, key)
    return show(request, "floor/halls.html", form=form, watch=watch, meeting=watch.meeting)


@ASK
@CHAIR
def halls(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tell the halls something; what their screens show; the lines that were lost."""
    meeting = led_by(asking(request), key)
    form = MessageForm(request.POST or None)
    form.offer(venue=[("", _("all halls")), *_halls(meeting)])
    if attempt(request, form, acts.send, meeting=key, **form.inputs()):
        return go(request, _("Sent."), "floor:halls", key)
    return _page(request, key, form)


@require_POST
@CHAIR
def screens(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose what a hall's screen shows."""
    meeting = led_by(asking(request), key)
    form = ScreenForm(request.POST)
    form.offer(venue=_halls(meeting))
    back = next_page(request, reverse("floor:halls", args=[key]))
    given = form.inputs() or {"shows": request.POST.get("shows", "")}
    return press(request, acts.show, back=back, said=_("Shown."), meeting=key, **given)


@ASK
@CHAIR
def exclude(request: HttpRequest, key: UUID) -> HttpResponse:
    """Press and public leave, for a reason."""
    meeting = led_by(asking(request), key)
    form = ExcludeForm(request.POST or None)
    if attempt(request, form, acts.exclude, meeting=key, **form.inputs()):
        return go(request, _("Press and public are out."), "floor:chair", key)
    words: dict[str, Any] = {"title": _("Press and public leave"), "submit": _("Close it to them")}
    return show(request, "floor/hands.html", form=form, meeting=meeting, **words)


@require_POST
@room(Role.CHAIR, Role.CLERK, Role.PRESIDIUM, Role.DEPUTY, Role.STEWARD)
def read(request: HttpRequest, message: UUID) -> HttpResponse:
    """A message was read: in a hall, or by the chair."""
    meeting = meetings.behind(HallMessage, message, "meeting")
    if meeting is None:
        raise NotFound
    venue = request.POST.get("venue") or None
    name, key = ("floor:desk", venue) if venue else ("floor:halls", meeting)
    deskwork.known(venue)
    back = next_page(request, reverse(name, args=[key]))
    given = {"message": message, "venue": venue}
    return press(request, acts.acknowledge, back=back, said=_("Confirmed."), **given)


@require_POST
@DESK
def tell(request: HttpRequest, venue: UUID) -> HttpResponse:
    """A hall tells the chair something."""
    deskwork.hall(asking(request), venue)
    form = TellForm(request.POST)
    back = reverse("floor:desk", args=[venue])
    text = form.inputs().get("text", "")
    return press(request, acts.report, back=back, said=_("Sent."), venue=venue, text=text)


@require_POST
@DESK
def beat(request: HttpRequest, venue: UUID) -> HttpResponse:
    """A page of the hall says that it is there."""
    hall = deskwork.hall(asking(request), venue)
    beats.heard(hall.pk)
    return HttpResponse(status=204)


@ASK
@room(Role.CLERK)
def notes(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the clerk notes for the minutes, under the item that is being dealt with."""
    ctx = asking(request)
    meeting = led_by(ctx, key)
    form = NoteForm(request.POST or None)
    if attempt(request, form, acts.note, meeting=key, **form.inputs()):
        return go(request, _("Noted."), "floor:notes", key)
    rows = meetings.notes_for(ctx.actor, ctx.body).filter(meeting=meeting)
    now = meetings.running_item(meeting)
    return show(request, "floor/notes.html", form=form, meeting=meeting, rows=rows, now=now)


@require_POST
@room(Role.CLERK)
def strike_note(request: HttpRequest, key: UUID) -> HttpResponse:
    """Strike a note made by mistake."""
    ctx = asking(request)
    row = found(meetings.notes_for(ctx.actor, ctx.body).filter(pk=key))
    back = reverse("floor:notes", args=[row.meeting_id])
    return press(request, acts.strike_note, back=back, said=_("Struck out."), note=key)

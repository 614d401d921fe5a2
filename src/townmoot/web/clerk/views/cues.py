"""The running order of a meeting: the clerk writes it, clerk or chair gives the cues."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.meetings import queries
from townmoot.meetings.actions import cues as acts
from townmoot.meetings.models import Cue, Meeting
from townmoot.meetings.queries import cues as running
from townmoot.people.enums import Role
from townmoot.web.clerk.forms_cues import CueForm
from townmoot.web.clerk.meeting_page import around, meeting_of, page
from townmoot.web.clerk.sheets import Sheet, fill_in
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.ground.pieces import Act
from townmoot.web.rooms import asking, found, offer, posted, press, room, show

TABLE = room(Role.CLERK, Role.CHAIR)


@TABLE
def cues(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The running order: what was given, what is on, what comes."""
    row = meeting_of(request, meeting)
    clerk = asking(request).actor.holds(Role.CLERK)
    return show(
        request,
        "clerk/cues.html",
        base="clerk/base.html" if clerk else "floor/base.html",
        rows=[(each, running.honours_of(each)) for each in running.cues_of(row)],
        clerk=clerk,
        acts=_acts(request, row, clerk=clerk),
        **around(row, "cues"),
    )


def _acts(request: HttpRequest, row: Meeting, *, clerk: bool) -> list[Act]:
    url = reverse("clerk:cue_next", args=[row.pk])
    made = [offer(request, _("Next cue"), url, acts.give_next, kind="primary", meeting=row.pk)]
    if clerk:
        made.append(Act(label=_("Add a cue"), url=page("cue_add", row.pk), method="get"))
    return made


@clerk_only
def add(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Add a cue at the end."""
    row = meeting_of(request, meeting)
    items = [(each.pk, f"{each.number} {each.name}".strip()) for each in queries.items_of(row)]
    form = CueForm(posted(request), choices={"item": items, "recipients": _recipients(row)})
    sheet = Sheet(
        title=_("Add a cue"),
        eyebrow=row.name,
        submit=_("Save"),
        said=_("The cue is added."),
        back=page("cues", meeting),
    )
    return fill_in(request, form, acts.add, sheet, meeting=meeting)


def _recipients(row: Meeting) -> list[tuple[Any, Any]]:
    return [
        (each.pk, f"{each.person} · {each.award.honour}") for each in running.recipients_at(row)
    ]


@require_POST
@TABLE
def give_next(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Give the next cue."""
    back = page("cues", meeting_of(request, meeting).pk)
    return press(request, acts.give_next, back=back, said=_("The next cue is on."), meeting=meeting)


@require_POST
@TABLE
def step(request: HttpRequest, meeting: UUID, cue: UUID, what: str) -> HttpResponse:
    """Go to a cue; for the clerk: put it one place up or down, or take it off."""
    row = meeting_of(request, meeting)
    one = found(each for each in running.cues_of(row) if each.pk == cue)
    act, more = _step(one, what)
    return press(request, act, back=page("cues", meeting), said=_("Noted."), cue=cue, **more)


def _step(cue: Cue, what: str) -> tuple[Any, dict[str, Any]]:
    known: dict[str, tuple[Any, dict[str, Any]]] = {
        "go": (acts.go_to, {}),
        "up": (acts.move, {"to": max(cue.order - 1, 1)}),
        "down": (acts.move, {"to": cue.order + 1}),
        "remove": (acts.remove, {}),
    }
    if what not in known:
        raise Http404
    return known[what]

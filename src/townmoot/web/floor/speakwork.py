"""What the pages of those who speak need: the item, who can be listed, the list and the times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from townmoot.meetings import queries as meetings
from townmoot.meetings.enums import Capacity
from townmoot.meetings.policies.speakers import leads
from townmoot.record import NotFound
from townmoot.web.programme.speaking import speeches_table, times_table
from townmoot.web.rooms import found

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.meetings.models import AgendaItem, Meeting
    from townmoot.record import Ctx


def item_for(ctx: Ctx, key: UUID) -> AgendaItem:
    """An item the person may see, of a body that has speakers; 404 otherwise."""
    return found(
        meetings.items_for(ctx.actor, ctx.body).filter(pk=key).select_related("meeting", "speaker")
    )


def in_room(request: HttpRequest) -> dict[str, UUID | None]:
    """The group in which one speaks, from the form or the address; None in the plenary."""
    given = request.POST.get("room", "") or request.GET.get("room", "")
    try:
        return {"room": UUID(given) if given else None}
    except ValueError as error:
        raise NotFound from error


def seat(meeting: UUID, room: UUID | None) -> str:
    """The page of who gives the floor: the chair's, or the group's desk."""
    if room is None:
        return reverse("floor:chair", args=[meeting])
    return reverse("floor:group", args=[meeting, room])


def back_to(request: HttpRequest, url: str, said: str) -> HttpResponse:
    """Back to an address, saying what was done."""
    messages.success(request, said)
    return redirect(url)


def persons(ctx: Ctx, item: AgendaItem, room: UUID | None) -> list[tuple[str, str]]:
    """Who can be put on the list: who is expected at the meeting and speaks there."""
    rows = meetings.attendance_of(item.meeting).exclude(capacity=Capacity.OBSERVER)
    if room is not None:
        rows = rows.exclude(capacity=Capacity.MEMBER) | rows.filter(group=room)
    return [(str(row.person_id), str(row.person)) for row in rows]


def contents(ctx: Ctx, item: AgendaItem, room: UUID | None) -> dict[str, Any]:
    """The list of an item with its buttons, its speeches, and the times of the whole meeting."""
    shown = meetings.speakers_of(item, room)
    spoken = meetings.speeches_for(ctx.actor, ctx.body).filter(meeting=item.meeting, room=room)
    by_person, by_group = meetings.speaking_totals(item.meeting_id, spoken)
    return {
        "speakers": shown,
        "lead": leads(ctx, item, room),
        "room": room,
        "speeches": speeches_table(row for row in spoken if row.item_id == item.pk),
        "times": times_table(by_group, by_person),
        "back_url": seat(item.meeting_id, room),
    }


def own(ctx: Ctx, meeting: Meeting) -> dict[str, Any]:
    """The item to which one can ask to speak now, and the own requests."""
    rows = meetings.items_for(ctx.actor, ctx.body).filter(meeting=meeting)
    asked = meetings.requests_for(ctx.actor, ctx.body).filter(item__meeting=meeting)
    now = rows.filter(start__isnull=False, end=None).first()
    return {"speak_now": now, "asked": list(asked)}

"""While a meeting sits: the closed part, notes for the minutes, messages, the halls’ screens."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Max
from pydantic import Field

from townmoot.meetings import permissions, queries
from townmoot.meetings.actions.inputs import Reason
from townmoot.meetings.enums import ItemState, ScreenShows
from townmoot.meetings.models import (
    AgendaItem,
    Exclusion,
    HallMessage,
    Meeting,
    MessageReceipt,
    MinuteNote,
    ScreenChoice,
    Venue,
)
from townmoot.meetings.policies import conduct as policies
from townmoot.meetings.publics import conduct as publics
from townmoot.record import Ctx, ShortText, act

Said = Annotated[str, Field(min_length=1, max_length=500)]
Brief = Annotated[str, Field(min_length=1, max_length=200)]


@act(
    "press.exclude",
    permission=permissions.CONDUCT,
    policy=policies.check_exclude,
    public=publics.excluded,
    subject="meeting",
)
def exclude(ctx: Ctx, *, meeting: UUID, reason: Reason) -> dict[str, Any]:
    """Close the meeting to press and public: what is still to come is not public meanwhile.

    By a resolution under the running item where the profile has an item for it.
    """
    row = ctx.get(Meeting, meeting)
    item = policies.resolved_under(row)
    made = ctx.create(Exclusion, meeting=row, item=item, reason=reason)
    closed = [each for each in _to_come(row) if each.public]
    for each in closed:
        ctx.save(each, public=False, confidential_reason=reason)
    key = item.pk if item else None
    return {"exclusion": made.id, "item": key, "closed": len(closed)}


def _to_come(meeting: Meeting) -> list[AgendaItem]:
    rows = queries.items_of(meeting)
    return [row for row in rows if queries.item_state(row) == ItemState.PLANNED]


@act(
    "press.readmit",
    permission=permissions.CONDUCT,
    policy=policies.check_readmit,
    public=publics.readmitted,
    subject="meeting",
)
def readmit(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Let press and public in again: what is still to come is public as before."""
    row = ctx.get(Meeting, meeting)
    found = policies.exclusion_at(row)
    ctx.save(found, readmitted_at=ctx.now)
    for each in _to_come(row):
        if each.confidential_reason == found.reason:
            ctx.save(each, public=True, confidential_reason="")
    return {"meeting": meeting}


@act(
    "minutes.note",
    permission=permissions.CLERK,
    policy=policies.check_note,
    subject="note",
)
def note(ctx: Ctx, *, meeting: UUID, text: Said) -> dict[str, Any]:
    """Note for the minutes what happens, under the item that is being dealt with; internal."""
    row = ctx.get(Meeting, meeting)
    item = queries.running_item(row)
    return {"note": ctx.create(MinuteNote, meeting=row, item=item, text=text).id}


@act(
    "minutes.strike_note",
    permission=permissions.CLERK,
    policy=policies.check_strike_note,
    subject="note",
)
def strike_note(ctx: Ctx, *, note: UUID) -> dict[str, Any]:
    """Strike a note made by mistake."""
    return {"note": ctx.save(ctx.get(MinuteNote, note), struck_at=ctx.now).id}


@act(
    "message.send",
    permission=permissions.CONDUCT,
    policy=policies.check_send,
    subject="message",
)
def send(ctx: Ctx, *, meeting: UUID, text: Brief, venue: UUID | None = None) -> dict[str, Any]:
    """Tell a hall something, or all halls; its steward confirms it."""
    made = ctx.create(
        HallMessage,
        meeting=ctx.get(Meeting, meeting),
        venue=ctx.get(Venue, venue) if venue else None,
        text=text,
    )
    return {"message": made.id}


@act(
    "message.report",
    permission=permissions.DESK,
    policy=policies.check_report,
    subject="message",
)
def report(ctx: Ctx, *, venue: UUID, text: Brief) -> dict[str, Any]:
    """Tell the chair something from a hall."""
    hall = ctx.get(Venue, venue)
    made = ctx.create(HallMessage, meeting=hall.meeting, venue=hall, to_chair=True, text=text)
    return {"message": made.id}


@act(
    "message.acknowledge",
    permission=permissions.READ_MESSAGE,
    policy=policies.check_acknowledge,
    subject="message",
)
def acknowledge(ctx: Ctx, *, message: UUID, venue: UUID | None = None) -> dict[str, Any]:
    """Confirm that a message was read: in a hall by its steward, else by the chair."""
    made = ctx.create(
        MessageReceipt,
        message=ctx.get(HallMessage, message),
        venue=ctx.get(Venue, venue) if venue else None,
        person_id=ctx.actor.person,
    )
    return {"message": message, "receipt": made.id}


@act(
    "screen.show",
    permission=permissions.CONDUCT,
    policy=policies.check_show,
    subject="meeting",
)
def show(
    ctx: Ctx, *, meeting: UUID, shows: ScreenShows, venue: UUID | None = None, text: ShortText = ""
) -> dict[str, Any]:
    """Choose what a hall’s screen shows, or all screens; “auto” lets it follow the meeting."""
    row = ctx.get(Meeting, meeting)
    rows = ScreenChoice._default_manager.filter(meeting=row)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    made = ctx.create(
        ScreenChoice,
        meeting=row,
        venue=ctx.get(Venue, venue) if venue else None,
        shows=shows,
        text=text,
        number=last + 1,
    )
    return {"choice": made.id}

"""Dealing with the items of the agenda, one after the other; passing documents on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import permissions, publics, queries
from townmoot.meetings.actions import speakers
from townmoot.meetings.models import AgendaItem, ItemReceipt, Meeting
from townmoot.meetings.policies import agenda as policies
from townmoot.record import Ctx, act


@act(
    "item.start",
    permission=permissions.CONDUCT,
    policy=policies.check_start_item,
    public=publics.item_moved_on,
    subject="item",
)
def start(ctx: Ctx, *, item: UUID) -> dict[str, Any]:
    """Come to an item; the one before is finished by it. An item may be taken up again."""
    row = ctx.get(AgendaItem, item)
    finish_running(ctx, row.meeting)
    ctx.save(row, start=row.start or ctx.now, end=None)
    return {"item": row.id}


@act(
    "item.finish",
    permission=permissions.CONDUCT,
    policy=policies.check_finish_item,
    public=publics.item_moved_on,
    subject="item",
)
def finish(ctx: Ctx, *, item: UUID) -> dict[str, Any]:
    """Finish an item; who still speaks to it stops."""
    row = ctx.get(AgendaItem, item)
    speakers.end_speech(ctx, row.meeting)
    ctx.save(row, end=ctx.now)
    return {"item": row.id}


def finish_running(ctx: Ctx, meeting: Meeting) -> None:
    """Finish the item that is being dealt with, as an act of its own."""
    running = queries.running_item(meeting)
    if running is not None:
        ctx.call(finish, item=running.pk)


@act(
    "item.receive",
    permission=permissions.RECEIVE,
    policy=policies.check_receive,
    subject="item",
)
def receive(ctx: Ctx, *, item: UUID, organization: UUID | None = None) -> dict[str, Any]:
    """Confirm that what was passed on has reached me, or the unit I work for."""
    recipient = policies.recipient_for(ctx, item, organization)
    made = ctx.create(ItemReceipt, recipient=recipient, person_id=ctx.actor.person)
    return {"receipt": made.id}

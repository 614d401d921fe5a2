"""The running order of a meeting: writing its cues, and giving them one after the other."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.meetings import permissions
from townmoot.meetings.actions.inputs import Title
from townmoot.meetings.enums import CueScreen
from townmoot.meetings.models import AgendaItem, AwardRecipient, Cue, CueRecipient, Meeting
from townmoot.meetings.policies import cues as policies
from townmoot.meetings.queries import cues as running
from townmoot.record import Ctx, ShortText, act

Seconds = Annotated[int, Field(ge=1, le=36_000)]
Recipients = Annotated[list[UUID], Field(max_length=500)]
Place = Annotated[int, Field(ge=1, le=10_000)]


@act("cue.add", permission=permissions.CLERK, policy=policies.check_add, subject="meeting")
def add(
    ctx: Ctx,
    *,
    meeting: UUID,
    what: Title,
    who: ShortText = "",
    seconds: Seconds | None = None,
    screen: CueScreen = CueScreen.EVERYWHERE,
    item: UUID | None = None,
    recipients: Recipients = [],  # noqa: B006 -- a default of the schema, never changed
) -> dict[str, Any]:
    """Add a cue at the end; with `recipients` it shows them on an honours slide."""
    row = ctx.get(Meeting, meeting)
    made = ctx.create(
        Cue,
        meeting=row,
        item=ctx.get(AgendaItem, item) if item else None,
        order=row.cues.count() + 1,
        what=what,
        who=who,
        seconds=seconds,
        screen=screen,
    )
    for key in dict.fromkeys(recipients):
        ctx.create(CueRecipient, cue=made, recipient=ctx.get(AwardRecipient, key))
    return {"meeting": row.id, "cue": made.id}


def _number(ctx: Ctx, rows: list[Cue]) -> None:
    for place, row in enumerate(rows, start=1):
        if row.order != place:
            ctx.save(row, order=place)


@act("cue.remove", permission=permissions.CLERK, policy=policies.check_remove, subject="meeting")
def remove(ctx: Ctx, *, cue: UUID) -> dict[str, Any]:
    """Take a cue off that was not given."""
    row = ctx.get(Cue, cue)
    for one in row.honoured.all():
        ctx.delete(one)
    ctx.delete(row)
    _number(ctx, list(running.cues_of(row.meeting)))
    return {"meeting": row.meeting_id}


@act("cue.move", permission=permissions.CLERK, policy=policies.check_move, subject="meeting")
def move(ctx: Ctx, *, cue: UUID, to: Place) -> dict[str, Any]:
    """Put a cue at another place of the running order."""
    row = ctx.get(Cue, cue)
    others = [each for each in running.cues_of(row.meeting) if each.pk != row.pk]
    _number(ctx, [*others[: to - 1], row, *others[to - 1 :]])
    return {"meeting": row.meeting_id}


def _give(ctx: Ctx, meeting: Meeting, cue: Cue | None) -> dict[str, Any]:
    on_now = running.running_cue(meeting)
    if on_now is not None:
        ctx.save(on_now, ended_at=ctx.now)
    if cue is not None:
        ctx.save(cue, started_at=ctx.now, ended_at=None)
    return {"meeting": meeting.id, "cue": cue.id if cue else None}


@act("cue.next", permission=permissions.CONDUCT, policy=policies.check_next, subject="meeting")
def give_next(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Give the next cue; after the last one, the running order is over."""
    row = ctx.get(Meeting, meeting)
    return _give(ctx, row, running.next_cue(row))


@act("cue.go", permission=permissions.CONDUCT, policy=policies.check_go, subject="meeting")
def go_to(ctx: Ctx, *, cue: UUID) -> dict[str, Any]:
    """Go to a cue, forwards or back, whichever comes next."""
    row = ctx.get(Cue, cue)
    return _give(ctx, row.meeting, row)

"""Counting hall by hall: hands, paper, keypads; and calling the roll."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.ballots import permissions, queries
from townmoot.ballots.actions.inputs import Count, Totals
from townmoot.ballots.enums import PollKind
from townmoot.ballots.models import HallCount, Poll
from townmoot.ballots.policies import counting as policies
from townmoot.people.models import Person
from townmoot.record import Ctx, act


@act("poll.count", permission=permissions.COUNT, policy=policies.check_count, subject="poll")
def count(
    ctx: Ctx,
    *,
    poll: UUID,
    hall: UUID,
    totals: Totals,
    issued: Count | None = None,
    returned: Count | None = None,
    invalid: Count = 0,
) -> dict[str, Any]:
    """Enter what was counted in a hall; a later entry replaces an earlier one.

    With keypads the first entry waits for a second person, who must enter the same.
    """
    row = ctx.get(Poll, poll)
    told = {str(one.question): one.counts for one in totals}
    standing = queries.standing_counts(row).filter(hall=hall).first()
    if standing is not None and policies.is_second(ctx, row, standing):
        agree(ctx, standing)
        return {"count": standing.id, "agreed": True}
    if standing is not None:
        ctx.save(standing, replaced_at=ctx.now)
    made = ctx.create(
        HallCount,
        poll=row,
        hall=hall,
        round=queries.round_of(row),
        totals=told,
        issued=issued,
        returned=returned,
        invalid=invalid,
    )
    return {"count": made.id, "agreed": row.kind == PollKind.HANDS}


def agree(ctx: Ctx, row: HallCount) -> None:
    """Note that a second person found the same."""
    by = ctx.get(Person, ctx.actor.person) if ctx.actor.person else None
    ctx.save(row, agreed_at=ctx.now, agreed_by=by)


@act(
    "count.confirm",
    permission=permissions.SUPERVISE,
    policy=policies.check_confirm_count,
    subject="count",
)
def confirm_count(ctx: Ctx, *, count: UUID) -> dict[str, Any]:
    """Confirm, as the scrutineer who watched, what was counted on paper in a hall."""
    row = ctx.get(HallCount, count)
    agree(ctx, row)
    return {"count": row.id}

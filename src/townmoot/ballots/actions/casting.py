"""Casting a ballot of one's own, by device or by form; both go through the intake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.ballots import permissions
from townmoot.ballots.actions.inputs import Answers
from townmoot.ballots.intake.batch import cast_one
from townmoot.ballots.intake.known import known
from townmoot.ballots.intake.slips import Cast
from townmoot.ballots.policies import casting as policies
from townmoot.record import Ctx, NotFound, act


@act(
    "ballot.cast",
    permission=permissions.VOTER,
    policy=policies.check_cast,
    subject="poll",
    batched=True,
)
def cast(ctx: Ctx, *, poll: UUID, answers: Answers) -> dict[str, Any]:
    """Cast a ballot; sending the same again changes nothing and repeats the receipt."""
    found = known(poll)
    if found.body != ctx.body or ctx.actor.account is None:
        raise NotFound
    done = cast_one(Cast(found, ctx.actor.account, ctx.act_id, found.content(answers)))
    return {"receipt": done.receipt, "position": done.position, "repeated": done.repeated}

"""Casting a ballot of one's own, by device or by form; both go through the intake."""

from __future__ import annotations

import typing
from typing import Any
from uuid import UUID

from townmoot.ballots import permissions
from townmoot.ballots.actions.inputs import Answers, Code, Sealed
from townmoot.ballots.intake.batch import cast_one
from townmoot.ballots.intake.known import known
from townmoot.ballots.intake.slips import Cast
from townmoot.ballots.policies import casting as policies
from townmoot.record import Ctx, NotFound, Way, act


@act(
    "ballot.cast",
    permission=permissions.VOTER,
    policy=policies.check_cast,
    subject="poll",
    way=Way(batched=True),
)
def cast(
    ctx: Ctx,
    *,
    poll: UUID,
    answers: Answers = {},  # noqa: B006 -- a default of the schema, never changed
    sealed: Sealed = "",
    code: Code = "",
) -> dict[str, Any]:
    """Cast a ballot; sending the same again changes nothing and repeats the receipt.

    In a secret vote the device sends it `sealed`, in base64url; where it cannot and the rules let
    the server do it, `answers` and the tracking `code` in hex are sealed on arrival.
    """
    found = known(poll)
    if found.body != ctx.body:
        raise NotFound
    voter = typing.cast("UUID", ctx.actor.account)  # the engine lets no operator come here
    given = {"sealed": sealed} if sealed else {"answers": answers, "code": code}
    done = cast_one(Cast(found, voter, ctx.act_id, found.content(given)))
    told = {"receipt": done.receipt, "position": done.position, "repeated": done.repeated}
    return told | ({"sealed_by": done.sealed_by} if done.sealed_by else {})

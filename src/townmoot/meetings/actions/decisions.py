"""Deciding on an item by showing hands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import permissions, publics
from townmoot.meetings.actions.inputs import Count
from townmoot.meetings.models import AgendaItem, ItemDecision
from townmoot.meetings.policies import decisions as policies
from townmoot.meetings.policies.agenda import agenda_vote, profile_at
from townmoot.record import Ctx, act


@act(
    "item.decide",
    permission=permissions.CONDUCT,
    policy=policies.check_decide,
    public=publics.item_decided,
    subject="item",
)
def decide_item(
    ctx: Ctx,
    *,
    item: UUID,
    votes_for: Count,
    votes_against: Count,
    abstentions: Count,
    casting: bool | None = None,
) -> dict[str, Any]:
    """Record the hands shown on an item; whether it is carried follows from the rules.

    `casting` is the casting vote of whoever presides, where the rules give one on equal votes.
    """
    row = ctx.get(AgendaItem, item)
    found = agenda_vote(row.meeting, votes_for, votes_against, abstentions)
    made = ctx.create(
        ItemDecision,
        item=row,
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
        present=policies.present_for(row),
        needed=found.needed,
        base=found.why.total,
        carried=found.carried or bool(casting),
        casting=casting,
        profile=profile_at(row.meeting).ref,
    )
    return {"item": row.id, "decision": made.id}

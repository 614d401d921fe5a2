"""Deciding on an item: by hands recorded in one step, or by any vote that is announced."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.ballots import queries as ballots
from townmoot.ballots.actions.recording import record
from townmoot.ballots.enums import Choice, PollMethod
from townmoot.ballots.models import Poll
from townmoot.meetings import permissions, publics
from townmoot.meetings.actions.inputs import Count
from townmoot.meetings.models import AgendaItem, ItemDecision
from townmoot.meetings.policies import decisions as policies
from townmoot.record import Ctx, act, follow


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
    made = ctx.call(
        record,
        context=row.meeting_id,
        subject=row.id,
        name=row.name,
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
        casting=casting,
    )
    decision = _note(ctx, row, ctx.get(Poll, made["poll"]))
    return {"item": row.id, "decision": decision.id}


def _note(ctx: Ctx, item: AgendaItem, poll: Poll) -> ItemDecision:
    (outcome,) = ballots.outcome_of(poll)
    settled = outcome.settled
    return ctx.create(
        ItemDecision,
        item=item,
        poll=poll,
        votes_for=outcome.counts.get(Choice.FOR, 0),
        votes_against=outcome.counts.get(Choice.AGAINST, 0),
        abstentions=outcome.counts.get(Choice.ABSTAIN, 0),
        present=poll.present,
        needed=outcome.why[0].needed,
        base=outcome.why[0].total,
        carried=outcome.carried,
        casting=outcome.carried if settled else None,
        profile=poll.terms.profile,
    )


@act(
    "item.note_decision",
    permission=permissions.CONDUCT,
    policy=policies.check_note,
    public=publics.item_decided,
    subject="item",
)
def note_decision(ctx: Ctx, *, item: UUID, poll: UUID) -> dict[str, Any]:
    """Note that an announced vote decided an item; follows by itself on the announcement."""
    row = ctx.get(AgendaItem, item)
    return {"item": row.id, "decision": _note(ctx, row, ctx.get(Poll, poll)).id}


def _announced(ctx: Ctx, result: dict[str, Any], inputs: dict[str, Any]) -> None:
    """An item that was put to the vote as it stands is decided when the result is announced."""
    poll = ctx.get(Poll, inputs["poll"])
    on_item = AgendaItem._default_manager.filter(pk=poll.subject).exists()
    if on_item and poll.method == PollMethod.MOTION and ballots.subjects_of(poll) == [poll.subject]:
        ctx.call(note_decision, item=poll.subject, poll=poll.pk)


follow("poll.publish", _announced)

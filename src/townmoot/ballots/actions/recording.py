"""Votes recorded in one step, as they were taken in a room: hands, or a roll called by name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.ballots import occasions, permissions, publics, queries
from townmoot.ballots.actions.inputs import Count, NewQuestion, Roll, Title
from townmoot.ballots.actions.preparing import ask
from townmoot.ballots.actions.steps import freeze, step
from townmoot.ballots.enums import CastWay, Choice, PollKind, PollMethod, SettledBy
from townmoot.ballots.intake.receipts import canonical, receipt_of
from townmoot.ballots.methods import answers
from townmoot.ballots.models import Ballot, Elector, Poll, Result, Settlement
from townmoot.ballots.policies import recording as policies
from townmoot.record import Ctx, act
from townmoot.record.merkle import leaf_hash, root_of


@act(
    "poll.record",
    permission=permissions.CONDUCT,
    policy=policies.check_record,
    public=publics.recorded,
    subject="subject",
)
def record(
    ctx: Ctx,
    *,
    context: UUID,
    subject: UUID,
    name: Title,
    votes_for: Count,
    votes_against: Count,
    abstentions: Count,
    casting: bool | None = None,
) -> dict[str, Any]:
    """Record the hands shown on a subject, counted at once and announced on the spot.

    `casting` is the casting vote of whoever presides, where the rules give one on equal votes.
    """
    at, kind, method = occasions.at(), PollKind.HANDS, PollMethod.MOTION
    rules = at.rules(ctx, context, method, "ordinary").model_dump(mode="json")
    held = {"context": context, "subject": subject, "name": name}
    poll = ctx.create(Poll, **held, kind=kind, method=method, rules=rules)
    question = ask(ctx, poll, 1, NewQuestion(name=name))
    freeze(ctx, poll, at.electorate(ctx, context, subject, kind))
    hands = (votes_for, votes_against, abstentions)
    totals = {str(question.pk): dict(zip(Choice.values, hands, strict=True))}
    result = ctx.create(Result, poll=poll, round=1, totals=totals, ballots=sum(hands))
    if casting is not None:
        settled = {"result": result, "question": question, "order": 1, "by": SettledBy.CHAIR}
        ctx.create(Settlement, **settled, choice=Choice.FOR if casting else Choice.AGAINST)
    step(ctx, poll, "poll.record")
    carried = all(outcome.carried for outcome in queries.outcome_of(poll))
    return {"poll": poll.id, "carried": carried}


@act(
    "poll.call_roll",
    permission=permissions.CONDUCT,
    policy=policies.check_call_roll,
    public=publics.called,
    subject="poll",
)
def call_roll(ctx: Ctx, *, poll: UUID, calls: Roll) -> dict[str, Any]:
    """Record by name what members answered when they were called."""
    row = ctx.get(Poll, poll)
    asked, receipts = queries.questions_of(row), []
    for call in calls:
        said = canonical(answers.read(row.method, asked, call.answers, row.terms))
        receipts.append(receipt_of(row.pk, call.elector.bytes, ctx.act_id, said))
        ctx.create(
            Ballot,
            poll=row,
            elector=ctx.get(Elector, call.elector),
            act_id=ctx.act_id,
            answers=said,
            receipt=receipts[-1],
            way=CastWay.ROLL,
        )
    root = root_of(leaf_hash(bytes.fromhex(one)) for one in receipts)
    return {"poll": row.id, "count": len(receipts), "root": root}

"""Votes recorded in one step, as they were taken in a room: hands, or a roll called by name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.ballots import occasions, permissions, publics, queries
from townmoot.ballots.actions.inputs import Count, NewQuestion, Title
from townmoot.ballots.actions.preparing import ask
from townmoot.ballots.actions.steps import freeze, step
from townmoot.ballots.enums import Choice, PollKind, PollMethod, SettledBy
from townmoot.ballots.models import Poll, Result, Settlement
from townmoot.ballots.policies import recording as policies
from townmoot.record import Ctx, act


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

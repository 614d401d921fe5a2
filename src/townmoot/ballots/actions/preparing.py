"""Preparing a poll: what is asked, who watches over the count."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from townmoot.ballots import occasions, permissions, publics
from townmoot.ballots.actions.inputs import Majority, NewQuestion, NewQuestions, Reason, Title
from townmoot.ballots.enums import Duty, PollKind, PollMethod
from townmoot.ballots.models import (
    Elector,
    Option,
    Poll,
    Question,
    RecordedRequest,
    Scrutineer,
)
from townmoot.ballots.policies import preparing as policies
from townmoot.people.models import Person
from townmoot.record import Ctx, act


@act(
    "poll.prepare",
    permission=permissions.CONDUCT,
    policy=policies.check_prepare,
    public=publics.prepared,
    subject="poll",
)
def prepare(
    ctx: Ctx,
    *,
    context: UUID,
    subject: UUID,
    name: Title,
    kind: PollKind,
    method: PollMethod = PollMethod.MOTION,
    majority: Majority = "ordinary",
    questions: NewQuestions = [],  # noqa: B006 -- a default of the schema, never changed
) -> dict[str, Any]:
    """Prepare a vote on an item or a motion; without questions the name is what is asked."""
    rules = occasions.at().rules(ctx, context, method, majority)
    poll = ctx.create(
        Poll,
        context=context,
        subject=subject,
        name=name,
        kind=kind,
        method=method,
        rules=rules.model_dump(mode="json"),
    )
    for order, one in enumerate(questions or [NewQuestion(name=name)], 1):
        ask(ctx, poll, order, one)
    return {"poll": poll.id}


def ask(ctx: Ctx, poll: Poll, order: int, given: NewQuestion) -> Question:
    """Put a question on the ballot, with what can be chosen."""
    question = ctx.create(
        Question,
        poll=poll,
        order=order,
        name=given.name,
        about=given.about,
        seats=given.seats,
        least=given.least,
    )
    for place, one in enumerate(given.options, 1):
        ctx.create(
            Option,
            question=question,
            order=place,
            name=one.name,
            person=ctx.get(Person, one.person) if one.person else None,
            content=one.content,
            cost=one.cost,
            due=one.due,
        )
    return question


@act(
    "poll.ask_recorded",
    permission=permissions.MEMBER,
    policy=policies.check_ask_recorded,
    public=publics.recorded_asked,
    subject="subject",
)
def ask_recorded(ctx: Ctx, *, context: UUID, subject: UUID) -> dict[str, Any]:
    """Ask, before the vote, that it be recorded by name how each member voted."""
    person = ctx.get(Person, cast("UUID", ctx.actor.person))  # a member, by the permission
    made = ctx.create(RecordedRequest, context=context, subject=subject, person=person)
    return {"request": made.id}


@act(
    "poll.appoint",
    permission=permissions.CONDUCT,
    policy=policies.check_appoint,
    subject="poll",
)
def appoint(
    ctx: Ctx, *, poll: UUID, person: UUID, duty: Duty, hall: UUID | None = None
) -> dict[str, Any]:
    """Appoint somebody to watch over a count, or to count, in one hall or in all."""
    made = ctx.create(
        Scrutineer, poll=ctx.get(Poll, poll), person=ctx.get(Person, person), duty=duty, hall=hall
    )
    return {"scrutineer": made.id}


@act(
    "poll.dismiss",
    permission=permissions.CONDUCT,
    policy=policies.check_dismiss,
    subject="scrutineer",
)
def dismiss(ctx: Ctx, *, scrutineer: UUID) -> dict[str, Any]:
    """Take somebody off the count again, before it has begun."""
    row = ctx.get(Scrutineer, scrutineer)
    ctx.save(row, ended_at=ctx.now)
    return {"scrutineer": row.id}


@act(
    "elector.strike",
    permission=permissions.CONDUCT,
    policy=policies.check_strike,
    subject="elector",
)
def strike(ctx: Ctx, *, elector: UUID, reason: Reason) -> dict[str, Any]:
    """Let somebody who left, or must not vote on this, vote no longer; a ballot given stays."""
    row = ctx.get(Elector, elector)
    ctx.save(row, struck_at=ctx.now, struck_reason=reason)
    return {"elector": row.id}

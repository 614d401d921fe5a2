"""The course of a poll: opened, closed, confirmed, counted again, settled, announced."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.ballots import occasions, permissions, publics, queries
from townmoot.ballots.actions import secret
from townmoot.ballots.actions.inputs import Key, Reason
from townmoot.ballots.enums import PollKind, PollState, SettledBy
from townmoot.ballots.intake.queue import INTAKE
from townmoot.ballots.models import (
    Elector,
    Poll,
    PollHall,
    PollStep,
    Question,
    Result,
    Settlement,
)
from townmoot.ballots.occasions import Electorate
from townmoot.ballots.policies import steps as policies
from townmoot.ballots.secret.plain import Inner
from townmoot.record import Ctx, Way, act


def step(ctx: Ctx, poll: Poll, name: str, reason: str = "") -> None:
    """Note that the poll went on by this act."""
    number = poll.steps.count() + 1
    ctx.create(PollStep, poll=poll, number=number, act=name, reason=reason)


def freeze(ctx: Ctx, poll: Poll, found: Electorate) -> None:
    """Keep who may vote, where, and of how many the majority is taken."""
    ctx.save(
        poll,
        seats=found.assembly.quota,
        members=found.assembly.incumbents,
        present=found.assembly.present,
        quorum=found.quorum,
    )
    for order, hall in enumerate(found.halls, 1):
        there = sum(voter.hall == hall for voter in found.voters)
        ctx.create(PollHall, poll=poll, hall=hall, order=order, electors=there)


@act(
    "poll.open",
    permission=permissions.CONDUCT,
    policy=policies.check_open,
    public=publics.opened,
    subject="poll",
)
def open_poll(ctx: Ctx, *, poll: UUID) -> dict[str, Any]:
    """Open a vote; who may vote is fixed now. Opening an open one changes nothing."""
    row = ctx.get(Poll, poll)
    if queries.state_of(row) == PollState.OPEN:
        return {"poll": row.id}
    found = occasions.at().electorate(ctx, row.context, row.subject, policies.kind_of(row))
    freeze(ctx, row, found)
    electors = [
        {"poll_id": row.pk, "person_id": voter.person, "hall": voter.hall} for voter in found.voters
    ]
    ctx.insert(Elector, electors)
    secret.open_box(row)
    step(ctx, row, "poll.open")
    return {"poll": row.id}


@act(
    "poll.close",
    permission=permissions.CONDUCT,
    policy=policies.check_close,
    way=Way(before=lambda _inputs: INTAKE.drain()),
    public=publics.closed,
    subject="poll",
)
def close(ctx: Ctx, *, poll: UUID) -> dict[str, Any]:
    """Close a vote: no ballot and no hand counts from now on."""
    row = ctx.get(Poll, poll)
    told = secret.close_box(ctx, row)
    step(ctx, row, "poll.close")
    return {"poll": row.id, **told}


@act(
    "poll.cancel",
    permission=permissions.CONDUCT,
    policy=policies.check_cancel,
    public=publics.stepped,
    subject="poll",
)
def cancel(ctx: Ctx, *, poll: UUID, reason: Reason) -> dict[str, Any]:
    """Break off a vote that is prepared or open; what was given so far counts for nothing."""
    row = ctx.get(Poll, poll)
    step(ctx, row, "poll.cancel", reason)
    secret.drop_box(row)
    return {"poll": row.id}


@act(
    "poll.confirm",
    permission=permissions.CONDUCT,
    policy=policies.check_confirm,
    subject="poll",
)
def confirm(ctx: Ctx, *, poll: UUID) -> dict[str, Any]:
    """Confirm the count: the totals of all halls, or of all ballots, stand."""
    row = ctx.get(Poll, poll)
    opened: list[Inner] = []
    if row.kind == PollKind.SECRET:
        found, opened = secret.counted(row)
    else:
        found = queries.summed(row)
    made = ctx.create(
        Result,
        poll=row,
        round=queries.round_of(row),
        totals=found.totals,
        ballots=found.ballots,
        invalid=found.invalid,
        issued=found.issued,
        returned=found.returned,
    )
    step(ctx, row, "poll.confirm")
    if row.kind == PollKind.SECRET:
        secret.empty_box(ctx, row, made, opened)
    return {"poll": row.id, "result": made.id}


@act(
    "poll.recount",
    permission=permissions.CONDUCT,
    policy=policies.check_recount,
    public=publics.stepped,
    subject="poll",
)
def recount(ctx: Ctx, *, poll: UUID, reason: Reason) -> dict[str, Any]:
    """Let what was given be counted again before it is announced."""
    row = ctx.get(Poll, poll)
    step(ctx, row, "poll.recount", reason)
    return {"poll": row.id}


@act(
    "poll.settle",
    permission=permissions.CONDUCT,
    policy=policies.check_settle,
    subject="poll",
)
def settle(ctx: Ctx, *, poll: UUID, question: UUID, by: SettledBy, choice: Key) -> dict[str, Any]:
    """Settle equal votes as the rules say: by the casting vote, or as the lot was drawn.

    `choice` is "for" or "against", an option elected, or in a run-off the one who goes out.
    """
    row, asked = ctx.get(Poll, poll), ctx.get(Question, question)
    result = policies.standing_result(row)
    ctx.create(
        Settlement,
        result=result,
        question=asked,
        order=result.settlements.filter(question=asked).count() + 1,
        by=by,
        choice=choice,
    )
    return {"poll": row.id}


@act(
    "poll.publish",
    permission=permissions.CONDUCT,
    policy=policies.check_publish,
    public=publics.announced,
    subject="poll",
)
def publish(ctx: Ctx, *, poll: UUID) -> dict[str, Any]:
    """Announce the result."""
    row = ctx.get(Poll, poll)
    step(ctx, row, "poll.publish")
    return {"poll": row.id}


@act(
    "poll.void",
    permission=permissions.CONDUCT,
    policy=policies.check_void,
    public=publics.stepped,
    subject="poll",
)
def void(ctx: Ctx, *, poll: UUID, reason: Reason) -> dict[str, Any]:
    """Declare a vote void, such as one in which more ballots came back than were issued."""
    row = ctx.get(Poll, poll)
    step(ctx, row, "poll.void", reason)
    secret.drop_box(row)
    return {"poll": row.id}

"""Asking for leave, and deciding on it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.meetings import permissions
from townmoot.meetings.actions.inputs import Note
from townmoot.meetings.enums import LeaveState
from townmoot.meetings.models import LeaveRequest
from townmoot.meetings.policies import attendance as policies
from townmoot.record import Ctx, act

LeaveReason = Annotated[str, Field(min_length=1, max_length=500)]


@act(
    "leave.request",
    permission=permissions.LISTED,
    policy=policies.check_request_leave,
    subject="leave",
)
def request(ctx: Ctx, *, meeting: UUID, reason: LeaveReason) -> dict[str, Any]:
    """Ask for leave from a meeting; the reason is seen by who decides, by nobody else."""
    who = policies.participant_of(ctx, meeting, ctx.actor.person)
    return {"leave": ctx.create(LeaveRequest, participant=who, reason=reason).id}


@act(
    "leave.enter",
    permission=permissions.CLERK,
    policy=policies.check_enter_leave,
    subject="leave",
)
def enter(ctx: Ctx, *, meeting: UUID, person: UUID, reason: LeaveReason) -> dict[str, Any]:
    """Enter a request for leave that came on paper."""
    who = policies.participant_of(ctx, meeting, person)
    return {"leave": ctx.create(LeaveRequest, participant=who, reason=reason).id}


def _decide(ctx: Ctx, leave: UUID, state: LeaveState, note: str) -> dict[str, Any]:
    row = ctx.get(LeaveRequest, leave)
    ctx.save(row, state=state, decided_by_id=ctx.actor.person, decided_at=ctx.now, note=note)
    return {"leave": row.id}


@act(
    "leave.approve",
    permission=permissions.DECIDE_LEAVE,
    policy=policies.check_approve_leave,
    subject="leave",
    module="leave",
)
def approve(ctx: Ctx, *, leave: UUID, note: Note = "") -> dict[str, Any]:
    """Grant leave."""
    return _decide(ctx, leave, LeaveState.APPROVED, note)


@act(
    "leave.refuse",
    permission=permissions.DECIDE_LEAVE,
    policy=policies.check_refuse_leave,
    subject="leave",
    module="leave",
)
def refuse(ctx: Ctx, *, leave: UUID, note: Note = "") -> dict[str, Any]:
    """Refuse leave."""
    return _decide(ctx, leave, LeaveState.REFUSED, note)


@act(
    "leave.withdraw",
    permission=permissions.PERSON,
    policy=policies.check_withdraw_leave,
    subject="leave",
)
def withdraw(ctx: Ctx, *, leave: UUID) -> dict[str, Any]:
    """Take back one's request: one comes after all."""
    row = ctx.get(LeaveRequest, leave)
    ctx.save(row, state=LeaveState.WITHDRAWN)
    return {"leave": row.id}

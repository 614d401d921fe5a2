"""Withdrawing, merging, carrying over and closing."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.people.permissions import CLERK
from townmoot.record import Ctx, act
from townmoot.suggestions import permissions, publics
from townmoot.suggestions.actions.due import refresh
from townmoot.suggestions.actions.inputs import Text, Words
from townmoot.suggestions.actions.telling import tell
from townmoot.suggestions.enums import About, CarryKind
from townmoot.suggestions.models import (
    CarryOver,
    Closing,
    Merger,
    Suggestion,
    Withdrawal,
    WithdrawalAgreement,
)
from townmoot.suggestions.policies import endings as policies
from townmoot.suggestions.policies import handling
from townmoot.suggestions.queries.withdrawing import settles

Year = Annotated[int, Field(ge=1900, le=2899)]


def _agree(ctx: Ctx, item: Suggestion, row: Withdrawal) -> dict[str, Any]:
    agreed = set(row.agreements.values_list("person_id", flat=True))
    if ctx.actor.person is not None and ctx.actor.person not in agreed:
        ctx.create(WithdrawalAgreement, withdrawal=row, person_id=ctx.actor.person)
        agreed.add(ctx.actor.person)
    done = settles(item, agreed, ctx.today)
    if done:
        ctx.save(item, withdrawn_on=ctx.today)
        refresh(ctx, item)
    tell(ctx, item, About.WITHDRAWN if done else About.WITHDRAWAL)
    return {"suggestion": item.id, "withdrawal": row.id, "withdrawn": done}


@act(
    "withdrawal.ask",
    permission=permissions.SIGNER,
    policy=policies.check_withdraw,
    subject="suggestion",
    public=publics.agreed,
)
def ask_withdrawal(ctx: Ctx, *, suggestion: UUID, reason: Words) -> dict[str, Any]:
    """Ask to withdraw a suggestion; it is withdrawn when all signers agree."""
    item = ctx.get(Suggestion, suggestion)
    row = ctx.create(Withdrawal, suggestion=item, on=ctx.today, reason=reason)
    return _agree(ctx, item, row)


@act(
    "withdrawal.agree",
    permission=permissions.SIGNER,
    policy=policies.check_agree,
    subject="suggestion",
    public=publics.agreed,
)
def agree_withdrawal(ctx: Ctx, *, suggestion: UUID) -> dict[str, Any]:
    """Agree, as a signer, to the withdrawal."""
    item = ctx.get(Suggestion, suggestion)
    return _agree(ctx, item, item.withdrawals.get(cancelled_at=None))


@act(
    "withdrawal.cancel",
    permission=permissions.SIGNER,
    policy=policies.check_cancel_withdrawal,
    subject="suggestion",
)
def cancel_withdrawal(ctx: Ctx, *, suggestion: UUID) -> dict[str, Any]:
    """Take one's own request to withdraw a suggestion back; it goes on."""
    item = ctx.get(Suggestion, suggestion)
    ctx.save(item.withdrawals.get(cancelled_at=None), cancelled_at=ctx.now)
    tell(ctx, item, About.WITHDRAWAL_CANCELLED)
    return {"suggestion": item.id}


@act(
    "suggestion.merge",
    permission=CLERK,
    policy=handling.check_merge,
    subject="suggestion",
    public=publics.merged,
)
def merge(ctx: Ctx, *, suggestion: UUID, into: UUID, reason: Words) -> dict[str, Any]:
    """Have a suggestion handled with another (并案); the reply goes to the signers of both."""
    item, target = ctx.get(Suggestion, suggestion), ctx.get(Suggestion, into)
    ctx.create(Merger, suggestion=item, into=target, on=ctx.today, reason=reason)
    ctx.save(item, merged_into=target)
    refresh(ctx, item)
    tell(ctx, item, About.MERGED)
    return {"suggestion": item.id}


@act(
    "suggestion.carry_over",
    permission=CLERK,
    policy=policies.check_carry_over,
    subject="suggestion",
    public=publics.carried,
)
def carry_over(
    ctx: Ctx, *, suggestion: UUID, kind: CarryKind, year: Year, reason: Words
) -> dict[str, Any]:
    """Carry an open suggestion over into a year or term; its due day stays."""
    item = ctx.get(Suggestion, suggestion)
    row = ctx.create(CarryOver, suggestion=item, on=ctx.today, kind=kind, year=year, reason=reason)
    tell(ctx, item, About.CARRIED_OVER)
    return {"suggestion": item.id, "carryover": row.id}


@act(
    "suggestion.close",
    permission=CLERK,
    policy=policies.check_close,
    subject="suggestion",
    public=publics.on,
)
def close(ctx: Ctx, *, suggestion: UUID, words: Text = "") -> dict[str, Any]:
    """Close and file a suggestion (办结归档)."""
    item = ctx.get(Suggestion, suggestion)
    ctx.create(Closing, suggestion=item, on=ctx.today, words=words)
    ctx.save(item, closed_on=ctx.today)
    refresh(ctx, item)
    tell(ctx, item, About.CLOSED)
    return {"suggestion": item.id}

"""The reply on its way out of the house: 拟稿、审核、会签、签发、印发; and to whom it goes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from townmoot.record import Ctx, act
from townmoot.suggestions import permissions, publics
from townmoot.suggestions.actions.due import refresh
from townmoot.suggestions.actions.inputs import Brief, Code, Persons, Text, Words
from townmoot.suggestions.actions.numbers import next_number
from townmoot.suggestions.actions.telling import tell
from townmoot.suggestions.enums import About, ReplyStepKind, ServingWay
from townmoot.suggestions.models import (
    Allotment,
    Rehandling,
    Reply,
    ReplyStep,
    Serving,
    Suggestion,
)
from townmoot.suggestions.policies import replies as policies
from townmoot.suggestions.queries.clocks import stored
from townmoot.suggestions.queries.replies import mark_of
from townmoot.suggestions.queries.rules import procedure
from townmoot.suggestions.queries.signers import answered_together, signatures_of


def _step(ctx: Ctx, reply: Reply, kind: ReplyStepKind, remark: str = "") -> dict[str, Any]:
    ctx.create(ReplyStep, reply=reply, kind=kind, cycle=reply.cycle, on=ctx.today, remark=remark)
    return {"suggestion": reply.suggestion_id, "reply": reply.id}


@act(
    "reply.draft",
    permission=permissions.DRAFT_REPLY,
    policy=policies.check_draft,
    subject="suggestion",
)
def draft(
    ctx: Ctx,
    *,
    allotment: UUID,
    text: Words,
    reply_class: Code,
    reason: Text = "",
    promise: Text = "",
    deadline: date | None = None,
) -> dict[str, Any]:
    """Draft a reply (拟稿), with its class, its promise and the day it is promised for."""
    part = ctx.get(Allotment, allotment)
    reply = ctx.create(
        Reply,
        allotment=part,
        suggestion=part.suggestion,
        round=1 + part.replies.count(),
        text=text,
        reply_class=reply_class,
        reason=reason,
        promise=promise,
        deadline=deadline,
    )
    return _step(ctx, reply, ReplyStepKind.DRAFT)


@act(
    "reply.revise",
    permission=permissions.REVISE_REPLY,
    policy=policies.check_revise,
    subject="suggestion",
)
def revise(
    ctx: Ctx,
    *,
    reply: UUID,
    text: Words,
    reply_class: Code,
    reason: Text = "",
    promise: Text = "",
    deadline: date | None = None,
    revision: int | None = None,
) -> dict[str, Any]:
    """Change the draft of a reply."""
    row = ctx.get(Reply, reply)
    ctx.expect(row, revision)
    ctx.save(
        row,
        text=text,
        reply_class=reply_class,
        reason=reason,
        promise=promise,
        deadline=deadline,
    )
    return _step(ctx, row, ReplyStepKind.DRAFT)


@act(
    "reply.check",
    permission=permissions.CHECK,
    policy=policies.check_check,
    subject="suggestion",
)
def check(ctx: Ctx, *, reply: UUID, remark: Text = "") -> dict[str, Any]:
    """Check a reply (审核)."""
    return _step(ctx, ctx.get(Reply, reply), ReplyStepKind.CHECK, remark)


@act(
    "reply.countersign",
    permission=permissions.COUNTERSIGN,
    policy=policies.check_countersign,
    subject="suggestion",
)
def countersign(ctx: Ctx, *, reply: UUID, remark: Text = "") -> dict[str, Any]:
    """Countersign another unit's reply (会签)."""
    return _step(ctx, ctx.get(Reply, reply), ReplyStepKind.COUNTERSIGN, remark)


@act(
    "reply.sign",
    permission=permissions.SIGN,
    policy=policies.check_sign,
    subject="suggestion",
)
def sign(ctx: Ctx, *, reply: UUID, remark: Text = "") -> dict[str, Any]:
    """Sign a reply (签发)."""
    return _step(ctx, ctx.get(Reply, reply), ReplyStepKind.SIGN, remark)


@act(
    "reply.send_back",
    permission=permissions.SEND_BACK,
    policy=policies.check_send_back,
    subject="suggestion",
)
def send_back(ctx: Ctx, *, reply: UUID, remark: Words) -> dict[str, Any]:
    """Send a reply back to who drafted it, with a remark."""
    row = ctx.get(Reply, reply)
    told = _step(ctx, row, ReplyStepKind.SEND_BACK, remark)
    ctx.save(row, cycle=row.cycle + 1)
    return told


def _number(ctx: Ctx, reply: Reply, mark: str) -> str:
    unit = reply.allotment.unit_id
    mark = mark or mark_of(unit)
    year = ctx.today.year
    number = next_number(ctx, f"reply:{mark}:{year}", unit=unit, mark=mark)
    return f"{mark}〔{year}〕{number}号"


def _serve(ctx: Ctx, reply: Reply) -> list[UUID]:
    """The reply goes to each signer of the suggestion and of those merged into it."""
    rules = procedure(ctx.body, ctx.today)
    due = rules.due(rules.rules.rating_window, ctx.today)
    items = {item.pk: item for item in answered_together(reply.suggestion)}
    rows = [
        {
            "reply": reply,
            "suggestion": items[signature.suggestion_id],
            "person_id": signature.person_id,
            "on": ctx.today,
            "way": ServingWay.SYSTEM,
            "rating_due": due.date,
            "basis": stored(due),
        }
        for signature in signatures_of(items.values())
    ]
    return [row.id for row in ctx.create_many(Serving, rows)]


def _note_done(ctx: Ctx, reply: Reply) -> None:
    """Set the days on which the unit, and all units, had replied."""
    part = ctx.get(Allotment, reply.allotment_id)
    if reply.round == 1:
        ctx.save(part, done_on=ctx.today)
    else:
        again = Rehandling._default_manager.get(allotment=part)
        ctx.save(again, done_on=ctx.today)
    whole = ctx.get(Suggestion, reply.suggestion_id)
    done = refresh(ctx, whole).replied_on(ctx.today)
    for item in answered_together(whole):
        own = ctx.get(Suggestion, item.pk)
        if done is not None and own.replied_on is None:
            ctx.save(own, replied_on=done)
        if own is not whole:
            refresh(ctx, own)
        tell(ctx, own, About.REPLIED)


@act(
    "reply.issue",
    permission=permissions.ISSUE,
    policy=policies.check_issue,
    subject="suggestion",
    public=publics.replied,
)
def issue(ctx: Ctx, *, reply: UUID, mark: Brief = "") -> dict[str, Any]:
    """Issue a reply (印发): it gets its number and goes to each signer.

    `mark`: what the unit's numbers begin with (澄府办); without it, that of its last letter.
    """
    row = ctx.get(Reply, reply)
    kind = policies.class_of(ctx, row.reply_class)
    ctx.save(
        row,
        issued_on=ctx.today,
        issued_at=ctx.now,
        number=_number(ctx, row, mark[:40]),
        counts_resolved=kind.counts_resolved,
        tracked=kind.tracked,
    )
    told = _step(ctx, row, ReplyStepKind.ISSUE)
    servings = _serve(ctx, row)
    _note_done(ctx, row)
    return {**told, "servings": servings}


@act(
    "reply.serve",
    permission=permissions.SERVE,
    policy=policies.check_serve,
    subject="suggestion",
)
def serve(ctx: Ctx, *, reply: UUID, way: ServingWay, persons: Persons) -> dict[str, Any]:
    """Note that a reply also reached signers in another way, such as by letter."""
    row = ctx.get(Reply, reply)
    for serving in Serving._default_manager.filter(reply=row, person__in=persons):
        ctx.save(serving, way=way)
    return {"suggestion": row.suggestion_id, "reply": row.id}


@act(
    "reply.acknowledge",
    permission=permissions.RECEIVER,
    policy=policies.check_acknowledge,
    subject="suggestion",
)
def acknowledge(ctx: Ctx, *, reply: UUID) -> dict[str, Any]:
    """Confirm having received a reply."""
    row = ctx.get(Reply, reply)
    rows = Serving._default_manager.filter(reply=row, person=ctx.actor.person)
    for serving in rows.filter(acknowledged_at=None):
        ctx.save(serving, acknowledged_at=ctx.now)
    return {"suggestion": row.suggestion_id, "reply": row.id}

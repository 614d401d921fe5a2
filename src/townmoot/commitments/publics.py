"""What everybody may read of promises: references, codes, dates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.commitments import queries
from townmoot.commitments.enums import Kind
from townmoot.commitments.models import Commitment, Verification
from townmoot.record import Ctx

Data = dict[str, Any]


def added(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """Whose promise, made where, for which day."""
    row = ctx.get(Commitment, result["commitment"])
    return {
        "on": row.on,
        "due": row.deadline,
        "unit": row.unit_id,
        "suggestion": row.suggestion_id,
        "reply": row.reply_id,
    }


def on(ctx: Ctx, result: Data, *, commitment: UUID, **_inputs: Any) -> Data | None:
    """Only the day; nothing of a task that is not public."""
    if not queries.is_told(ctx.get(Commitment, commitment)):
        return None
    return {"on": ctx.today}


def verified(ctx: Ctx, result: Data, *, commitment: UUID, **_inputs: Any) -> Data | None:
    """Whether it was kept, and the day of the evidence; nothing of a task that is not public."""
    about = ctx.get(Commitment, commitment)
    if not queries.is_told(about):
        return None
    row = ctx.get(Verification, result["verification"])
    told = {"on": row.on, "outcome": row.outcome, "evidence_on": row.evidence_on}
    return told | {"kind": about.kind} if about.kind == Kind.TASK else told


def task_set(ctx: Ctx, result: Data, **_inputs: Any) -> Data | None:
    """Whose task, set where, for which day; nothing of a meeting or item that is not public."""
    row = ctx.get(Commitment, result["commitment"])
    if not queries.is_told(row):
        return None
    return {
        "on": row.on,
        "due": row.deadline,
        "unit": row.unit_id,
        "meeting": row.meeting_id,
        "item": row.item_id,
    }


def said_at(ctx: Ctx, result: Data, *, meeting: UUID, item: UUID | None, **_inputs: Any) -> Any:
    """At which public meeting something was required or an area named; never the words."""
    return (
        {"meeting": meeting, "item": item} if queries.at_public(ctx.body, meeting, item) else None
    )

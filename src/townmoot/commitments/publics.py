"""What everybody may read of promises: references, codes, dates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

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


def on(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """Only the day."""
    return {"on": ctx.today}


def verified(ctx: Ctx, result: Data, *, commitment: UUID, **_inputs: Any) -> Data:
    """Whether it was kept, and the day of the evidence."""
    row = ctx.get(Verification, result["verification"])
    return {"on": row.on, "outcome": row.outcome, "evidence_on": row.evidence_on}

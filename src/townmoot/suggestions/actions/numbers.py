"""Numbers without gaps: each act takes the next one under the body's lock."""

from __future__ import annotations

from uuid import UUID

from townmoot.record import Ctx
from townmoot.suggestions.models import NumberSeries


def next_number(ctx: Ctx, key: str, *, unit: UUID | None = None, mark: str = "") -> int:
    """The next number of a series; a new series begins at 1."""
    row = NumberSeries._default_manager.filter(body=ctx.body, key=key).first()
    if row is None:
        row = ctx.create(NumberSeries, key=key, unit_id=unit, mark=mark)
    return ctx.save(row, last=row.last + 1).last

"""Numbers without gaps: each act takes the next one under the body's lock."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.record import Ctx
from townmoot.suggestions.models import NumberSeries, Suggestion
from townmoot.suggestions.queries.rules import profile_of


def next_number(ctx: Ctx, key: str, *, unit: UUID | None = None, mark: str = "") -> int:
    """The next number of a series; a new series begins at 1."""
    row = NumberSeries._default_manager.filter(body=ctx.body, key=key).first()
    if row is None:
        row = ctx.create(NumberSeries, key=key, unit_id=unit, mark=mark)
    return ctx.save(row, last=row.last + 1).last


def numbered(ctx: Ctx, item: Suggestion) -> dict[str, Any]:
    """The next number of the suggestion's session or, between sessions, of the year."""
    series = _session(ctx, item.meeting) if item.meeting else f"recess-{ctx.today.year}"
    key = str(item.meeting) if item.meeting else series
    number = next_number(ctx, f"suggestion:{key}", mark=series)
    return {"series": series, "number": number, "number_words": in_words(ctx, series, number)}


def in_words(ctx: Ctx, series: str, number: int) -> dict[str, str]:
    """A number as the town's rules print it, in both languages."""
    formats = profile_of(ctx.body, ctx.today).suggestions.numbers.value
    return formats.printed(series, number).model_dump()


def _session(ctx: Ctx, meeting: UUID) -> str:
    """`session-2026-1`: which session of its year it is, by the first number given in each."""
    rows = NumberSeries._default_manager.filter(body=ctx.body)
    known = rows.filter(key=f"suggestion:{meeting}").first()
    if known is not None:
        return known.mark
    year = f"session-{ctx.today.year}-"
    return f"{year}{rows.filter(mark__startswith=year).count() + 1}"

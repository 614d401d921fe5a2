"""The public part of each entry: dates and codes, no words."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from townmoot.record import Ctx
from townmoot.rules.enums import TownDay


def day_set(
    ctx: Ctx, result: dict[str, Any], *, date: dt.date, kind: TownDay, **texts: str
) -> dict[str, Any]:
    """Which day, and whether it is worked."""
    return {"date": date, "kind": kind}


def day_cleared(ctx: Ctx, result: dict[str, Any], *, date: dt.date) -> dict[str, Any]:
    """Which day."""
    return {"date": date}


def days_imported(ctx: Ctx, result: dict[str, Any], *, rows: Sequence[Any]) -> dict[str, Any]:
    """Which days, and whether they are worked."""
    return {"days": [{"date": row.date, "kind": row.kind} for row in rows]}


def profile_chosen(
    ctx: Ctx, result: dict[str, Any], *, profile: str, valid_from: dt.date | None
) -> dict[str, Any]:
    """Which profile, and from when."""
    return {"profile": profile, "valid_from": valid_from or ctx.today}

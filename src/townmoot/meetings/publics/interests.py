"""What of declared interests goes into the public record: references and codes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings.models import Declaration
from townmoot.meetings.publics.council import told_of
from townmoot.record import Ctx

Data = dict[str, Any]


def interest_declared(ctx: Ctx, result: Data, **_inputs: Any) -> Data | None:
    """A member’s interest in a public item: who, which item, which kind; never its nature."""
    return _interest(ctx.get(Declaration, result["declaration"]))


def interest_moved(ctx: Ctx, result: Data, *, declaration: UUID) -> Data | None:
    """The member left, or returned; the act’s name says which."""
    return _interest(ctx.get(Declaration, declaration))


def _interest(row: Declaration) -> Data | None:
    told = told_of(row.about)
    if told is None:
        return None
    dispensed = row.dispensation_id is not None
    return told | {"person": row.person_id, "kind": row.kind, "dispensed": dispensed}

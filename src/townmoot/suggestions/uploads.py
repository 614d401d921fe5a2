"""Ledgers that a clerk hands in: read, planned against what is there, kept for her yes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from townmoot.people.importing import parse_ledger
from townmoot.people.uploads import Received, keep, staged_rows
from townmoot.record import clock
from townmoot.suggestions.queries.ledger import LedgerPlan, plan_ledger
from townmoot.suggestions.queries.ledger_rows import DAYS

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.people.importing import LedgerRow


def receive_ledger(
    body: UUID, account: UUID | None, data: bytes, name: str, *, sheet: str = ""
) -> Received[LedgerPlan]:
    """Read a ledger and say row by row what it would do. Raises TableError for a hopeless file."""
    preview = parse_ledger(data, name, sheet=sheet)
    staged = staged_rows(preview, [_plain(row) for row in preview.rows])
    plan = plan_ledger(body, clock.today_of(body), staged)
    upload = None
    if preview.ok and not plan.problems:
        upload = keep("ledger", body, account, preview, staged)
    problems = [*preview.problems, *plan.problems]
    return Received(preview, plan, problems, upload, preview.source_sha256)


def _plain(row: LedgerRow) -> dict[str, Any]:
    """A row as JSON."""
    days = {key: str(getattr(row, key) or "") for key in DAYS}
    return {**asdict(row), **days}

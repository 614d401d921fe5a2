"""Lists of past meetings that a clerk hands in: read, planned, kept for her yes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from townmoot.meetings.queries.taken import MeetingPlan, plan_meetings
from townmoot.people.importing import parse_meetings
from townmoot.people.uploads import Received, keep, staged_rows
from townmoot.record import clock

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.people.importing import MeetingRow


def receive_meetings(
    body: UUID, account: UUID | None, data: bytes, name: str, *, sheet: str = ""
) -> Received[MeetingPlan]:
    """Read facts of meetings and say row by row what they would do. Raises TableError."""
    preview = parse_meetings(data, name, sheet=sheet)
    staged = staged_rows(preview, [_plain(row) for row in preview.rows])
    plan = plan_meetings(body, clock.today_of(body), staged)
    upload = None
    if preview.ok and not plan.problems:
        upload = keep("meetings", body, account, preview, staged)
    problems = [*preview.problems, *plan.problems]
    return Received(preview, plan, problems, upload, preview.source_sha256)


def _plain(row: MeetingRow) -> dict[str, Any]:
    """A row as JSON."""
    return {**asdict(row), "date": str(row.date or "")}

"""Lists that a clerk hands in: read, planned against what is there, and kept for her yes.

Reading and checking happen here, before any lock. What was read is kept for a day; personal data
goes into the record of no act, only the reference of the list does.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from townmoot.people import queries
from townmoot.people.enums import OrganizationKind
from townmoot.people.importing.roster import RosterRow, parse_roster
from townmoot.people.importing.units import UnitRow, parse_units
from townmoot.people.models import Upload
from townmoot.record import clock

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.people.importing.preview import Preview

KEPT = timedelta(days=1)
NOTE_LENGTH = 500

P = TypeVar("P")


@dataclass(frozen=True)
class Received(Generic[P]):
    """A list as it was understood, and what it would do.

    `upload` is None where something must be put right first: `problems` say what.
    """

    preview: Preview[Any]
    plan: P
    problems: list[Any]
    upload: UUID | None
    sha256: str


def receive_roster(
    body: UUID, account: UUID | None, data: bytes, name: str, *, sheet: str = ""
) -> Received[queries.RosterPlan]:
    """Read a roster and say row by row what it would do. Raises TableError for a hopeless file.

    The first roster of a town may name its groups; later ones must name groups that are there.
    """
    day = clock.today_of(body)
    there = queries.organizations(body, day).filter(kind=OrganizationKind.GROUP)
    known = list(there.values_list("name", flat=True)) or None
    preview = parse_roster(data, name, sheet=sheet, groups=known)
    staged = staged_rows(preview, [_plain(row) for row in preview.rows])
    plan = queries.plan_roster(body, day, staged)
    problems = [*preview.problems, *plan.problems]
    upload = None
    if preview.ok and not plan.errors:
        upload = keep("roster", body, account, preview, staged)
    return Received(preview, plan, problems, upload, preview.source_sha256)


def receive_units(
    body: UUID, account: UUID | None, data: bytes, name: str, *, sheet: str = ""
) -> Received[queries.UnitPlan]:
    """Read a list of units and say row by row what it would do. Raises TableError."""
    preview = parse_units(data, name, sheet=sheet)
    staged = staged_rows(preview, [_plain(row) for row in preview.rows])
    plan = queries.plan_units(body, clock.today_of(body), staged)
    upload = keep("units", body, account, preview, staged) if preview.ok else None
    return Received(preview, plan, preview.problems, upload, preview.source_sha256)


def _plain(row: RosterRow | UnitRow) -> dict[str, Any]:
    """A row as JSON; what stands in unknown columns is kept with the remarks."""
    remarks = [row.note, *(f"{heading}: {value}" for heading, value in row.extra.items())]
    return {
        **asdict(row),
        "birth": str(getattr(row, "birth", "") or ""),
        "note": "; ".join(filter(None, remarks))[:NOTE_LENGTH],
    }


def staged_rows(preview: Preview[Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What is kept of a list that was read: its rows, and which columns it has."""
    columns = {*preview.columns, *(["note"] if preview.unknown_columns else [])}
    return {
        "file": preview.file,
        "sheet": preview.sheet[:100],
        "heading_row": preview.heading_row,
        "columns": sorted(columns),
        "written": preview.columns,
        "rows": rows,
    }


def keep(
    kind: str, body: UUID, account: UUID | None, preview: Preview[Any], staged: dict[str, Any]
) -> UUID:
    """Keep a list until the clerk says yes, for a day; return its reference."""
    moment = clock.real_now()
    Upload._default_manager.filter(made_at__lt=moment - KEPT).delete()
    made = Upload._default_manager.create(
        body=body,
        account=account,
        kind=kind,
        file_name=preview.file[:200],
        sha256=preview.source_sha256,
        rows=staged,
        made_at=moment,
    )
    return made.pk

"""The sign-in sheet (签到表) of a meeting that was signed in on paper."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time

from townmoot.people.importing.columns import Kind
from townmoot.people.importing.preview import Preview
from townmoot.people.importing.problems import ValueProblem
from townmoot.people.importing.sheets import Line, open_sheet
from townmoot.people.importing.tables import Cell, open_tables
from townmoot.people.importing.text import folded
from townmoot.people.importing.values import label, person_name, text

_NOON = 12
_TIME = re.compile(
    r"(?P<late>下午|晚上)?\s*(?P<hour>\d{1,2})[:时点](?P<minute>\d{1,2})?(?::\d\d)?分?$"
)


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One deputy on the sheet; `checked_in_at` is a time of day, None for who was absent."""

    row: int
    name: str
    number: str = ""
    group: str = ""
    venue: str = ""
    checked_in_at: time | None = None
    way: str = ""
    absence: str = ""
    note: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def time_of_day(cell: Cell) -> time | None:
    """A time such as 9:05, 09：05, 下午2:30 or 2022-07-01 09:05; None when blank."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    words = folded(cell)
    if not words:
        return None
    found = _TIME.search(words)
    if not found:
        raise ValueProblem("not_a_time")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    try:
        return time(hour + 12 * (bool(found["late"]) and hour < _NOON), minute)
    except ValueError:
        raise ValueProblem("not_a_time") from None


def parse_sign_in(data: bytes, name: str, *, sheet: str = "") -> Preview[SignInRow]:
    """Read a sign-in sheet from the bytes of a file called `name`; raises TableError."""
    found = open_sheet(Kind.SIGN_IN, open_tables(data, name), sheet)
    rows = []
    for line in found.lines():
        row = _row(line)
        line.need("name", row.name)
        rows.append(row)
    return found.preview(rows)


def _row(line: Line) -> SignInRow:
    return SignInRow(
        row=line.row,
        name=line.get("name", person_name, ""),
        number=line.get("number", lambda cell: label(cell, limit=50), ""),
        group=line.get("group", lambda cell: label(cell, limit=200), ""),
        venue=line.line("venue"),
        checked_in_at=line.get("checked_in_at", time_of_day, None),
        way=line.line("way", 100),
        absence=line.line("absence", 500),
        note=line.get("note", lambda cell: text(cell, limit=500), ""),
        extra=line.extra(),
    )

"""The town's own table of days off and days worked, as a clerk keeps it in Excel or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from townmoot.people.importing import Cell, TableError, ValueProblem, open_tables
from townmoot.people.importing.dates import whole_date
from townmoot.people.importing.messages import MESSAGES
from townmoot.rules.enums import TownDay

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": ("日期", "date", "day", "时间"),
    "kind": ("安排", "kind", "arrangement", "休息或上班"),
    "name": ("名称", "name", "事由", "节日", "reason"),
    "source": ("依据", "source", "文号", "reference"),
}
WORDS = {
    "休息": TownDay.OFF,
    "放假": TownDay.OFF,
    "休": TownDay.OFF,
    "day off": TownDay.OFF,
    "off": TownDay.OFF,
    "上班": TownDay.WORKED,
    "班": TownDay.WORKED,
    "working day": TownDay.WORKED,
    "worked": TownDay.WORKED,
}
LOOKED_AT = 20


@dataclass(frozen=True)
class DayLine:
    """One line of the table, with what is wrong in it."""

    row: int
    date: date | None
    kind: TownDay | None
    name: str
    source: str
    problems: list[str] = field(default_factory=list)

    def as_input(self) -> dict[str, str]:
        """The line as the act takes it."""
        return {
            "date": self.date.isoformat() if self.date else "",
            "kind": self.kind.value if self.kind else "",
            "name": self.name,
            "source": self.source,
        }


def read_days(data: bytes, name: str) -> list[DayLine]:
    """The lines of a table of days. Raises TableError where it cannot be read at all."""
    table = next(iter(open_tables(data, name).tables))
    head = _head(table.rows)
    if head is None:
        known = "、".join(names[0] for names in COLUMNS.values())
        raise TableError("no_heading", file=name, sheet=table.sheet, known=known)
    places = _places(table.rows[head])
    rows = enumerate(table.rows[head + 1 :], head + 2)
    return [_line(number, row, places) for number, row in rows if any(map(_text, row))]


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _places(row: Sequence[Cell]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        for key, names in COLUMNS.items():
            if _text(cell).casefold() in names:
                found.setdefault(key, place)
    return found


def _head(rows: Sequence[Sequence[Cell]]) -> int | None:
    for number, row in enumerate(rows[:LOOKED_AT]):
        if {"date", "kind"} <= _places(row).keys():
            return number
    return None


def _line(number: int, row: Sequence[Cell], places: Mapping[str, int]) -> DayLine:
    cells = {key: row[place] if place < len(row) else None for key, place in places.items()}
    told = {"row": number, "value": _text(cells["date"])}
    problems = []
    day: date | None = None
    try:
        day = whole_date(cells["date"])
    except ValueProblem as error:
        said = " ".join(map(str, MESSAGES[error.code])) % error.params
        problems.append(_("Row %(row)d, day “%(value)s”: ") % told + said)
    if day is None and not problems:
        problems.append(_("Row %(row)d: the day is missing; fill it in.") % told)
    kind = WORDS.get(_text(cells["kind"]).casefold())
    if kind is None:
        told["value"] = _text(cells["kind"])
        wrong = _("Row %(row)d, kind “%(value)s”: write “day off” or “working day”.")
        problems.append(wrong % told)
    name, source = (_text(cells.get(key)) for key in ("name", "source"))
    return DayLine(number, day, kind, name, source, problems)


def days_template(*, chinese: bool) -> str:
    """An empty table with one example, as CSV."""
    target = io.StringIO()
    head = ["日期", "安排", "名称", "依据"] if chinese else ["Date", "Kind", "Name", "Source"]
    example = ["2026-09-11", "休息" if chinese else "day off", "", ""]
    csv.writer(target).writerows([head, example])
    return "\ufeff" + target.getvalue()

"""The facts of meetings (会议情况): date, form, hall, groups, suggestions and replies in number.

Two forms are read: a table with headings and one row for each meeting, and a form of two or more
columns with the headings down the first one and one column for each meeting.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from townmoot.people.importing.columns import Kind
from townmoot.people.importing.dates import whole_date
from townmoot.people.importing.headings import best_row
from townmoot.people.importing.preview import Preview
from townmoot.people.importing.sheets import Line, open_sheet
from townmoot.people.importing.tables import Cell, Table, open_tables
from townmoot.people.importing.values import count, items, text

_FORM_COLUMNS = 30


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting. `venues` are the branch venues without the hall; counts None where unsaid."""

    row: int
    name: str
    date: date | None
    form: str = ""
    hall: str = ""
    venues: list[str] = field(default_factory=list)
    groups: int | None = None
    suggestions: int | None = None
    replied: int | None = None
    note: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def parse_meetings(
    data: bytes, name: str, *, sheet: str = "", year: int | None = None
) -> Preview[MeetingRow]:
    """Read the facts of meetings from the bytes of a file called `name`; raises TableError.

    In a form with its headings down the first column, the sheet is read turned on its side: `row`
    is then the column, counted from 1; problems name the true row and cell.
    """
    file = open_tables(data, name)
    file = replace(file, tables=[_upright(table) for table in file.tables])
    found = open_sheet(Kind.MEETING, file, sheet)
    rows = []
    for line in found.lines():
        row = _row(line, year)
        line.need("name", row.name)
        line.need("date", row.date)
        if (row.replied or 0) > (row.suggestions if row.suggestions is not None else 10**9):
            line.error("more_replied", "replied", replied=row.replied, all=row.suggestions)
        rows.append(row)
    return found.preview(rows)


def _upright(table: Table) -> Table:
    """The table with its headings in a row, turned on its side if they stand in a column."""
    width = max(map(len, table.rows), default=0)
    turned: list[list[Cell]] = [
        [row[i] if i < len(row) else None for row in table.rows]
        for i in range(min(width, _FORM_COLUMNS))
    ]
    if best_row(Kind.MEETING, turned)[0] > best_row(Kind.MEETING, table.rows)[0]:
        return replace(table, rows=turned, merged=[], turned=True)
    return table


def _row(line: Line, year: int | None) -> MeetingRow:
    return MeetingRow(
        row=line.row,
        name=line.line("name", 300),
        date=line.get("date", lambda cell: whole_date(cell, year=year), None),
        form=line.line("form", 100),
        hall=line.line("hall"),
        venues=line.get("venues", items, []),
        groups=line.get("groups", count, None),
        suggestions=line.get("suggestions", count, None),
        replied=line.get("replied", count, None),
        note=line.get("note", lambda cell: text(cell, limit=2000), ""),
        extra=line.extra(),
    )

"""The roster of deputies (代表名册)."""

from collections.abc import Collection
from dataclasses import dataclass, field

from townmoot.people.importing.columns import Kind
from townmoot.people.importing.dates import PartialDate, partial_date
from townmoot.people.importing.preview import Preview
from townmoot.people.importing.sheets import Line, open_sheet
from townmoot.people.importing.tables import open_tables
from townmoot.people.importing.values import label, name_and_sex, phone, sex, text


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One deputy as the roster states it. `row` is the row of the sheet, from 1.

    `gender` is "male", "female" or ""; `birth` may lack day and month; `extra` holds what stands in
    columns with unknown headings.
    """

    row: int
    number: str
    name: str
    gender: str = ""
    birth: PartialDate | None = None
    affiliation: str = ""
    education: str = ""
    work: str = ""
    constituency: str = ""
    group: str = ""
    phone: str = ""
    note: str = ""
    ethnicity: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def parse_roster(
    data: bytes, name: str, *, sheet: str = "", groups: Collection[str] | None = None
) -> Preview[RosterRow]:
    """Read a roster from the bytes of a file called `name`.

    `groups` are the names of the body's groups; a row in another one is an error. Without it every
    group is taken as written. Raises TableError when the file or its headings cannot be read; what
    is wrong in single rows stands in the preview's problems.
    """
    found = open_sheet(Kind.ROSTER, open_tables(data, name), sheet)
    rows = []
    numbers: dict[str, int] = {}
    names: dict[str, tuple[int, str]] = {}
    for line in found.lines():
        row = _row(line)
        line.need("name", row.name)
        if groups is not None and row.group and row.group not in groups:
            line.error("unknown_group", "group", group=row.group, known=", ".join(groups))
        check_twice(line, numbers, row.number)
        _check_name(line, names, row)
        rows.append(row)
    return found.preview(rows)


def _row(line: Line) -> RosterRow:
    name, noted = line.get("name", name_and_sex, ("", ""))
    return RosterRow(
        row=line.row,
        number=line.get("number", lambda cell: label(cell, limit=50), ""),
        name=name,
        gender=line.get("gender", sex, "") or noted,
        birth=line.get("birth", partial_date, None),
        affiliation=line.line("affiliation", 100),
        education=line.line("education", 100),
        work=line.line("work", 300),
        constituency=line.line("constituency", 200),
        group=line.get("group", lambda cell: label(cell, limit=200), ""),
        phone=line.get("phone", phone, ""),
        note=line.get("note", lambda cell: text(cell, limit=500), ""),
        ethnicity=line.line("ethnicity", 50),
        extra=line.extra(),
    )


def check_twice(line: Line, numbers: dict[str, int], number: str, key: str = "number") -> None:
    """Note a number that stood in an earlier row already."""
    if not number:
        return
    other = numbers.setdefault(number, line.row)
    if other != line.row:
        line.error("duplicate_number", key, number=number, other=other)


def _check_name(line: Line, names: dict[str, tuple[int, str]], row: RosterRow) -> None:
    """Two deputies may have one name; then each has a number that tells them apart."""
    if not row.name:
        return
    other, number = names.setdefault(row.name, (line.row, row.number))
    if other != line.row and not (row.number and number):
        line.error("duplicate_name", "name", name=row.name, other=other)

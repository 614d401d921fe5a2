"""From a sheet to its rows: headings found, merged groups filled, each problem with its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from townmoot.people.importing.bands import group_named, is_note
from townmoot.people.importing.columns import COLUMNS, Kind
from townmoot.people.importing.headings import (
    Heading,
    Unknown,
    choose_table,
    find_heading,
    local,
    other_tables,
)
from townmoot.people.importing.preview import Preview, UnknownColumn, letter
from townmoot.people.importing.problems import Problem, Severity, TableError, ValueProblem, shown
from townmoot.people.importing.tables import Cell, Table, TableFile
from townmoot.people.importing.text import plain
from townmoot.people.importing.values import line

R = TypeVar("R")
V = TypeVar("V")

GROUP = "group"
_GROUPED = {kind for kind, columns in COLUMNS.items() if GROUP in {c.key for c in columns}}
_FEW = 2
"""A row that names a group holds its name, and at most its number."""
_NUMBERED = re.compile(r"\W*[\d一二三四五六七八九十]*\W*")


@dataclass(slots=True)
class Line:
    """One row of the list: gives typed values and notes what cannot be understood."""

    row: int
    cells: list[Cell]
    sheet: "Sheet"
    group: str = ""  # the group whose name stands in a row of its own above

    def raw(self, key: str) -> Cell:
        """The cell of a column as it stands; None when there is none."""
        place = self.sheet.heading.columns.get(key)
        if place is None:
            return self.group if key == GROUP else None
        width = self.sheet.heading.widths.get(key)
        if width is None:
            return self.cells[place] if place < len(self.cells) else None
        cells = self.cells[place : place + width]
        filled = [cell for cell in cells if plain_or_blank(cell)]
        return filled[0] if len(filled) == 1 else " ".join(map(plain_or_blank, filled)) or None

    def get(self, key: str, parse: Callable[[Cell], V], default: V) -> V:
        """The value of a column; on failure its problem is noted and `default` stands in."""
        try:
            return parse(self.raw(key))
        except ValueProblem as problem:
            self._note(problem.code, key, Severity.ERROR, problem.params)
            return default

    def line(self, key: str, limit: int = 200) -> str:
        """One line of text of a column."""
        return self.get(key, lambda cell: line(cell, limit=limit), "")

    def need(self, key: str, value: object) -> None:
        """Note that a column must not be blank, unless its value failed for another reason."""
        if not value and not plain_or_blank(self.raw(key)):
            self.error("required", key)

    def extra(self) -> dict[str, str]:
        """What stands in the unknown columns, by heading; blank cells left out."""
        found: dict[str, str] = {}
        for unknown in (*self.sheet.heading.unknown, *self.sheet.heading.repeated):
            cell = self.cells[unknown.column] if unknown.column < len(self.cells) else None
            if value := plain_or_blank(cell):
                found[unknown.heading] = value
        return found

    def error(self, code: str, key: str, **params: object) -> None:
        """Note what must be put right in a column of this row."""
        self._note(code, key, Severity.ERROR, params)

    def warn(self, code: str, key: str, **params: object) -> None:
        """Note what a clerk should look at in a column of this row."""
        self._note(code, key, Severity.WARNING, params)

    def _note(self, code: str, key: str, severity: Severity, params: dict[str, object]) -> None:
        self.sheet.note(code, self.row, key, plain_or_blank(self.raw(key)), severity, params)


def plain_or_blank(cell: Cell) -> str:
    """The text of a cell for a message; a number that has no exact text is shown as it is."""
    try:
        return plain(cell)
    except ValueProblem:
        return str(cell)


@dataclass(slots=True)
class Sheet:
    """The sheet of a file that holds the list of `kind`."""

    kind: Kind
    file: TableFile
    table: Table
    heading: Heading
    problems: list[Problem] = field(default_factory=list)
    group: str = ""

    def lines(self) -> Iterator[Line]:
        """The rows below the heading that hold data."""
        filled = filled_down(self.table, self.heading, self.kind)
        for i in range(self.heading.last + 1, len(filled)):
            texts = [text for text in map(plain_or_blank, self.table.rows[i]) if text]
            if not texts and not any(map(plain_or_blank, filled[i])):
                continue
            if filled[i] == self.table.rows[self.heading.row]:
                continue  # the headings again, as on each printed page
            if texts and self._is_band(i, texts):
                continue
            yield Line(i + 1, filled[i], self, self.group)

    def _is_band(self, i: int, texts: list[str]) -> bool:
        """Whether a row is no data; a group that it names holds for the rows below."""
        named = group_named(texts) if len(texts) <= _FEW and self.kind in _GROUPED else ""
        if named:
            self.group = "" if GROUP in self.heading.columns else named
            self._aside("row_names_group" if self.group else "row_left_out", i, texts, group=named)
        elif is_note(texts) or self._is_remark(self.table.rows[i]):
            self._aside("row_left_out", i, texts)
        else:
            return False
        return True

    def _is_remark(self, cells: list[Cell]) -> bool:
        """Whether words, and no number, stand where the list is numbered, and nothing is named."""
        columns = self.heading.columns
        index = columns.get("index")
        if (
            index is None
            or index >= len(cells)
            or _NUMBERED.fullmatch(plain_or_blank(cells[index]))
        ):
            return False
        needed = [columns[c.key] for c in COLUMNS[self.kind] if c.required and c.key in columns]
        return all(i >= len(cells) or not plain_or_blank(cells[i]) for i in needed)

    def _aside(self, code: str, i: int, texts: list[str], **params: object) -> None:
        self.problems.append(
            Problem(
                code,
                Severity.WARNING,
                file=self.file.name,
                sheet=self.table.sheet,
                row=i + 1,
                value=shown(" ".join(texts)),
                params=params,
            )
        )

    def note(
        self,
        code: str,
        row: int,
        key: str,
        value: str,
        severity: Severity,
        params: dict[str, object],
    ) -> None:
        """Note a problem with its whole place."""
        place = self.heading.columns.get(key)
        if self.table.turned and place is not None:
            row, place = place + 1, row - 1
        self.problems.append(
            Problem(
                code,
                severity=severity,
                file=self.file.name,
                sheet=self.table.sheet,
                row=row,
                column=self.heading.written.get(key, ""),
                cell="" if place is None else f"{letter(place)}{row}",
                value=shown(value),
                params=params,
            )
        )

    def preview(self, rows: list[R]) -> Preview[R]:
        """The list with everything noted on the way, in the order of the sheet."""
        if not rows and all(p.severity is Severity.WARNING for p in self.problems):
            problem = TableError("no_data", file=self.file.name, sheet=self.table.sheet).problem
            self.problems.append(problem)
        self.problems.sort(key=lambda p: p.row)
        unknown = [UnknownColumn(u.heading, letter(u.column)) for u in self.heading.unknown]
        return Preview(
            kind=self.kind,
            file=self.file.name,
            source_sha256=self.file.sha256,
            sheet=self.table.sheet,
            heading_row=self.heading.row + 1,
            rows=rows,
            problems=self.problems,
            unknown_columns=unknown,
            columns=self.heading.written | ({GROUP: ""} if self.group else {}),
        )


def open_sheet(kind: Kind, file: TableFile, sheet: str = "") -> Sheet:
    """The sheet named, or the one that looks most like the list, with its headings checked.

    Raises TableError when there is none, or when it has no headings.
    """
    if sheet:
        table = next((t for t in file.tables if t.sheet == sheet), None)
        if table is None:
            names = ", ".join(t.sheet for t in file.tables)
            raise TableError("no_such_sheet", file=file.name, wanted=shown(sheet), sheets=names)
    else:
        table = choose_table(kind, file.tables)
    others = [] if sheet or not table else other_tables(kind, table, file.tables)
    if table is None or not table.rows:
        raise TableError("no_rows", file=file.name, sheet=sheet)
    found = Sheet(kind, file, table, find_heading(kind, table, file=file.name))
    _check_heading(found)
    if others:
        base = Problem("other_sheets", Severity.WARNING, file=file.name, sheet=table.sheet)
        found.problems.append(replace(base, params={"others": shown("、".join(others))}))
    return found


def _check_heading(sheet: Sheet) -> None:
    row = sheet.heading.row + 1
    base = Problem("", file=sheet.file.name, sheet=sheet.table.sheet, row=row)
    for column in sheet.heading.missing:
        params = {"heading": local(column), "synonyms": ", ".join(column.headings[:6])}
        sheet.problems.append(replace(base, code="missing_column", params=params))
    heading = sheet.heading
    told = (
        ("unknown_column", heading.unknown),
        ("duplicate_column", heading.repeated),
        ("nameless_column", nameless(sheet.table, heading)),
    )
    for code, columns in told:
        for unknown in columns:
            sheet.problems.append(
                replace(
                    base,
                    code=code,
                    severity=Severity.WARNING,
                    cell=f"{letter(unknown.column)}{row}",
                    params={"heading": shown(unknown.heading), "letter": letter(unknown.column)},
                )
            )


def nameless(table: Table, heading: Heading) -> list[Unknown]:
    """The columns with values but no heading; each with the first of its values."""
    named = {column.column for column in (*heading.unknown, *heading.repeated)}
    for key, place in heading.columns.items():
        named |= set(range(place, place + heading.widths.get(key, 1)))
    found: dict[int, str] = {}
    for row in table.rows[heading.last + 1 :]:
        for i, cell in enumerate(row):
            if i not in named and i not in found and (value := plain_or_blank(cell)):
                found[i] = value
    return [Unknown(i, found[i]) for i in sorted(found)]


def filled_down(table: Table, heading: Heading, kind: Kind) -> list[list[Cell]]:
    """The rows, where a value merged downwards in a group column stands in each of its rows."""
    keys = {column.key for column in COLUMNS[kind] if column.fill_down}
    places = {place for key, place in heading.columns.items() if key in keys}
    rows = list(table.rows)
    reached: dict[int, int] = {}
    for top, first, bottom, last in sorted(table.merged):
        start = max(top, reached.get(first, heading.last)) + 1
        if first not in places or last != first or top <= heading.last or top >= len(rows):
            continue
        value = rows[top][first] if first < len(rows[top]) else None
        for i in range(start, min(bottom + 1, len(rows))):
            rows[i] = [*rows[i], *[None] * (first + 1 - len(rows[i]))]
            rows[i][first] = value
        reached[first] = max(bottom, reached.get(first, 0))
    return rows

"""Finds the row of headings in a sheet and what each column means.

Title rows above, stray blanks ("序 号"), line breaks, full-width signs, stars and remarks in
brackets ("出生年月（年.月）") are normal.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import get_language

from townmoot.people.importing.columns import COLUMNS, Column, Kind
from townmoot.people.importing.problems import TableError
from townmoot.people.importing.tables import Cell, Table

SEARCHED_ROWS = 30
_LEAST = 2
_DEEPEST = 4

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|<[^<>]*>")
_NOISE = re.compile(r"[\s*:;.,_\-、。·\u200b-\u200f\ufeff]+")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A column that is not known: its place from 0 and its heading."""

    column: int
    heading: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The row of headings: its place from 0, the column of each key, what is unknown or missing.

    `last` is the last row that headings merged downwards reach; `widths` the number of columns
    under a heading that is merged sideways.
    """

    row: int
    last: int
    columns: dict[str, int]
    written: dict[str, str]
    unknown: list[Unknown] = field(default_factory=list)
    repeated: list[Unknown] = field(default_factory=list)
    missing: list[Column] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)


def normalised(heading: object) -> str:
    """A heading without what clerks add to it: blanks, signs, remarks in brackets, width, case."""
    text = unicodedata.normalize("NFKC", str(heading)).casefold()
    without = _BRACKETS.sub("", text)
    return _NOISE.sub("", without) or _NOISE.sub("", text)


@cache
def _lookup(kind: Kind) -> dict[str, str]:
    return {normalised(h): c.key for c in reversed(COLUMNS[kind]) for h in c.headings}


def meaning(kind: Kind, heading: str) -> str:
    """The key of the column a heading means, "" if none; "会办/协办单位" is tried part by part."""
    known = _lookup(kind)
    whole = normalised(heading)
    if whole in known:
        return known[whole]
    parts = [known.get(part, "") for part in whole.split("/")]
    return next((key for key in parts if key), "")


def _texts(row: Sequence[Cell]) -> list[tuple[int, str]]:
    return [
        (i, cell.strip()) for i, cell in enumerate(row) if isinstance(cell, str) and cell.strip()
    ]


def score(kind: Kind, row: Sequence[Cell]) -> int:
    """How many different columns the cells of a row name; long texts are no headings."""
    return len({key for _, text in _texts(row) if (key := _key(kind, text))})


def _key(kind: Kind, text: str) -> str:
    return meaning(kind, text) if len(text) <= 60 else ""  # noqa: PLR2004 -- no heading is longer


def best_row(kind: Kind, rows: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """The score and the place of the row that looks most like headings; the first of equals."""
    scored = [(score(kind, row), -i) for i, row in enumerate(rows[:SEARCHED_ROWS])]
    best, place = max(scored, default=(0, 0))
    return best, -place


def find_heading(kind: Kind, table: Table, *, file: str = "") -> Heading:
    """Where the headings are; raises TableError("no_heading") when fewer than two are known."""
    found, place = best_row(kind, table.rows)
    if found < _LEAST:
        known = ", ".join(local(column) for column in COLUMNS[kind])
        raise TableError("no_heading", file=file, sheet=table.sheet, known=known)
    columns: dict[str, int] = {}
    written: dict[str, str] = {}
    unknown, repeated = [], []
    deep = [b for t, _l, b, _r in table.merged if t == place and b - t < _DEEPEST]
    last = min(max([place, *deep]), len(table.rows) - 1)
    widths = _widths(kind, table, place)
    for i, text in _texts(_whole(kind, table, range(place, last + 1), widths)):
        key, shown = _key(kind, text), " ".join(text.split())
        if not key:
            unknown.append(Unknown(i, shown))
        elif key in columns:
            repeated.append(Unknown(i, shown))
        else:
            columns[key], written[key] = i, shown
    missing = [c for c in COLUMNS[kind] if c.required and c.key not in columns]
    wide = {key: widths[i] for key, i in columns.items() if i in widths}
    return Heading(place, last, columns, written, unknown, repeated, missing, wide)


def _widths(kind: Kind, table: Table, place: int) -> dict[int, int]:
    """How many columns each known heading takes that is merged sideways."""
    known = {i for i, text in _texts(table.rows[place]) if _key(kind, text)}
    return {
        left: right - left + 1
        for top, left, _bottom, right in table.merged
        if top == place and left in known
    }


def _whole(kind: Kind, table: Table, rows: range, widths: dict[int, int]) -> list[Cell]:
    """The headings of one row or several, put together as one row."""
    row = list(table.rows[rows[0]])
    for top, left, bottom, _right in table.merged:
        if top < rows[0] <= bottom and left < len(table.rows[top]):
            row += [None] * (left + 1 - len(row))
            row[left] = row[left] or table.rows[top][left]
    taken = {i for left, width in widths.items() for i in range(left, left + width)}
    for below in rows[1:]:
        for i, text in _texts(table.rows[below]):
            row += [None] * (i + 1 - len(row))
            if i not in taken and not _key(kind, str(row[i] or "")):
                row[i] = text
    return row


def choose_table(kind: Kind, tables: Iterable[Table]) -> Table | None:
    """The sheet that looks most like the list: open ones before hidden ones; None without any."""
    filled = [table for table in tables if table.rows]
    ranked = [(best_row(kind, t.rows)[0], not t.hidden, -i) for i, t in enumerate(filled)]
    return filled[-max(ranked)[2]] if ranked else None


def other_tables(kind: Kind, chosen: Table, tables: Iterable[Table]) -> list[str]:
    """The names of the other open sheets with headings that would do for the list."""
    needed = {column.key for column in COLUMNS[kind] if column.required}
    least = max(_LEAST, best_row(kind, chosen.rows)[0] // 2)
    found = []
    for table in tables:
        if table is chosen or table.hidden or table.turned != chosen.turned or not table.rows:
            continue
        keys = {_key(kind, text) for _, text in _texts(table.rows[best_row(kind, table.rows)[1]])}
        if needed <= keys and len(keys - {""}) >= least:
            found.append(table.sheet)
    return found


def local(column: Column) -> str:
    """The heading of a column in the language of the reader."""
    return column.zh if (get_language() or "").startswith("zh") else column.en

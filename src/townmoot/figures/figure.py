"""A figure: the rows it was counted from, and what follows from them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple
from uuid import UUID

from townmoot.figures.percent import percent

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


T = TypeVar("T")
Asked = TypeVarTuple("Asked")


class Counting:
    """One counting of a body's figures on a day: what several of them need is read once.

    It keeps what it read, so it lasts no longer than the page or table it was made for.
    """

    def __init__(self, body: UUID, day: date) -> None:
        self.body = body
        self.day = day
        self._read: dict[tuple[object, ...], Any] = {}

    def read(self, reader: Callable[[Counting, *Asked], T], *asked: *Asked) -> T:
        """What `reader` finds, which may ask this counting in its turn."""
        key = (reader, *asked)
        if key not in self._read:
            self._read[key] = reader(self, *asked)
        found: T = self._read[key]
        return found


@dataclass(frozen=True)
class Row:
    """One item of the denominator: what it is, whether it counts in the numerator, and why."""

    subject: UUID
    label: str
    counted: bool
    note: str = ""


Count = Callable[[Counting, UUID | None], list[Row]]


@dataclass(frozen=True)
class Definition:
    """A named query: `count(counting, unit)` gives the rows of the denominator on that day.

    `words` define it for a resident, with its numerator and denominator. `companion` is the key
    of the figure without which this one must not be shown. `missing(counting, unit)` counts
    those who were asked and did not answer, `withheld` the answers that are not released; both are
    always printed beside it. `applies(body, day)` is absent for what every town counts; a class of
    reply counts only where the rules know it.
    """

    key: str
    title: str | _StrPromise
    words: str | _StrPromise
    count: Count
    companion: str = ""
    missing: Callable[[Counting, UUID | None], int] | None = None
    withheld: Callable[[Counting, UUID | None], int] | None = None
    applies: Callable[[UUID, date], bool] | None = None


@dataclass(frozen=True)
class Figure:
    """A definition counted for a body (or one unit of it) on a day."""

    definition: Definition
    day: date
    unit: UUID | None
    rows: list[Row] = field(repr=False)
    missing: int | None = None
    withheld: int | None = None

    @property
    def counted(self) -> int:
        """The numerator."""
        return sum(row.counted for row in self.rows)

    @property
    def of(self) -> int:
        """The denominator."""
        return len(self.rows)

    @property
    def fraction(self) -> str:
        """Numerator and denominator as printed, such as 16/16."""
        return f"{self.counted}/{self.of}"

    @property
    def percent(self) -> str:
        """The ratio without its sign, or "—"."""
        return percent(self.counted, self.of)

    def as_csv(self) -> str:
        """The rows as CSV, from which anyone can count the figure again."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["figure", "day", "subject", "label", "counted", "note"])
        for row in self.rows:
            told = [row.label, int(row.counted), row.note]
            writer.writerow([self.definition.key, self.day, row.subject, *map(plain, told)])
        return out.getvalue()


def plain(value: object) -> object:
    """Text that a spreadsheet would take for a formula is kept text by an apostrophe."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value

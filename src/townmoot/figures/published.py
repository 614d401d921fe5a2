"""Checking published percentages against the counts published beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TextIO

from townmoot.figures.percent import percent

# published column → (numerator columns, denominator columns)
RATIOS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "published_a_percent": (("class_a",), ("assigned",)),
    "published_b_percent": (("class_b",), ("assigned",)),
    "published_c_percent": (("class_c",), ("assigned",)),
    "published_d_percent": (("class_d",), ("assigned",)),
    "published_satisfied_percent": (
        ("rated_satisfied",),
        ("rated_satisfied", "rated_basically", "rated_dissatisfied"),
    ),
    "published_basically_percent": (
        ("rated_basically",),
        ("rated_satisfied", "rated_basically", "rated_dissatisfied"),
    ),
}
REPLIED = "published_replied_percent"
ALL = Decimal(100)
CLASSES = ("class_a", "class_b", "class_c", "class_d")


class TableFaultError(ValueError):
    """The file is not a table of counts; the message names line, column and remedy."""


@dataclass(frozen=True)
class Finding:
    """One published percentage beside the true one. `true` is None where counts are missing."""

    line: int
    case: str
    column: str
    published: str
    true: str | None
    fraction: str

    @property
    def follows(self) -> bool | None:
        """Whether the published number follows from the counts; None where that cannot be told.

        A number published with fewer decimals is held to its own precision: 29.7 for 38/128.
        """
        if self.true is None:
            return None
        try:
            return Decimal(self.published) == _rounded(self.fraction, self.published)
        except ArithmeticError:
            return False


def _rounded(fraction: str, published: str) -> Decimal | None:
    counted, of = map(int, fraction.split("/"))
    if of == 0:
        return None
    places = len(published.partition(".")[2])
    value = (Decimal(counted) * 100 / of).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return None if value == ALL and counted < of else value


def _count(row: dict[str, str], column: str, line: int) -> int | None:
    text = (row.get(column) or "").strip()
    if not text:
        return None
    if not text.isdecimal():
        message = f"line {line}, column {column}: {text!r} is not a count; write digits only"
        raise TableFaultError(message)
    return int(text)


def _sum(row: dict[str, str], columns: tuple[str, ...], line: int) -> int | None:
    counts = [_count(row, column, line) for column in columns]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _judge(row: dict[str, str], column: str, line: int) -> Finding | None:
    published = (row.get(column) or "").strip().rstrip("%")
    if not published:
        return None
    numerators, denominators = RATIOS.get(column, (CLASSES, ("assigned",)))
    counted, of = _sum(row, numerators, line), _sum(row, denominators, line)
    if counted is None or of is None:
        return Finding(line, row.get("case") or "", column, published, None, f"?/{of}")
    true, fraction = percent(counted, of), f"{counted}/{of}"
    return Finding(line, row.get("case") or "", column, published, true, fraction)


def check(source: TextIO) -> Iterator[Finding]:
    """Each published percentage of a CSV with the headings of RATIOS, judged.

    Raises TableFaultError where the file has no such headings or a count is no number.
    """
    rows = csv.DictReader(source)
    if "assigned" not in (rows.fieldnames or []):
        message = "line 1: there is no column 'assigned'; the headings are in docs/handbook"
        raise TableFaultError(message)
    for line, row in enumerate(rows, start=2):
        for column in (REPLIED, *RATIOS):
            finding = _judge(row, column, line)
            if finding is not None:
                yield finding

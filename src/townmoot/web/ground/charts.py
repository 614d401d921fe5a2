"""Geometry of the charts. Across, everything is in per cent, so a chart keeps its type size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from townmoot.web.ground.pieces import Text

HEIGHT = 176
BASE = 148
TOP = 24
CELLS = 12
ROW = 52


class Bar(NamedTuple):
    """One upright bar: place and width in per cent, height in pixels, and the span it counts."""

    x: float
    width: float
    y: float
    height: float
    n: int
    first: int
    last: int
    late: bool
    middle: float
    cells: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """How long replies took: one bar per span of days, and the limit as a line."""

    title: Text
    what: Text
    bars: Sequence[Bar]
    limit: int
    limit_x: float
    limit_label: Text
    unit: Text
    ticks: Sequence[tuple[float, int]]
    cell: float
    height: int = HEIGHT
    base: int = BASE


def distribution(
    days: Iterable[int],
    *,
    title: Text,
    what: Text,
    unit: Text,
    limit: int,
    limit_label: Text,
    step: int = 10,
) -> Distribution:
    """Count whole days into spans of `step`; a span that ends after `limit` counts as late."""
    counted = Counter(max(0, value - 1) // step for value in days)
    spans = max([limit // step + 1, *(key + 1 for key in counted)])
    width, most = 100 / spans, max([1, *counted.values()])
    cell = (BASE - TOP) / max(most, 6)
    bars = [_bar(span, counted[span], width, cell, step, limit) for span in range(spans)]
    every = max(1, round(spans / 6))
    ticks = [(round(width * at, 3), at * step) for at in range(0, spans + 1, every)]
    return Distribution(
        title=title,
        what=what,
        bars=bars,
        limit=limit,
        unit=unit,
        limit_label=limit_label,
        limit_x=round(limit / step * width, 3),
        ticks=ticks,
        cell=round(cell - 2, 2),
    )


def _bar(span: int, count: int, width: float, cell: float, step: int, limit: int) -> Bar:
    height = round(count * cell, 2)
    cells = tuple(round(BASE - cell * (at + 1) + 1, 2) for at in range(count))
    return Bar(
        x=round(span * width + width * 0.08, 3),
        width=round(width * 0.84, 3),
        y=round(BASE - height, 2),
        height=height,
        n=count,
        first=span * step + 1,
        last=(span + 1) * step,
        late=(span + 1) * step > limit,
        middle=round((span + 0.5) * width, 3),
        cells=cells if cell >= CELLS else (),
    )


class Meter(NamedTuple):
    """One lying bar: n of total, the filled part in per cent, and where it stands in pixels."""

    label: Text
    n: int
    total: int
    share: float
    y: int
    bar_y: int
    note: Text


@dataclass(frozen=True, kw_only=True)
class Meters:
    """Lying bars under one another; `mark` is a line across all of them, in per cent."""

    title: Text
    what: Text
    rows: Sequence[Meter]
    label_head: Text
    n_head: Text
    total_head: Text
    mark: float | None = None
    mark_label: Text = ""

    @property
    def height(self) -> int:
        """Height in pixels."""
        return len(self.rows) * ROW + (24 if self.mark is not None else 0)

    @property
    def floor(self) -> int:
        """Where the mark's line ends."""
        return len(self.rows) * ROW


def meters(
    rows: Iterable[tuple[Text, int, int]],
    *,
    title: Text,
    what: Text,
    heads: tuple[Text, Text, Text],
    mark: float | None = None,
    mark_label: Text = "",
) -> Meters:
    """Attendance by hall (name, present, expected), or progress against time elapsed (`mark`)."""
    drawn = [
        Meter(
            label=label,
            n=n,
            total=total,
            y=at * ROW + 18,
            bar_y=at * ROW + 26,
            note="",
            share=round(100 * min(n, total) / total, 3) if total else 0,
        )
        for at, (label, n, total) in enumerate(rows)
    ]
    return Meters(
        title=title,
        what=what,
        rows=drawn,
        mark=mark,
        mark_label=mark_label,
        label_head=heads[0],
        n_head=heads[1],
        total_head=heads[2],
    )


SEAT = 16
ACROSS = 6
CHOICES = ("yes", "no", "abstain", "absent")


class Seat(NamedTuple):
    """One dot: a member's seat and what was answered there."""

    x: int
    y: int
    choice: str


class Group(NamedTuple):
    """The seats of one deliberation group and its counts, in the order of CHOICES."""

    name: Text
    seats: tuple[Seat, ...]
    counts: tuple[int, ...]
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a vote came to: the sentence first, then one dot per seat."""

    sentence: Text
    state: str
    groups: Sequence[Group]
    words: Sequence[tuple[str, Text]]
    totals: Sequence[int]
    seats: int
    needed: int
    yes_share: float
    needed_share: float


def result(
    groups: Iterable[tuple[Text, Sequence[int]]],
    *,
    sentence: Text,
    state: str,
    needed: int,
    words: Sequence[Text],
) -> Result:
    """Groups with (for, against, abstained, not voting); `needed` votes for were required."""
    drawn = [_group(name, tuple(counts)) for name, counts in groups]
    totals = [sum(group.counts[at] for group in drawn) for at in range(len(CHOICES))]
    seats = sum(totals)
    return Result(
        sentence=sentence,
        state=state,
        groups=drawn,
        totals=totals,
        seats=seats,
        needed=needed,
        words=tuple(zip(CHOICES, words, strict=True)),
        yes_share=round(100 * totals[0] / seats, 3) if seats else 0,
        needed_share=round(100 * needed / seats, 3) if seats else 0,
    )


def _group(name: Text, counts: tuple[int, ...]) -> Group:
    choices = [choice for choice, n in zip(CHOICES, counts, strict=True) for _ in range(n)]
    seats = tuple(
        Seat(x=at % ACROSS * SEAT + SEAT // 2, y=at // ACROSS * SEAT + SEAT // 2, choice=choice)
        for at, choice in enumerate(choices)
    )
    rows = -(-len(choices) // ACROSS)
    return Group(
        name=name, seats=seats, counts=counts, width=ACROSS * SEAT, height=max(rows, 1) * SEAT
    )

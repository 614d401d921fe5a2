"""What the pieces are given. Pages build these and hand them to the templates in ground/pieces.

All texts are already in the reader's language. A `url` of "" means there is nothing to open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.utils.functional import Promise

from townmoot.rules.modules import Module

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The page's frame. A middleware may set it as `request.frame`."""

    name: Text
    home: str = "/"
    who: Text = ""
    demo: bool = False
    notice: Text = ""
    modules: frozenset[str] | None = None
    strokes: bool = True

    @property
    def has(self) -> Mapping[str, bool]:
        """`frame.has.suggestions`: whether the body has that part of the house."""
        return {
            module: self.modules is None or module in self.modules for module in map(str, Module)
        }


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing the reader may do here, or may not and why.

    `method` "get" is a link; "post" a form with `act_id` and `fields` hidden in it.
    `reason` says who may do it or what is missing; it turns the button into that sentence. What
    is `absent` in this kind of body is not spoken of. `outbox` is what it is called while it
    waits for the line; without one it is done on line only.
    """

    label: Text
    url: str = ""
    method: Literal["get", "post"] = "post"
    kind: Literal["primary", "quiet", "binding"] = "quiet"
    reason: Text = ""
    absent: bool = False
    act_id: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    outbox: Text = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A published number. `value` is set text ("92.47"), `unit` "%" or ""; n of total under it."""

    label: Text
    value: str
    unit: str = ""
    n: int | None = None
    total: int | None = None
    definition: Text = ""
    beside: Text = ""
    day: date | None = None
    rows_url: str = ""
    csv_url: str = ""

    @property
    def share(self) -> float | None:
        """The part of the bar that is filled, 0 to 100; None without a denominator."""
        if self.n is None or not self.total:
            return None
        return round(100 * min(self.n, self.total) / self.total, 2)


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why a date is what it is: the arithmetic step by step, then what it rests on."""

    steps: Sequence[tuple[Text, date | None]]
    grounds: Sequence[tuple[Text, Text]] = ()


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A due date. `state` as in shapes.STATES; `days` left, below zero when over."""

    due: date
    state: str
    days: int | None = None
    why: Why | None = None
    label: Text = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of a record: `kind` binding is marked red, next has not happened yet."""

    text: Text
    at: date | datetime | None = None
    by: Text = ""
    kind: Literal["", "binding", "next"] = ""
    url: str = ""
    more: Text = ""


@dataclass(frozen=True, kw_only=True)
class Hall:
    """One venue of a meeting. `link`: linked, weak, down or unlinked (see shapes.STATES)."""

    name: Text
    present: int
    expected: int
    link: str = "unlinked"
    since: datetime | None = None
    speaking: Text = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """An agenda item. `state`: done, now or next; `kind` in words; `result` a state code.

    `more`: one line on what is done under it.
    """

    number: str
    title: Text
    state: Literal["done", "now", "next"] = "next"
    kind: Text = ""
    result: str = ""
    word: str = ""
    url: str = ""
    public: bool = True
    more: Text = ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer on a ballot."""

    value: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """A question to vote on; `majority` says what one means here ("41 of 81")."""

    question: Text
    options: Sequence[Option]
    url: str
    majority: Text = ""
    act_id: str = ""
    name: str = "choice"


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """A step of the way from the front page to here; also one tab, with its count."""

    label: Text
    url: str = ""
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a long job is. `cancel_url` only where stopping is safe."""

    label: Text
    done: int
    total: int
    unit: Text = ""
    cancel_url: str = ""
    state: Literal["running", "done", "failed"] = "running"


@dataclass(frozen=True, kw_only=True)
class Door:
    """A role to step into on the demo page: one press, no password."""

    role: Text
    name: Text
    text: Text
    url: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a document on A4."""

    issuer: Text
    kind: Literal["letter", "notice"] = "notice"
    number: Text = ""
    signer: Text = ""
    result_class: Text = ""


@dataclass(frozen=True, kw_only=True)
class Foot:
    """The foot of a document: who gets copies, who printed it and when (版记)."""

    copies: Text = ""
    printer: Text = ""
    printed: date | None = None


Cell = Text | int | date | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table; numbers stand right. With `url` the heading sorts the list."""

    label: Text
    numeric: bool = False
    url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: the first cell names it and may be opened. A cell may be safe HTML (a state)."""

    cells: Sequence[Cell]
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A plain table; where cells need more than text, write the table out in the page."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Row]

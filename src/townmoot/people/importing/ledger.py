"""The ledger of suggestions (建议台账)."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from townmoot.people.importing.columns import Kind
from townmoot.people.importing.dates import whole_date
from townmoot.people.importing.preview import Preview
from townmoot.people.importing.roster import check_twice
from townmoot.people.importing.sheets import Line, open_sheet
from townmoot.people.importing.tables import Cell, open_tables
from townmoot.people.importing.text import folded
from townmoot.people.importing.values import (
    PersonRef,
    items,
    label,
    person_ref,
    person_refs,
    phone,
    text,
    yes_or_no,
)

_NUMBER = re.compile(r"第?0*(\d+)号?")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One suggestion as the ledger states it; blank cells are "", [] or None.

    `number` is "2" for 第2号 and as written otherwise; `result` and `rating` are the words or the
    letter of the ledger; `public` and `key_item` None where nothing is said.
    """

    row: int
    number: str
    title: str
    lead: PersonRef | None = None
    co_signers: list[PersonRef] = field(default_factory=list)
    group: str = ""
    subject_class: str = ""
    submitted_on: date | None = None
    assigned_on: date | None = None
    lead_units: list[str] = field(default_factory=list)
    assisting_units: list[str] = field(default_factory=list)
    officer: str = ""
    phone: str = ""
    due_on: date | None = None
    contact: str = ""
    replied_on: date | None = None
    reply_number: str = ""
    result: str = ""
    rating: str = ""
    key_item: bool | None = None
    public: bool | None = None
    promise: str = ""
    promise_due: date | None = None
    note: str = ""
    extra: dict[str, str] = field(default_factory=dict)


_STEPS = ("submitted_on", "assigned_on", "due_on", "replied_on", "promise_due")


def _days(line: Line, year: int | None) -> dict[str, date | None]:
    """The dates of one row. One without a year is the nearest to the first date that has one."""
    whole = {key: _read(line, key, year) for key in _STEPS if not _without_year(line.raw(key))}
    anchor = next((key for key in _STEPS if whole.get(key)), "")
    day = whole.get(anchor)
    found: dict[str, date | None] = {}
    for key in _STEPS:
        if key in whole:
            found[key] = whole[key]
        elif day is None:
            found[key] = _read(line, key, year)
        else:
            found[key] = _nearest(line, key, day, later=_STEPS.index(key) > _STEPS.index(anchor))
    return found


def _nearest(line: Line, key: str, anchor: date, *, later: bool) -> date | None:
    day = _read(line, key, anchor.year)
    if day is None or day == anchor or (day > anchor) is later:
        return day
    return _read(line, key, anchor.year + (1 if later else -1))


def _read(line: Line, key: str, year: int | None) -> date | None:
    return line.get(key, lambda cell: whole_date(cell, year=year), None)


def _without_year(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip()) and not re.search(r"\d{4}", folded(cell))


def parse_ledger(
    data: bytes, name: str, *, sheet: str = "", year: int | None = None
) -> Preview[LedgerRow]:
    """Read a ledger of suggestions from the bytes of a file called `name`; raises TableError.

    `year` completes dates without one ("1月16日") in rows where no other date has a year.
    """
    found = open_sheet(Kind.LEDGER, open_tables(data, name), sheet)
    rows = []
    numbers: dict[str, int] = {}
    for line in found.lines():
        row = _row(line, _days(line, year))
        line.need("title", row.title)
        check_twice(line, numbers, row.number)
        _check_dates(line, row)
        rows.append(row)
    return found.preview(rows)


def _number(cell: Cell) -> str:
    written = label(cell, limit=50)
    found = _NUMBER.fullmatch(written)
    return found[1] if found else written


def _row(line: Line, days: dict[str, date | None]) -> LedgerRow:
    return LedgerRow(
        row=line.row,
        number=line.get("number", _number, ""),
        title=line.line("title", 500),
        lead=line.get("lead", person_ref, None),
        co_signers=line.get("co_signers", person_refs, []),
        group=line.get("group", _label, ""),
        subject_class=line.get("subject_class", _label, ""),
        submitted_on=days["submitted_on"],
        assigned_on=days["assigned_on"],
        lead_units=line.get("lead_units", items, []),
        assisting_units=line.get("assisting_units", items, []),
        officer=line.line("officer"),
        phone=line.get("phone", phone, ""),
        due_on=days["due_on"],
        contact=line.line("contact"),
        replied_on=days["replied_on"],
        reply_number=line.line("reply_number", 100),
        result=line.get("result", _label, ""),
        rating=line.line("rating", 500),
        key_item=line.get("key_item", yes_or_no, None),
        public=line.get("public", yes_or_no, None),
        promise=line.get("promise", lambda cell: text(cell, limit=2000), ""),
        promise_due=days["promise_due"],
        note=line.get("note", lambda cell: text(cell, limit=2000), ""),
        extra=line.extra(),
    )


def _label(cell: Cell) -> str:
    return label(cell, limit=200)


def _check_dates(line: Line, row: LedgerRow) -> None:
    """Warn of a step that is dated before the one it follows."""
    known = [
        (key, day)
        for key in ("submitted_on", "assigned_on", "replied_on")
        if (day := getattr(row, key))
    ]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            written = line.sheet.heading.written
            line.warn("dates_out_of_order", second, earlier=written[first], later=written[second])

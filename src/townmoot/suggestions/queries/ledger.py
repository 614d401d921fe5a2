"""What a ledger of suggestions (建议台账) would do, row by row; nothing is written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from townmoot.people.enums import OrganizationKind, Outcome, Role
from townmoot.people.importing.columns import COLUMNS, Kind
from townmoot.people.importing.problems import Problem, shown
from townmoot.people.models import Membership, Organization
from townmoot.people.queries import Change
from townmoot.rules import Profile
from townmoot.suggestions.models import Reply, Suggestion
from townmoot.suggestions.queries import ledger_words as words
from townmoot.suggestions.queries.ledger_rows import DAYS, Recorded, recorded_in, series_of
from townmoot.suggestions.queries.rules import profile_of

Row = dict[str, Any]
_DIGITS = re.compile(r"\d+")
_HEADINGS = {column.key: column.zh for column in COLUMNS[Kind.LEDGER]}


@dataclass
class PlannedItem:
    """What one row of a ledger does: the row understood, and the suggestion that is there."""

    sheet: str
    row: Row
    outcome: Outcome = Outcome.NEW
    changes: tuple[Change, ...] = ()
    item: Suggestion | None = None
    number: int = 0
    lead: UUID | None = None
    co_signers: list[UUID] = field(default_factory=list)
    leads: list[UUID] = field(default_factory=list)
    assisting: list[UUID] = field(default_factory=list)
    days: dict[str, date | None] = field(default_factory=dict)
    reply_class: str = ""
    grade: str = ""

    @property
    def accepted_on(self) -> date:
        """The day it was handed in, as far as the ledger says, else that of its assignment."""
        found = self.days["submitted_on"] or self.days["assigned_on"]
        return found or date.min

    def as_told(self) -> dict[str, str]:
        """What the row tells, in the form in which `Recorded` has it."""
        told = {key: str(self.days[key] or "") for key in ("assigned_on", "replied_on")}
        return told | {
            "lead_units": " ".join(sorted(map(str, self.leads))),
            "reply_number": self.row["reply_number"],
            "result": self.reply_class,
            "rating": self.grade,
            "contact": str(words.way_of(self.row["contact"]) or ""),
            "promise": self.row["promise"],
        }


@dataclass(frozen=True)
class LedgerPlan:
    """What a ledger does."""

    rows: list[PlannedItem]
    problems: list[Problem]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed and unchanged."""
        found = Counter(row.outcome.value for row in self.rows)
        return {outcome.value: found[outcome.value] for outcome in Outcome}


def plan_ledger(body: UUID, day: date, staged: Mapping[str, Any]) -> LedgerPlan:
    """What the rows of a ledger that was read and staged would do today."""
    return _Planner(body, day, staged).plan()


class _Planner:
    def __init__(self, body: UUID, day: date, staged: Mapping[str, Any]) -> None:
        self.body, self.day, self.staged = body, day, staged
        self.problems: list[Problem] = []
        self.persons = _deputies(body)
        self.units = _units(body)
        self.recorded = recorded_in(body)
        self.letters = set(
            Reply._default_manager.filter(body=body).values_list("number", flat=True)
        )
        self.numbers: dict[tuple[str, int], int] = {}
        self.profiles: dict[date, Profile] = {}

    def plan(self) -> LedgerPlan:
        rows = [self.row(row) for row in self.staged["rows"]]
        return LedgerPlan(rows, self.problems)

    def wrong(self, row: Row, key: str, code: str, **params: object) -> None:
        self.problems.append(
            Problem(
                code,
                file=self.staged["file"],
                sheet=self.staged["sheet"],
                row=row["row"],
                column=self.staged["written"].get(key, _HEADINGS[key]),
                value=shown(_text(row.get(key))),
                params=dict(params),
            )
        )

    def row(self, row: Row) -> PlannedItem:
        found = PlannedItem(self.staged["sheet"], row)
        found.days = {key: date.fromisoformat(row[key]) if row[key] else None for key in DAYS}
        found.lead = self.person(row, "lead", row["lead"])
        signers = [self.person(row, "co_signers", each) for each in row["co_signers"]]
        found.co_signers = [key for key in dict.fromkeys(signers) if key and key != found.lead]
        found.leads = self.unit_ids(row, "lead_units")
        found.assisting = [u for u in self.unit_ids(row, "assisting_units") if u not in found.leads]
        self.check_steps(found)
        if found.accepted_on != date.min:
            self.read_words(found)
            self.place(found)
        return found

    def person(self, row: Row, key: str, told: Mapping[str, str] | None) -> UUID | None:
        if told is None:
            return None
        seats = self.persons[told["name"]]
        if told["number"]:
            seats = {
                person: numbers for person, numbers in seats.items() if told["number"] in numbers
            }
        if len(seats) == 1:
            return next(iter(seats))
        code = "several_deputies" if seats else "unknown_deputy"
        self.wrong(row, key, code, name=" ".join(filter(None, (told["name"], told["number"]))))
        return None

    def unit_ids(self, row: Row, key: str) -> list[UUID]:
        for name in row[key]:
            if name not in self.units:
                self.wrong(row, key, "unknown_unit", name=name)
        return list(dict.fromkeys(self.units[name] for name in row[key] if name in self.units))

    def check_steps(self, found: PlannedItem) -> None:
        """Each later step needs those before it; none lies ahead."""
        row = found.row
        told = {
            "submitted_on": bool(row["submitted_on"] or row["assigned_on"]),
            "assigned_on": bool(row["assigned_on"]),
            "lead_units": bool(row["lead_units"]),
            "replied_on": bool(row["replied_on"]),
        }
        contacted = words.says_contact(row["contact"])
        allotted = row["lead_units"] or row["assisting_units"] or contacted
        replied = row["result"] or row["rating"] or row["reply_number"] or row["promise"]
        needed = {"submitted_on": True, "assigned_on": bool(allotted or row["replied_on"])}
        needed["replied_on"] = bool(replied)
        needed["lead_units"] = bool(row["replied_on"] or contacted or row["assisting_units"])
        for key, wanted in needed.items():
            if wanted and not told[key]:
                self.wrong(row, key, "needs_before")
        if row["promise"] and not row["promise_due"]:
            self.wrong(row, "promise_due", "needs_before")
        for key in ("submitted_on", "assigned_on", "replied_on"):
            if (on := found.days[key]) and on > self.day:
                self.wrong(row, key, "in_the_future")

    def profile(self, day: date) -> Profile:
        if day not in self.profiles:
            self.profiles[day] = profile_of(self.body, day)
        return self.profiles[day]

    def read_words(self, found: PlannedItem) -> None:
        """Result, rating and contact, by the profile of the day of the reply."""
        row = found.row
        profile = self.profile(found.days["replied_on"] or found.accepted_on)
        if row["result"]:
            found.reply_class = words.class_of(profile, row["result"]) or ""
            if not found.reply_class:
                self.wrong(row, "result", "unknown_result", known=words.known_classes(profile))
        if row["rating"]:
            found.grade = words.grade_of(profile, row["rating"]) or ""
            if not found.grade:
                self.wrong(row, "rating", "unknown_rating", known=words.known_grades(profile))
        if words.says_contact(row["contact"]) and words.way_of(row["contact"]) is None:
            self.wrong(row, "contact", "unknown_contact")

    def place(self, found: PlannedItem) -> None:
        """Its number in the series of its year, and the suggestion that has it already."""
        row, series = found.row, series_of(found.accepted_on)
        digits = _DIGITS.findall(row["number"])
        if row["number"] and not digits:
            self.wrong(row, "number", "number_without_digits")
            return
        same = self.recorded.titled(series, row["title"])
        taken = {number for (name, number) in self.numbers if name == series}
        free = max([*taken, *self.recorded.numbers(series)], default=0) + 1
        found.number = int(digits[-1][-9:]) if digits else (same.item.number or 0 if same else free)
        other = self.numbers.setdefault((series, found.number), row["row"])
        if other != row["row"]:
            self.wrong(row, "number", "duplicate_number", number=found.number, other=other)
            return
        self.compare(found, self.recorded.numbered(series, found.number))

    def compare(self, found: PlannedItem, there: Recorded | None) -> None:
        """What the row adds to what is recorded; nothing that is recorded is overwritten."""
        row = found.row
        letter = row["reply_number"]
        own = there.told["reply_number"] if there else ""
        if letter and letter != own:
            if letter in self.letters:
                self.wrong(row, "reply_number", "letter_taken")
            self.letters.add(letter)
        if there is None:
            return
        if there.item.title != row["title"][:200]:
            told = {"number": found.number, "year": found.accepted_on.year}
            self.wrong(row, "title", "other_title", title=there.item.title, **told)
            return
        found.item = there.item
        changes = []
        for key, after in found.as_told().items():
            before = there.told[key]
            if after and before and after != before:
                self.wrong(row, key, "recorded_otherwise", recorded=there.shown(key))
            elif after and not before:
                changes.append(Change(key, "", after))
        found.changes = tuple(changes)
        found.outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(filter(None, (value["name"], value["number"])))
    return "、".join(map(_text, value)) if isinstance(value, list) else str(value or "")


def _deputies(body: UUID) -> defaultdict[str, dict[UUID, set[str]]]:
    """Whoever is or ever was a deputy, with the numbers, by name."""
    found: defaultdict[str, dict[UUID, set[str]]] = defaultdict(dict)
    rows = Membership._default_manager.filter(
        body=body, organization__kind=OrganizationKind.CONGRESS, role=Role.DEPUTY
    )
    for name, person, number in rows.values_list("person__name", "person_id", "number"):
        found[name].setdefault(person, set()).add(number)
    return found


def _units(body: UUID) -> dict[str, UUID]:
    """Organizations by code, short name and name; of two with one name, that which is there now."""
    found: dict[str, UUID] = {}
    rows = Organization._default_manager.filter(body=body).order_by("end", "protocol_order")
    told = [row for row in rows if row.end] + [row for row in rows if row.end is None]
    for key in ("code", "short_name", "name"):
        found |= {name: row.pk for row in told if (name := getattr(row, key).replace(" ", ""))}
    return found

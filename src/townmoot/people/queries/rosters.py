"""What a roster would do to the deputies of a town, row by row; nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from townmoot.people.enums import OrganizationKind, Outcome, Role
from townmoot.people.importing.problems import Problem, Severity
from townmoot.people.queries.holders import deputies, memberships
from townmoot.people.queries.organizations import organizations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from townmoot.people.models import Membership, Organization

PERSON_FIELDS = (
    "name",
    "gender",
    "ethnicity",
    "birth",
    "affiliation",
    "education",
    "work",
    "phone",
    "note",
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One value that a row changes."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedDeputy:
    """What one row of a roster does. `seat` and `team` are the memberships that are there now."""

    sheet: str
    row: Row
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    seat: Membership | None = None
    team: Membership | None = None


@dataclass(frozen=True)
class RosterPlan:
    """What a roster does. `absent` are deputies who are not on it: they stay as they are."""

    rows: list[PlannedDeputy]
    new_groups: list[str]
    problems: list[Problem]
    absent: list[Membership]

    @property
    def errors(self) -> list[Problem]:
        """What must be put right before the list can be imported."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed and unchanged."""
        found = Counter(row.outcome.value for row in self.rows)
        return {outcome.value: found[outcome.value] for outcome in Outcome}


@dataclass
class Present:
    """The deputies and groups as they are on the day."""

    seats: list[Membership]
    teams: dict[UUID, Membership]
    groups: dict[str, Organization]
    by_number: dict[str, Membership] = field(default_factory=dict)
    by_name: dict[str, list[Membership]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for seat in self.seats:
            if seat.number:
                self.by_number[seat.number] = seat
            self.by_name.setdefault(seat.person.name, []).append(seat)


def present(body: UUID, day: date) -> Present:
    """The deputies and groups of a town on the day; three queries."""
    in_groups = memberships(body, day).filter(
        organization__kind=OrganizationKind.GROUP, role=Role.DEPUTY
    )
    groups = organizations(body, day).filter(kind=OrganizationKind.GROUP)
    return Present(
        seats=list(deputies(body, day)),
        teams={row.person_id: row for row in in_groups},
        groups={group.name: group for group in groups},
    )


def plan_roster(body: UUID, day: date, staged: Mapping[str, Any]) -> RosterPlan:
    """What the rows of a list that was read and staged would do today."""
    now = present(body, day)
    columns = frozenset(staged["columns"])
    plan = RosterPlan(rows=[], new_groups=_new_groups(now, staged), problems=[], absent=[])
    listed: set[UUID] = set()
    for row in staged["rows"]:
        found = _seats(now, row)
        if len(found) > 1 or (found and found[0].pk in listed):
            plan.problems.append(_problem(staged, row, "required", "number"))
            continue
        seat = found[0] if found else None
        plan.problems.extend(_look_at(now, staged, row, seat))
        plan.rows.append(_planned(now, staged["sheet"], columns, row, seat))
        listed.update(seat.pk for seat in found)
    plan.absent.extend(seat for seat in now.seats if seat.pk not in listed)
    return plan


def _new_groups(now: Present, staged: Mapping[str, Any]) -> list[str]:
    named = dict.fromkeys(row["group"] for row in staged["rows"])
    return [name for name in named if name and name not in now.groups]


def _seats(now: Present, row: Row) -> list[Membership]:
    """By number; a row or a deputy without one by name."""
    if row["number"] in now.by_number:
        return [now.by_number[row["number"]]]
    same = now.by_name.get(row["name"], [])
    return [seat for seat in same if not (seat.number and row["number"])]


def _look_at(
    now: Present, staged: Mapping[str, Any], row: Row, seat: Membership | None
) -> Iterator[Problem]:
    """Where a number and a name tell of two people, or of one person twice."""
    if seat and seat.person.name != row["name"]:
        before = seat.person.name
        yield _problem(staged, row, "number_of_another", "number", before=before, name=row["name"])
    if seat is None and row["number"]:
        for other in now.by_name.get(row["name"], []):
            yield _problem(staged, row, "same_name_there", "name", number=other.number)


def _problem(staged: Mapping[str, Any], row: Row, code: str, key: str, **params: object) -> Problem:
    return Problem(
        code,
        Severity.WARNING if params else Severity.ERROR,
        file=staged["file"],
        sheet=staged["sheet"],
        row=row["row"],
        column=staged["written"].get(key, ""),
        value=row[key] or row["name"],
        params=params,
    )


def _planned(
    now: Present, sheet: str, columns: frozenset[str], row: Row, seat: Membership | None
) -> PlannedDeputy:
    if seat is None:
        return PlannedDeputy(sheet, row, Outcome.NEW)
    team = now.teams.get(seat.person_id)
    changes = tuple(_changes(seat, team, columns, row))
    outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
    return PlannedDeputy(sheet, row, outcome, changes, seat, team)


def _changes(
    seat: Membership, team: Membership | None, columns: frozenset[str], row: Row
) -> list[Change]:
    pairs = [(name, getattr(seat.person, name), row[name]) for name in PERSON_FIELDS]
    pairs += [
        ("number", seat.number, row["number"]),
        ("constituency", seat.constituency, row["constituency"]),
        ("group", team.organization.name if team else "", row["group"]),
    ]
    # A number that is there is never taken away by a list that leaves it out.
    return [
        Change(name, before, after)
        for name, before, after in pairs
        if name in columns and before != after and (after or name != "number")
    ]

"""What a list of units would do, row by row; nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from townmoot.people.enums import UNIT_KINDS, OrganizationKind, Outcome, Role
from townmoot.people.models import Portfolio
from townmoot.people.queries.days import current
from townmoot.people.queries.holders import memberships
from townmoot.people.queries.organizations import organizations
from townmoot.people.queries.rosters import Change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from townmoot.people.models import Membership, Organization

UNIT_FIELDS = ("name", "name_en", "short_name", "code", "kind", "note")

# The columns that name who does what in a unit, and the duty that goes with it.
DUTIES = {
    "head": Role.UNIT_HEAD,
    "checker": Role.UNIT_CHECKER,
    "officer": Role.UNIT_OFFICER,
}

Row = dict[str, Any]


@dataclass(frozen=True)
class PlannedUnit:
    """What one row of a list of units does.

    `holders` are those who hold a duty now, `leader` the post that the unit is to fall to, and
    `portfolio` the field of responsibility that ends with that.
    """

    sheet: str
    row: Row
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    unit: Organization | None = None
    holders: dict[str, Membership] = field(default_factory=dict)
    leader: Membership | None = None
    portfolio: Portfolio | None = None


@dataclass(frozen=True)
class UnitPlan:
    """What a list of units does. `unknown_leaders` are named in it but hold no post."""

    rows: list[PlannedUnit]
    unknown_leaders: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed and unchanged."""
        found = Counter(row.outcome.value for row in self.rows)
        return {outcome.value: found[outcome.value] for outcome in Outcome}


@dataclass(frozen=True)
class Present:
    """The units, who holds what in them, and whom they fall to, on the day."""

    units: dict[str, Organization]
    holders: dict[UUID, dict[str, Membership]]
    officials: dict[str, Membership]
    portfolios: dict[UUID, Portfolio]


def present(body: UUID, day: date) -> Present:
    """What there is on the day; three queries."""
    kinds = (*UNIT_KINDS, OrganizationKind.OUTSIDE)
    units = list(organizations(body, day).filter(kind__in=kinds))
    names = {unit.name: unit for unit in units}
    holders: dict[UUID, dict[str, Membership]] = {}
    officials: dict[str, Membership] = {}
    for row in memberships(body, day).exclude(post=None).order_by("-post__protocol_order", "pk"):
        duty = row.post.duty if row.post else ""
        for column, role in DUTIES.items():
            if duty == role:
                holders.setdefault(row.organization_id, {})[column] = row
        if duty not in DUTIES.values():
            officials[row.person.name] = row
    fields = Portfolio._default_manager.filter(current(day), body=body).exclude(organization=None)
    return Present(
        units=names | {unit.code: unit for unit in units if unit.code},
        holders=holders,
        officials=officials,
        portfolios={row.organization_id: row for row in fields if row.organization_id},
    )


def plan_units(body: UUID, day: date, staged: Mapping[str, Any]) -> UnitPlan:
    """What the rows of a list of units that was read and staged would do today."""
    now = present(body, day)
    columns = frozenset(staged["columns"])
    rows = [_planned(now, staged["sheet"], columns, row) for row in staged["rows"]]
    named = dict.fromkeys(row["leader"] for row in staged["rows"])
    unknown = [name for name in named if name and name not in now.officials]
    return UnitPlan(rows, unknown)


def _planned(now: Present, sheet: str, columns: frozenset[str], row: Row) -> PlannedUnit:
    unit = now.units.get(row["code"]) or now.units.get(row["name"])
    leader = now.officials.get(row["leader"])
    if unit is None:
        return PlannedUnit(sheet, row, Outcome.NEW, leader=leader)
    holders = now.holders.get(unit.pk, {})
    portfolio = now.portfolios.get(unit.pk)
    changes = (
        *_own_changes(unit, columns, row),
        *_holder_changes(holders, row),
        *_phone_changes(holders, row),
        *_leader_changes(now, leader, portfolio),
    )
    outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
    return PlannedUnit(sheet, row, outcome, changes, unit, holders, leader, portfolio)


def _own_changes(unit: Organization, columns: frozenset[str], row: Row) -> list[Change]:
    pairs = [(name, getattr(unit, name), row[name]) for name in UNIT_FIELDS if name in columns]
    return [Change(name, before, after) for name, before, after in pairs if before != after]


def _holder_changes(holders: dict[str, Membership], row: Row) -> list[Change]:
    """A blank cell says nothing about who holds the duty."""
    pairs = [
        (column, holders[column].person.name if column in holders else "", row[column])
        for column in DUTIES
    ]
    return [
        Change(name, before, after) for name, before, after in pairs if after not in ("", before)
    ]


def contact_column(row: Row) -> str:
    """Whose telephone the list gives: the officer's, else the head's."""
    return "officer" if row["officer"] else "head"


def _phone_changes(holders: dict[str, Membership], row: Row) -> list[Change]:
    column = contact_column(row)
    holder = holders.get(column)
    if holder is None or not row["phone"] or holder.person.name != row[column]:
        return []
    before = holder.person.phone
    return [Change("phone", before, row["phone"])] if before != row["phone"] else []


def _leader_changes(
    now: Present, leader: Membership | None, portfolio: Portfolio | None
) -> list[Change]:
    if leader is None or (portfolio and portfolio.post_id == leader.post_id):
        return []
    before = next(
        (
            name
            for name, row in now.officials.items()
            if portfolio and row.post_id == portfolio.post_id
        ),
        "",
    )
    return [Change("leader", before, leader.person.name)]

"""Organizations of a town: the ones it has once, its groups with their members, its units."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmoot.people.enums import UNIT_KINDS, OrganizationKind, Role
from townmoot.people.models import Membership, Organization, Portfolio
from townmoot.people.queries.days import current, held

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.people.models import Person


@dataclass(frozen=True)
class Group:
    """A deliberation group, its members by strokes, its head and recorder."""

    organization: Organization
    members: list[Person]
    head: Person | None
    recorder: Person | None


def organizations(body: UUID, day: date) -> QuerySet[Organization]:
    """All organizations on the day, in protocol order."""
    return Organization._default_manager.filter(current(day), body=body)


def the_one(body: UUID, kind: OrganizationKind, day: date) -> Organization | None:
    """The congress, presidium, assembly office, government or government office; None without."""
    return organizations(body, day).filter(kind=kind).first()


def units_that_answer(body: UUID, day: date) -> QuerySet[Organization]:
    """The units that can be asked to answer a suggestion, in protocol order."""
    return organizations(body, day).filter(kind__in=UNIT_KINDS)


def groups(body: UUID, day: date) -> list[Group]:
    """The deliberation groups with their members, in protocol order; two queries in all."""
    found = list(organizations(body, day).filter(kind=OrganizationKind.GROUP))
    rows: defaultdict[UUID, list[Membership]] = defaultdict(list)
    for row in _members_of([group.pk for group in found], day):
        rows[row.organization_id].append(row)
    return [_group(group, rows[group.pk]) for group in found]


def _members_of(organizations: list[UUID], day: date) -> QuerySet[Membership]:
    return (
        Membership._default_manager.filter(held(day), organization__in=organizations)
        .select_related("person", "post")
        .order_by("person__stroke_key", "person__name", "person_id")
    )


def _group(organization: Organization, rows: list[Membership]) -> Group:
    def first(role: Role) -> Person | None:
        return next((row.person for row in rows if role in _roles(row)), None)

    members = {row.person_id: row.person for row in rows if Role.DEPUTY in _roles(row)}
    return Group(organization, list(members.values()), first(Role.GROUP_HEAD), first(Role.RECORDER))


def _roles(row: Membership) -> set[str]:
    return {row.role, row.post.duty if row.post else ""}


def group_of(person: UUID, day: date) -> Organization | None:
    """The deliberation group a person belongs to on the day."""
    return (
        Organization._default_manager.filter(
            held(day, "memberships__"),
            memberships__person=person,
            kind=OrganizationKind.GROUP,
        )
        .distinct()
        .first()
    )


def in_charge_of(organization: UUID, day: date) -> QuerySet[Portfolio]:
    """What falls to which post for a unit on the day (分管), in the protocol order of posts."""
    return (
        Portfolio._default_manager.filter(current(day), organization=organization)
        .select_related("post", "post__organization")
        .order_by("post__protocol_order", "post__name")
    )

"""Whom a meeting expects: the members of its organization on its day, and their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from townmoot.people.enums import OrganizationKind, Role
from townmoot.people.models import Membership
from townmoot.people.queries import held

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from uuid import UUID

    from townmoot.people.models import Organization


def expected_members(organization: Organization, day: date) -> Mapping[UUID, str]:
    """Person → number of each member in office on the day; of a congress, its deputies."""
    rows = Membership._default_manager.filter(held(day), organization=organization)
    if organization.kind == OrganizationKind.CONGRESS:
        deputy = Q(role=Role.DEPUTY) | Q(post__duty=Role.DEPUTY) | Q(voting_right=True)
        rows = rows.filter(deputy)
    found: dict[UUID, str] = {}
    for person, number in rows.order_by("start", "id").values_list("person", "number"):
        found[person] = number or found.get(person, "")
    return found


def groups_of(body: UUID, persons: Collection[UUID], day: date) -> Mapping[UUID, UUID]:
    """Person → the deliberation group of each on the day."""
    rows = Membership._default_manager.filter(
        held(day), body=body, organization__kind=OrganizationKind.GROUP
    )
    wanted = set(persons)
    return {
        person: group
        for person, group in rows.order_by("start", "id").values_list("person", "organization")
        if person in wanted
    }


def in_office(organization: UUID, person: UUID, day: date) -> bool:
    """Whether the person belongs to the organization on the day."""
    return Membership._default_manager.filter(
        held(day), organization=organization, person=person
    ).exists()

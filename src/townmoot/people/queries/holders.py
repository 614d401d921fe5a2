"""Who holds which post or role on a day: officials in protocol order, deputies by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from townmoot.people.enums import OrganizationKind, Role
from townmoot.people.models import Membership, Person
from townmoot.people.names import Order
from townmoot.people.queries.days import held

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

BY_NAME = {
    Order.STROKES: ("person__stroke_key", "person__name", "person_id"),
    Order.PINYIN: ("person__pinyin_key", "person__name", "person_id"),
}


def memberships(body: UUID, day: date) -> QuerySet[Membership]:
    """All memberships on the day, each with its person, organization and post."""
    found = Membership._default_manager.filter(held(day), body=body)
    return found.select_related("person", "organization", "post")


def officials(body: UUID, day: date) -> QuerySet[Membership]:
    """Holders of posts on the day, in protocol order: every list of officials stands so."""
    return (
        memberships(body, day)
        .exclude(post=None)
        .order_by("post__protocol_order", "organization__protocol_order", *BY_NAME[Order.STROKES])
    )


def holders(post: UUID, day: date) -> QuerySet[Membership]:
    """Who holds a post on the day."""
    found = Membership._default_manager.filter(held(day), post=post)
    return found.select_related("person").order_by("start", "id")


def with_role(
    body: UUID, role: Role, day: date, organization: UUID | None = None
) -> QuerySet[Membership]:
    """Who has a role on the day, by membership or by post, in one organization or in any."""
    found = memberships(body, day).filter(Q(role=role) | Q(post__duty=role))
    if organization is not None:
        found = found.filter(organization=organization)
    return found.order_by("post__protocol_order", *BY_NAME[Order.STROKES])


def deputies(body: UUID, day: date, order: Order = Order.STROKES) -> QuerySet[Membership]:
    """The deputies on the day: their memberships of the congress, with number and constituency."""
    return (
        memberships(body, day)
        .filter(organization__kind=OrganizationKind.CONGRESS, role=Role.DEPUTY)
        .order_by(*BY_NAME[order])
    )


def deputy_with_number(body: UUID, number: str, day: date) -> Person | None:
    """The deputy with that number on the day."""
    found = deputies(body, day).filter(number=number).first()
    return found.person if found else None

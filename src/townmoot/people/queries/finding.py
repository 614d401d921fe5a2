"""Whom and what of the town's people the public may find: deputies, organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from townmoot.people.enums import OrganizationKind
from townmoot.people.models import Membership, Organization, Person
from townmoot.people.queries.holders import deputies, memberships
from townmoot.people.queries.organizations import organizations
from townmoot.search import Document, Kind, register

if TYPE_CHECKING:
    from django.db.models import QuerySet

Keys = Collection[UUID] | None


def people(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The deputies of the day, by name and constituency; by their names in Latin letters nearly."""
    rows, groups = deputies(body, day), _groups(body, day)
    for row in rows if keys is None else rows.filter(person__in=keys):
        latin = row.person.latin_name
        yield Document(
            row.person_id,
            row.person.name,
            texts=(row.constituency,),
            also=(latin, "".join(latin.split())),
            organizations=(row.organization_id, *groups[row.person_id]),
        )


def _groups(body: UUID, day: date) -> defaultdict[UUID, list[UUID]]:
    rows = memberships(body, day).filter(organization__kind=OrganizationKind.GROUP)
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for person, group in rows.order_by().values_list("person_id", "organization_id"):
        found[person].append(group)
    return found


def _people_touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = Person._default_manager.filter(body=body)
    held = Membership._default_manager.filter(pk__in=ids)
    return _keys(rows.filter(Q(pk__in=ids) | Q(pk__in=held.values("person"))))


def units(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The organizations of the day."""
    rows = organizations(body, day).filter(withdrawn_at=None)
    for row in rows if keys is None else rows.filter(pk__in=keys):
        others = tuple(name for name in (row.name_en, row.short_name) if name)
        yield Document(row.pk, row.name, names=others, organizations=(row.pk,))


def _units_touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    return _keys(Organization._default_manager.filter(body=body, pk__in=ids))


def _keys(rows: QuerySet[Person] | QuerySet[Organization]) -> Iterable[UUID]:
    return rows.order_by().values_list("pk", flat=True)


def names_of(body: UUID, keys: Collection[UUID]) -> dict[UUID, Organization]:
    """The organizations with these ids, also those of other days."""
    return Organization._default_manager.filter(body=body).in_bulk(list(keys))


def register_kinds() -> None:
    """Let deputies and organizations be found."""
    register(Kind("person", _("Deputies"), _("Deputy"), people, _people_touched, dated=True))
    register(
        Kind(
            "organization", _("Organizations"), _("Organization"), units, _units_touched, dated=True
        )
    )

"""What each role sees of persons. Nothing is seen that is not named here.

Contact, birth and the like: the clerk, and the person. Whoever works in the house: names, groups
and posts of all who hold something today. Residents and the public: deputies and officials.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from townmoot.people.enums import OrganizationKind, Role
from townmoot.people.models import Membership, Person
from townmoot.people.queries.days import held
from townmoot.record import NotFound, Operator

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.record import Actor

SEES_ALL = frozenset({Role.CLERK.value, Operator.role})
WORKS_HERE = frozenset(
    role.value for role in Role if role not in {Role.RESIDENT, Role.CLERK, Role.DIRECTOR}
)


@dataclass(frozen=True)
class Place:
    """One thing a person holds on the day."""

    organization: UUID
    organization_name: str
    kind: str
    post: str
    role: str
    number: str
    constituency: str


@dataclass(frozen=True)
class Inside:
    """What only the clerk and the person see."""

    gender: str
    ethnicity: str
    birth: str
    affiliation: str
    education: str
    work: str
    phone: str
    note: str
    login: str


@dataclass(frozen=True)
class Seen:
    """A person as the actor may see it; `inside` is None where it is not the actor's to see."""

    person: UUID
    name: str
    latin_name: str
    revision: int
    places: list[Place] = field(default_factory=list)
    inside: Inside | None = None

    @property
    def number(self) -> str:
        """The deputy's number."""
        return next((place.number for place in self.places if place.number), "")

    @property
    def constituency(self) -> str:
        """The deputy's constituency."""
        return next((place.constituency for place in self.places if place.constituency), "")

    @property
    def group(self) -> str:
        """The name of the deliberation group."""
        groups = (p for p in self.places if p.kind == OrganizationKind.GROUP)
        return next((place.organization_name for place in groups), "")


def people_for(actor: Actor, body: UUID, day: date) -> list[Seen]:
    """Every person the actor may see, by strokes; three queries at most, however many."""
    return _seen(actor, _visible(actor, body, day), body, day)


def person_for(actor: Actor, body: UUID, day: date, person: UUID) -> Seen:
    """One person, loaded through the actor. Raises NotFound where the actor sees none."""
    found = _seen(actor, _visible(actor, body, day).filter(pk=person), body, day)
    if not found:
        raise NotFound
    return found[0]


def _visible(actor: Actor, body: UUID, day: date) -> QuerySet[Person]:
    everybody = Person._default_manager.filter(body=body)
    if actor.roles & SEES_ALL:
        return everybody
    open_rows = everybody.filter(erased_at=None)
    own = Q(pk=actor.person) if actor.person else Q(pk__in=[])
    if actor.roles & WORKS_HERE:
        there = Membership._default_manager.filter(held(day), body=body)
    elif Role.RESIDENT in actor.roles:
        there = _public_memberships(body, day)
    else:
        there = Membership._default_manager.none()
    return open_rows.filter(own | Q(pk__in=there.values("person")))


def _public_memberships(body: UUID, day: date) -> QuerySet[Membership]:
    open_to_all = Q(role=Role.DEPUTY) | ~Q(post=None)
    return Membership._default_manager.filter(held(day), open_to_all, body=body)


def public_people(body: UUID, day: date) -> list[Seen]:
    """Deputies and officials as everybody may see them: name, posts, group, constituency."""
    rows = _public_memberships(body, day).select_related("organization", "post")
    people = Person._default_manager.filter(body=body, erased_at=None, pk__in=rows.values("person"))
    places = _places(rows)
    return [_one(person, places[person.pk], None) for person in people]


def _seen(actor: Actor, people: QuerySet[Person], body: UUID, day: date) -> list[Seen]:
    found = list(people.select_related("account"))
    rows = Membership._default_manager.filter(held(day), body=body)
    rows = rows.filter(person__in=[person.pk for person in found])
    places = _places(rows.select_related("organization", "post"))
    all_inside = bool(actor.roles & SEES_ALL)
    return [
        _one(
            person,
            places[person.pk],
            _inside(person) if all_inside or person.pk == actor.person else None,
        )
        for person in found
    ]


def _places(rows: Iterable[Membership]) -> defaultdict[UUID, list[Place]]:
    found: defaultdict[UUID, list[Place]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.post is None, row.start or date.min, row.pk)):
        found[row.person_id].append(
            Place(
                organization=row.organization_id,
                organization_name=row.organization.name,
                kind=row.organization.kind,
                post=row.post.name if row.post else "",
                role=row.role or (row.post.duty if row.post else ""),
                number=row.number,
                constituency=row.constituency,
            )
        )
    return found


def _one(person: Person, places: list[Place], inside: Inside | None) -> Seen:
    return Seen(
        person=person.pk,
        name=str(person),
        latin_name=person.latin_name,
        revision=person.revision,
        places=places,
        inside=inside,
    )


def _inside(person: Person) -> Inside:
    account = getattr(person, "account", None)
    return Inside(
        gender=person.gender,
        ethnicity=person.ethnicity,
        birth=person.birth,
        affiliation=person.affiliation,
        education=person.education,
        work=person.work,
        phone=person.phone,
        note=person.note,
        login=account.login if account else "",
    )

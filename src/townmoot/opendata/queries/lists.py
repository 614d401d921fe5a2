"""Lists of what was taken over: meetings, papers, people and organizations; what fits a filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from townmoot.meetings.models import (
    Consultation,
    ConsultationOrganization,
    MeetingOrganization,
    PaperParty,
)
from townmoot.meetings.queries import meetings_for, papers_for
from townmoot.opendata.enums import Kind
from townmoot.opendata.queries.origins import taken_over
from townmoot.people.models import Membership, Organization, Person
from townmoot.people.queries import held

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from townmoot.meetings.models import Meeting, Paper


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to; nothing narrows it where nothing is asked."""

    year: int | None = None
    organization: UUID | None = None
    type: str = ""


def meetings(body: UUID, asked: Asked) -> QuerySet[Meeting]:
    """The meetings that are known to the public, newest first."""
    rows = meetings_for(None, body)
    if asked.year:
        rows = rows.filter(start__year=asked.year)
    if asked.organization:
        joint = MeetingOrganization._default_manager.filter(
            meeting=OuterRef("pk"), organization=asked.organization
        )
        rows = rows.filter(Q(organization=asked.organization) | Exists(joint))
    return rows


def papers(body: UUID, asked: Asked) -> QuerySet[Paper]:
    """The public papers, newest first; of an organization: brought in by it or dealt with there."""
    rows = papers_for(None, body)
    if asked.year:
        rows = rows.filter(date__year=asked.year)
    if asked.type:
        rows = rows.filter(paper_type=asked.type)
    if asked.organization:
        parties = PaperParty._default_manager.filter(
            paper=OuterRef("pk"), organization=asked.organization
        )
        dealt = ConsultationOrganization._default_manager.filter(
            consultation__paper=OuterRef("pk"),
            consultation__withdrawn_at=None,
            organization=asked.organization,
        )
        rows = rows.filter(Exists(parties) | Exists(dealt))
    return rows


def choices(
    rows: QuerySet[Meeting] | QuerySet[Paper], day: str, kind: str = ""
) -> tuple[list[int], list[str]]:
    """The years and, with `kind`, the types that a list has; one query each."""
    plain = rows.order_by()
    stated = plain.filter(**{f"{day}__isnull": False})
    years = stated.values_list(f"{day}__year", flat=True).distinct()
    if not kind:
        return sorted(years, reverse=True), []
    types = plain.exclude(**{kind: ""}).values_list(kind, flat=True).distinct()
    return sorted(years, reverse=True), sorted(types)


def _seats(body: UUID) -> QuerySet[Membership]:
    """The memberships that a source tells of, those that still stand."""
    return Membership._default_manager.filter(
        body=body,
        public=True,
        withdrawn_at=None,
        person__withdrawn_at=None,
        person__erased_at=None,
        organization__withdrawn_at=None,
    )


def people(body: UUID, day: date, *, current: bool) -> QuerySet[Person]:
    """The persons taken over who belong somewhere on the day, or who no longer do; by name."""
    rows = Person._default_manager.filter(
        body=body, withdrawn_at=None, erased_at=None, pk__in=taken_over(body, Kind.PERSON)
    )
    now = _seats(body).filter(held(day), person=OuterRef("pk"))
    return rows.filter(Exists(now) if current else ~Exists(now))


def seats(
    body: UUID, day: date, people: Iterable[UUID], *, current: bool = False
) -> list[Membership]:
    """The memberships of persons, the newest first; `current`: those of the day; one query."""
    rows = _seats(body).filter(person__in=list(people))
    rows = rows.filter(held(day)) if current else rows
    found = rows.select_related("organization", "on_behalf_of", "person")
    return list(
        found.order_by("organization__protocol_order", "organization__name", "-start", "pk")
    )


def members(body: UUID, organization: UUID, day: date, *, current: bool) -> QuerySet[Membership]:
    """Who belongs to an organization on the day, or did before; by name."""
    rows = _seats(body).filter(organization=organization)
    rows = rows.filter(held(day)) if current else rows.exclude(held(day))
    order = ("person__stroke_key",) if current else ("-end", "person__stroke_key")
    return rows.select_related("person", "on_behalf_of").order_by(*order, "person__name", "pk")


def organizations(body: UUID, day: date) -> QuerySet[Organization]:
    """The organizations taken over, with `seats`: how many belong to each on the day."""
    rows = Organization._default_manager.filter(
        body=body, withdrawn_at=None, pk__in=taken_over(body, Kind.ORGANIZATION)
    )
    standing = Q(memberships__in=_seats(body).filter(held(day)).values("pk"))
    counted = Count("memberships__person", filter=standing, distinct=True)
    return rows.annotate(seats=counted).order_by("protocol_order", "name", "pk")


def consultations(body: UUID) -> QuerySet[Consultation]:
    """The consultations that still stand, of papers that are public."""
    return Consultation._default_manager.filter(
        body=body, withdrawn_at=None, paper__withdrawn_at=None, paper__public=True
    )

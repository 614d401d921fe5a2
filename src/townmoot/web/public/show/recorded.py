"""The public record of a council that is kept here, as the public reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from townmoot.meetings.queries import items_for, papers_for
from townmoot.opendata import queries
from townmoot.people.enums import OrganizationKind

if TYPE_CHECKING:
    from townmoot.meetings.models import AgendaItem, Consultation, File, Meeting, Venue
    from townmoot.people.models import Membership, Organization, Person

# How organizations are grouped; the first that has the kind.
_GROUPS: tuple[tuple[Any, frozenset[str]], ...] = (
    (
        _("The council and its committees"),
        frozenset({OrganizationKind.CONGRESS.value, OrganizationKind.COMMITTEE.value}),
    ),
    (
        _("Political groups and parties"),
        frozenset({OrganizationKind.FACTION.value, OrganizationKind.PARTY.value}),
    ),
    (_("Others"), frozenset(OrganizationKind.values)),
)


@dataclass(frozen=True)
class Ways:
    """Where there is something to read besides what every town has."""

    papers: bool = False
    recorded: bool = False


def ways_of(body: UUID) -> Ways:
    """What there is: two queries."""
    return Ways(papers_for(None, body).exists(), bool(queries.sources(body)))


def tongue_of(body: UUID) -> str:
    """The language of what was taken over: that of the first source."""
    return next((source.language for source in queries.sources(body)), "")


@dataclass(frozen=True)
class Holder:
    """A person with what the person holds on the day."""

    person: Person
    seats: list[Membership]

    @property
    def url(self) -> str:
        """The person's page."""
        return reverse("public:person", args=[self.person.pk])


def holders(body: UUID, day: date, people: list[Person], *, current: bool) -> list[Holder]:
    """Persons with what they hold, or held last; one query for all."""
    rows: dict[UUID, list[Membership]] = {}
    for seat in queries.seats(body, day, [one.pk for one in people], current=current):
        rows.setdefault(seat.person_id, []).append(seat)
    return [Holder(one, rows.get(one.pk, [])) for one in people]


def grouped(rows: list[Organization]) -> list[tuple[Any, list[Organization]]]:
    """Organizations under their headings; no heading without any."""
    left, found = list(rows), []
    for title, kinds in _GROUPS:
        here = [row for row in left if row.kind in kinds]
        left = [row for row in left if row.kind not in kinds]
        if here:
            found.append((title, here))
    return found


@dataclass(frozen=True)
class Point:
    """An item of an agenda with its papers, its files and its result."""

    item: AgendaItem
    papers: list[Consultation]
    files: list[File]


@dataclass(frozen=True)
class Agenda:
    """What a meeting dealt with, the files of the whole, and where it was."""

    points: list[Point]
    papers: list[Consultation]
    files: list[File]
    place: Venue | None


def agenda_of(meeting: Meeting) -> Agenda:
    """The agenda of a recorded meeting; the same queries for any number of items."""
    papers, files = queries.dealt_with(meeting), queries.files_by(meeting)
    rows = items_for(None, meeting.body).filter(meeting=meeting)
    points = [Point(row, papers.get(row.pk, []), files.get(row.pk, [])) for row in rows]
    place = meeting.venues.first()
    return Agenda(points, papers.get(None, []), files.get(None, []), place)

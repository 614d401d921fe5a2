"""Which suggestions somebody may see, and what waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from townmoot.people.enums import Role
from townmoot.record import Actor, Operator
from townmoot.suggestions.models import (
    Allotment,
    Extension,
    Serving,
    Signature,
    Suggestion,
    Telling,
    UnitReturn,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

SEES_ALL = frozenset(
    {
        Role.CLERK.value,
        Role.CHAIR.value,
        Role.PRESIDIUM.value,
        Role.AUDITOR.value,
        Operator.role,
    }
)
UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_CHECKER, Role.UNIT_HEAD)


def insider(actor: Actor | None) -> bool:
    """Whether somebody sees all that was handed in."""
    return actor is not None and bool(SEES_ALL & actor.roles)


def _own(actor: Actor) -> Q:
    """Own ones, those signed or asked for, those prepared for others."""
    if actor.person is None:
        return Q(pk__in=[])
    asked = Signature._default_manager.filter(person=actor.person, released_at=None)
    prepared = Q(created_by=actor.person, handed_in_on=None)
    return Q(pk__in=asked.values("suggestion")) | prepared


def suggestions_for(actor: Actor | None, body: UUID) -> QuerySet[Suggestion]:
    """The suggestions somebody may read whole, newest first; nobody (None) none.

    A draft is read by its deputy, those asked to co-sign and who prepared it; what was handed in
    by the assembly; what was assigned by the government office; what was allotted by the units,
    until they gave it back: what comes later is another unit's.
    What everybody may read is in `published`.
    """
    rows = Suggestion._default_manager.filter(body=body).select_related("lead", "proposed_unit")
    rows = rows.order_by("-created_at", "-pk")
    if actor is None:
        return rows.none()
    seen = _own(actor)
    if insider(actor):
        seen |= Q(handed_in_on__isnull=False)
    if actor.holds(Role.TOWN_OFFICER):
        seen |= Q(assigned_on__isnull=False)
    units = actor.units(*UNIT_ROLES)
    if units:
        parts = Allotment._default_manager.filter(unit__in=units).exclude(returns__approved=True)
        seen |= Q(pk__in=parts.values("suggestion"))
    return rows.filter(seen)


def drafted(body: UUID, opinions: Iterable[UUID]) -> set[UUID | None]:
    """Which of these opinions of groups a suggestion was made of, handed in or not."""
    rows = Suggestion._default_manager.filter(body=body, opinion__in=opinions, withdrawn_on=None)
    return set(rows.values_list("opinion", flat=True))


def made_of_motions(body: UUID, motions: Iterable[UUID]) -> dict[UUID, Suggestion]:
    """The suggestions made of these motions that were not listed, by motion."""
    rows = Suggestion._default_manager.filter(body=body, motion__in=motions, withdrawn_on=None)
    return {row.motion: row for row in rows if row.motion}


def asked_to_cosign(actor: Actor, body: UUID) -> QuerySet[Signature]:
    """Where the deputy was asked to co-sign and has not answered for the present wording."""
    rows = Signature._default_manager.filter(
        body=body,
        person=actor.person,
        lead=False,
        released_at=None,
        declined_at=None,
        suggestion__handed_in_on=None,
        suggestion__withdrawn_on=None,
    )
    return rows.select_related("suggestion__lead").order_by("created_at")


def to_rate(actor: Actor, body: UUID) -> QuerySet[Serving]:
    """Replies that went to the deputy and are not rated, the most urgent first."""
    rows = Serving._default_manager.filter(body=body, person=actor.person, rating=None)
    rows = rows.filter(suggestion__closed_on=None)
    return rows.select_related("reply__allotment__unit", "suggestion").order_by("rating_due", "pk")


def tellings_for(actor: Actor, body: UUID) -> QuerySet[Telling]:
    """What the deputy was told, newest first."""
    rows = Telling._default_manager.filter(body=body, person=actor.person)
    return rows.select_related("suggestion")


def returns_waiting(actor: Actor, body: UUID) -> QuerySet[UnitReturn]:
    """Returns on which the government office must decide."""
    rows = UnitReturn._default_manager.filter(body=body, decided_on=None)
    rows = rows.select_related("allotment__unit", "allotment__suggestion", "proposed_unit")
    return rows if insider(actor) or actor.holds(Role.TOWN_OFFICER) else rows.none()


def extensions_waiting(actor: Actor, body: UUID) -> QuerySet[Extension]:
    """Extensions on which the assembly must decide."""
    rows = Extension._default_manager.filter(body=body, decided_on=None)
    rows = rows.select_related("allotment__unit", "allotment__suggestion")
    return rows if insider(actor) or actor.holds(Role.TOWN_OFFICER) else rows.none()

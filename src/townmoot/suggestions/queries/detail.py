"""One suggestion as somebody may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from townmoot.people.enums import Role
from townmoot.record import Actor, NotFound
from townmoot.suggestions.enums import PartState, State
from townmoot.suggestions.models import Allotment, Rating, Reply, Signature, Suggestion
from townmoot.suggestions.queries.board import clocks_of, pressing, with_clocks
from townmoot.suggestions.queries.clocks import Clock, part_clocks, soon_days
from townmoot.suggestions.queries.lists import UNIT_ROLES, insider, suggestions_for
from townmoot.suggestions.queries.reading import facts_of
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.status import part_status, status

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class PartView:
    """A unit's part with its state and clocks."""

    part: Allotment
    state: PartState
    clocks: tuple[Clock, ...]


@dataclass(frozen=True)
class Detail:
    """A suggestion with all that an insider's page shows of its handling."""

    item: Suggestion
    state: State
    clock: Clock | None
    clocks: tuple[Clock, ...]
    parts: tuple[PartView, ...]
    signatures: tuple[Signature, ...]
    replies: tuple[Reply, ...]


def replies_for(actor: Actor, item: Suggestion) -> QuerySet[Reply]:
    """The replies to a suggestion somebody may read: drafts only in the unit that writes them.

    The replies to one it was merged into are its own too.
    """
    whole = item.merged_into_id or item.pk
    rows = Reply._default_manager.filter(suggestion=whole).select_related("allotment__unit")
    drafts = Q(allotment__unit__in=actor.units(*UNIT_ROLES))
    rows = rows.filter(Q(issued_on__isnull=False) | drafts)
    return rows.prefetch_related("steps", "servings__person").order_by("round", "created_at")


def ratings_of(actor: Actor, reply: Reply) -> QuerySet[Rating]:
    """The ratings of a reply somebody may read: the assembly, both offices, the signer's own."""
    rows = Rating._default_manager.filter(serving__reply=reply)
    rows = rows.select_related("serving__person").order_by("created_at", "pk")
    units = actor.units(*UNIT_ROLES)
    if insider(actor) or actor.holds(Role.TOWN_OFFICER) or reply.allotment.unit_id in units:
        return rows
    return rows.filter(serving__person=actor.person)


def detail(actor: Actor, body: UUID, key: UUID, day: date) -> Detail:
    """One suggestion for somebody who may see it. Raises NotFound for everybody else."""
    rows = with_clocks(suggestions_for(actor, body).filter(pk=key))
    item = rows.select_related("lead", "proposed_unit", "merged_into").first()
    if item is None:
        raise NotFound
    facts = facts_of([item])[item.pk]
    soon = soon_days(profile_of(body, day))
    state = status(facts, day)
    clocks = tuple(clocks_of(item, day, soon))
    known = {part.id: part for part in facts.parts}
    signatures = Signature._default_manager.filter(suggestion=item, released_at=None)
    return Detail(
        item=item,
        state=state,
        clock=pressing(clocks, state),
        clocks=clocks,
        parts=tuple(
            PartView(part, part_status(known[part.pk], day), tuple(part_clocks(part, day, soon)))
            for part in item.allotments.all()
        ),
        signatures=tuple(signatures.select_related("person")),
        replies=tuple(replies_for(actor, item)),
    )

"""Agenda items and receipts, and which of them somebody may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery

from townmoot.meetings.enums import ADOPT, AgendaState, Capacity, ItemState
from townmoot.meetings.models import (
    AgendaItem,
    AgendaStep,
    ItemReceipt,
    ItemRecipient,
    Participant,
)
from townmoot.meetings.queries.meetings import inside_meetings, insider, meetings_for
from townmoot.meetings.queries.opinions import UNIT_ROLES
from townmoot.meetings.states import AGENDA, targets
from townmoot.people.enums import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.meetings.models import Meeting
    from townmoot.people.models import Organization
    from townmoot.record import Actor
    from townmoot.rules import Profile

_TARGETS = targets(AGENDA)


def agenda_state(meeting: Meeting) -> AgendaState:
    """Where the meeting's agenda stands."""
    steps = AgendaStep._default_manager.filter(meeting=meeting).order_by("-number")
    last = steps.values_list("act", flat=True).first()
    return AgendaState(_TARGETS[last]) if last else AgendaState.DRAFT


def adopts_agenda(profile: Profile) -> bool:
    """Whether a body adopts its agendas; else the agenda is what the summons named."""
    return ADOPT in profile.agenda_kinds.codes


def item_state(item: AgendaItem) -> ItemState:
    """Where an item stands; computed from its own times."""
    if item.removed_at is not None:
        return ItemState.REMOVED
    if item.start is None:
        return ItemState.PLANNED
    return ItemState.RUNNING if item.end is None else ItemState.DONE


def outcome_of(item: AgendaItem) -> str:
    """What the hands shown on an item came to: adopted, not_adopted, or "" without a vote.

    No query for an item that comes with its decision.
    """
    decision = getattr(item, "decision", None)
    return ("adopted" if decision.carried else "not_adopted") if decision else ""


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """All items on the agenda, in order."""
    return AgendaItem._default_manager.filter(meeting=meeting, removed_at=None)


def running_item(meeting: Meeting) -> AgendaItem | None:
    """The item now being dealt with."""
    return items_of(meeting).filter(start__isnull=False, end=None).first()


def whole(actor: Actor | None) -> Q:
    """The meetings whose not public parts somebody may see, seen from item or file."""
    if actor is None or actor.person is None:
        return Q(pk__in=[])
    return Q(meeting__in=inside_meetings(actor)) | Q(meeting__presiding=actor.person)


def items_for(actor: Actor | None, body: UUID) -> QuerySet[AgendaItem]:
    """The agenda items somebody may see, in order.

    Not public ones are for those who sit in the meeting (not its observers), who presides, the
    insiders, and the organizations to which the item is passed on.
    """
    meetings = meetings_for(actor, body).order_by().values("pk")
    rows = AgendaItem._default_manager.filter(body=body, removed_at=None, meeting__in=meetings)
    rows = rows.select_related("speaker", "unit")
    if insider(actor):
        return rows
    return rows.filter(Q(public=True) | whole(actor) | Q(pk__in=told_items(actor)))


def told_items(actor: Actor | None) -> QuerySet[ItemRecipient]:
    """The items passed on to an organization of somebody's, as a subquery of their ids."""
    units = {organization for _role, organization in actor.organizations} if actor else set()
    rows = ItemRecipient._default_manager.filter(organization__in=units)
    return rows.values("item")  # type: ignore[return-value] # django-stubs: a values queryset


@dataclass(frozen=True)
class PassedOn:
    """How far the document of an item has come with one recipient."""

    recipient: UUID
    organization: Organization
    needed: int
    received: int

    @property
    def complete(self) -> bool:
        return self.received >= self.needed


def _needed(organization: Organization, by_group: Mapping[UUID | None, int]) -> int:
    if organization.kind == OrganizationKind.CONGRESS:
        return sum(by_group.values())
    if organization.kind == OrganizationKind.GROUP:
        return by_group.get(organization.pk, 0)
    return 1


def passing_on(meeting: Meeting) -> Mapping[UUID, list[PassedOn]]:
    """Item → per recipient, how many must receive its document and how many have; two queries.

    The congress or a group receives through each of its members who is listed at the meeting;
    any other organization once, through whoever works there.
    """
    rows = ItemRecipient._default_manager.filter(item__meeting=meeting)
    rows = rows.select_related("organization").annotate(received=Count("receipts"))
    members = Participant._default_manager.filter(
        meeting=meeting, capacity=Capacity.MEMBER, removed_at=None
    ).order_by()
    by_group = dict(members.values_list("group").annotate(n=Count("pk")))
    found: defaultdict[UUID, list[PassedOn]] = defaultdict(list)
    for row in rows.order_by("organization__protocol_order", "pk"):
        needed = _needed(row.organization, by_group)
        found[row.item_id].append(PassedOn(row.pk, row.organization, needed, row.received))
    return found


def passed_on_to(actor: Actor, body: UUID) -> QuerySet[ItemRecipient]:
    """What was passed on to the units somebody works for, newest first; with `received_at`."""
    receipts = ItemReceipt._default_manager.filter(recipient=OuterRef("pk"))
    rows = ItemRecipient._default_manager.filter(
        body=body,
        organization__in=actor.units(*UNIT_ROLES),
        item__in=items_for(actor, body).order_by().values("pk"),
        item__start__isnull=False,
    )
    rows = rows.annotate(received_at=Subquery(receipts.values("created_at")[:1]))
    return rows.select_related("organization", "item__meeting").order_by("-item__start", "pk")

"""Talks, films, awards, oaths, anthems and visits: what may be noted under an item."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import DeliveryWay, ItemState, MeetingState
from townmoot.meetings.models import AgendaItem, Award, AwardRecipient, Film, Meeting, Talk
from townmoot.meetings.policies.agenda import profile_at
from townmoot.meetings.policies.steps import check_meeting_in, wrong
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, NotFound, Refused
from townmoot.rules.terms import ItemFacts

NOT_CANCELLED = tuple(state for state in MeetingState if state is not MeetingState.CANCELLED)


def facts_at(meeting: Meeting, kind: str) -> ItemFacts:
    """What is noted under an item of this kind."""
    kinds = profile_at(meeting).agenda_kinds
    return kinds.find(kind).facts if kind in kinds.codes else ItemFacts.NONE


def item_with(ctx: Ctx, item: UUID, facts: ItemFacts) -> AgendaItem:
    """The item, where its kind has these facts. Raises Invalid where it is of another kind."""
    row = ctx.get(AgendaItem, item)
    check_meeting_in(row.meeting, *NOT_CANCELLED)
    if queries.item_state(row) == ItemState.REMOVED:
        raise Refused(_("This item was taken off the agenda."))
    if facts_at(row.meeting, row.kind) != facts:
        raise wrong("item", _("This cannot be noted under an item of this kind."))
    return row


def _check_running(row: AgendaItem) -> None:
    if queries.item_state(row) != ItemState.RUNNING:
        raise Refused(_("The meeting is not at this item now."))


def _check_persons(ctx: Ctx, *persons: UUID | None) -> None:
    for person in persons:
        if person:
            ctx.get(Person, person)


def check_add_talk(ctx: Ctx, *, item: UUID, speaker: UUID, **_others: Any) -> None:
    """Raise Invalid for an item of another kind, NotFound for an unknown speaker."""
    item_with(ctx, item, ItemFacts.SHARING)
    _check_persons(ctx, speaker)


def check_remove_talk(ctx: Ctx, *, talk: UUID) -> None:
    """Raise Refused for a talk that was given."""
    row = ctx.get(Talk, talk)
    item_with(ctx, row.item_id, ItemFacts.SHARING)
    if row.spoke_at is not None:
        raise Refused(_("This talk was given already."))


def check_spoke(ctx: Ctx, *, talk: UUID) -> None:
    """Raise Refused where the meeting is not at the item, or the talk was noted before."""
    row = ctx.get(Talk, talk)
    _check_running(item_with(ctx, row.item_id, ItemFacts.SHARING))
    if row.spoke_at is not None:
        raise Refused(_("This talk was given already."))


def check_set_film(ctx: Ctx, *, item: UUID, **_others: Any) -> None:
    """Raise Refused once the film runs, Invalid for an item of another kind."""
    row = item_with(ctx, item, ItemFacts.FILM)
    if Film._default_manager.filter(item=row, started_at__isnull=False).exists():
        raise Refused(_("The film was started already."))


def film_of(ctx: Ctx, item: UUID) -> Film:
    """The film to be shown under an item. Raises Refused where none was named."""
    found = Film._default_manager.filter(item=item_with(ctx, item, ItemFacts.FILM)).first()
    if found is None:
        raise Refused(_("Say first which film is shown."))
    return found


def check_start_film(ctx: Ctx, *, item: UUID) -> None:
    """Raise Refused where the meeting is not at the item, or the film was started before."""
    film = film_of(ctx, item)
    _check_running(ctx.get(AgendaItem, item))
    if film.started_at is not None:
        raise Refused(_("The film was started already."))


def award_of(ctx: Ctx, item: UUID) -> Award:
    """The honour given under an item. Raises Refused where none was named."""
    found = Award._default_manager.filter(item=item_with(ctx, item, ItemFacts.AWARD)).first()
    if found is None:
        raise Refused(_("Say first which honour is given, and to how many."))
    return found


def _check_total(field: str, total: int, placed: int) -> None:
    """Nobody is honoured twice: on stage, by branches and at home together are at most all."""
    if placed > total:
        words = {"total": total, "placed": placed}
        reason = _("%(total)d are honoured in all; with this it would be %(placed)d.")
        raise wrong(field, reason % words)


def check_set_award(ctx: Ctx, *, item: UUID, total: int, **_others: Any) -> None:
    """Raise Invalid for a total below those who are listed already."""
    row = item_with(ctx, item, ItemFacts.AWARD)
    found = Award._default_manager.filter(item=row).first()
    if found is not None:
        _check_total("total", total, queries.award_tally(found).placed)


def check_add_recipient(
    ctx: Ctx, *, item: UUID, person: UUID, presenter: UUID | None, **_others: Any
) -> None:
    """Raise Refused for who is listed already, Invalid for one more than are honoured."""
    award = award_of(ctx, item)
    _check_persons(ctx, person, presenter)
    if award.recipients.filter(person=person).exists():
        raise Refused(_("This person is on the list already."))
    _check_total("person", award.total, queries.award_tally(award).placed + 1)


def check_remove_recipient(ctx: Ctx, *, recipient: UUID) -> None:
    """Raise Refused for who has received it."""
    row = ctx.get(AwardRecipient, recipient)
    item_with(ctx, row.award.item_id, ItemFacts.AWARD)
    if row.presented_at is not None:
        raise Refused(_("It was handed over already."))


def waiting(ctx: Ctx, item: UUID, recipients: list[UUID]) -> list[AwardRecipient]:
    """Those named, or all, to whom it was not handed over yet. Raises NotFound for others."""
    rows = [row for row in award_of(ctx, item).recipients.all() if row.presented_at is None]
    if not recipients:
        return rows
    named = [row for row in rows if row.pk in recipients]
    if len(named) != len(set(recipients)):
        raise NotFound
    return named


def check_present(ctx: Ctx, *, item: UUID, recipients: list[UUID] | None = None) -> None:
    """Raise Refused where the meeting is not at the item, or nobody is left on stage."""
    rows = waiting(ctx, item, recipients or [])
    _check_running(ctx.get(AgendaItem, item))
    if not rows:
        raise Refused(_("Nobody is left on stage to receive it."))


def check_deliver(
    ctx: Ctx, *, item: UUID, way: DeliveryWay, count: int, organization: UUID | None
) -> None:
    """Raise Invalid where more would be honoured than there are."""
    award = award_of(ctx, item)
    if organization:
        ctx.get(Organization, organization)
    same = award.deliveries.filter(way=way, organization=organization).first()
    before = same.count if same else 0
    _check_total("count", award.total, queries.award_tally(award).placed - before + count)


def check_set_oath(ctx: Ctx, *, item: UUID, leader: UUID | None, **_others: Any) -> None:
    """Raise Invalid for an item of another kind, NotFound for an unknown leader."""
    item_with(ctx, item, ItemFacts.OATH)
    _check_persons(ctx, leader)


def check_set_anthem(ctx: Ctx, *, item: UUID, **_others: Any) -> None:
    """Raise Invalid for an item of another kind."""
    item_with(ctx, item, ItemFacts.ANTHEM)


def check_set_visit(ctx: Ctx, *, item: UUID, leader: UUID | None, **_others: Any) -> None:
    """Raise Invalid for an item of another kind, NotFound for an unknown leader."""
    item_with(ctx, item, ItemFacts.VISIT)
    _check_persons(ctx, leader)

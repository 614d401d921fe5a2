"""When an interest can be declared, when its member leaves and returns, and what it forbids."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity, ItemState, MeetingState
from townmoot.meetings.models import AgendaItem, Declaration, Dispensation
from townmoot.meetings.policies.agenda import profile_at
from townmoot.meetings.policies.ceremony import item_with
from townmoot.meetings.policies.steps import UNDER_WAY, check_meeting_in, wrong
from townmoot.record import Ctx, Refused
from townmoot.rules import Profile
from townmoot.rules.terms import ItemFacts


def check_declare(
    ctx: Ctx,
    *,
    about: UUID,
    person: UUID,
    kind: str,
    item: UUID | None = None,
    dispensation: UUID | None = None,
    **_others: Any,
) -> None:
    """Raise Invalid for a kind the profile does not know, Refused for what was declared before."""
    other = ctx.get(AgendaItem, about)
    profile = profile_at(other.meeting)
    _check_under(ctx, other, item, profile)
    check_meeting_in(other.meeting, *UNDER_WAY, MeetingState.CALLED)
    members = other.meeting.participants.filter(capacity=Capacity.MEMBER, removed_at=None)
    if not members.filter(person=person).exists():
        raise wrong("person", _("Interests are declared by members of this meeting."))
    known = profile.interests.kinds.codes
    if kind not in known:
        raise wrong("kind", _("Choose one of: %(known)s.") % {"known": ", ".join(known)})
    if Declaration._default_manager.filter(about=other, person=person).exists():
        raise Refused(_("An interest in this item was declared before."))
    if dispensation is not None:
        _check_dispensed(ctx, dispensation, person)


def _check_under(ctx: Ctx, about: AgendaItem, item: UUID | None, profile: Profile) -> None:
    """Interests are declared under an item of their own, where agendas have one."""
    kinds = {kind.facts for kind in profile.agenda_kinds.value}
    if ItemFacts.INTERESTS in kinds:
        if item is None:
            raise wrong("item", _("Name the item under which interests are declared."))
        under = item_with(ctx, item, ItemFacts.INTERESTS)
        if under.meeting_id != about.meeting_id:
            raise wrong("about", _("Choose an item of this meeting."))
    elif item is not None:
        raise wrong("item", _("This cannot be noted under an item of this kind."))
    if about.removed_at is not None:
        raise wrong("about", _("Choose an item of this meeting."))


def _check_dispensed(ctx: Ctx, dispensation: UUID, person: UUID) -> None:
    row = ctx.get(Dispensation, dispensation)
    if row.person_id != person or row.until is None or row.until < ctx.today:
        raise wrong("dispensation", _("This dispensation is not in force for this member."))


def _leaving(ctx: Ctx, declaration: UUID) -> Declaration:
    row = ctx.get(Declaration, declaration)
    check_meeting_in(row.about.meeting, *UNDER_WAY)
    if queries.item_state(row.about) != ItemState.RUNNING:
        raise Refused(_("The meeting is not at this item now."))
    return row


def check_left(ctx: Ctx, *, declaration: UUID) -> None:
    """Raise Refused where the item is not dealt with now, or the member is out."""
    row = _leaving(ctx, declaration)
    if row.left_at is not None:
        raise Refused(_("The member has left before."))


def check_returned(ctx: Ctx, *, declaration: UUID) -> None:
    """Raise Refused for who is in the room, or before the item is finished."""
    row = ctx.get(Declaration, declaration)
    check_meeting_in(row.about.meeting, *UNDER_WAY)
    if row.left_at is None or row.returned_at is not None:
        raise Refused(_("The member is in the room."))
    if queries.item_state(row.about) == ItemState.RUNNING:
        raise Refused(_("The member returns when the item is finished."))


def check_interests(row: AgendaItem) -> None:
    """Raise Refused while somebody is in the room who must be out."""
    for declared in queries.must_leave(row, profile_at(row.meeting)):
        if declared.left_at is None or declared.returned_at is not None:
            words = {"name": declared.person}
            raise Refused(_("%(name)s has an interest in this item and is in the room.") % words)

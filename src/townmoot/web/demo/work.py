"""What waits behind a door: for whom of those who hold the role, and on which page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from townmoot.ballots import queries as ballots
from townmoot.commitments.queries import commitments_for, open_commitments
from townmoot.meetings.enums import LeaveState, MeetingState
from townmoot.meetings.queries import (
    attendance_of,
    desk_venues,
    in_states,
    meetings_for,
    sendings_for,
)
from townmoot.people.enums import Role
from townmoot.people.queries import account_actor
from townmoot.suggestions.enums import State
from townmoot.suggestions.queries.board import inbox, listing
from townmoot.suggestions.queries.lists import (
    UNIT_ROLES,
    asked_to_cosign,
    returns_waiting,
    suggestions_for,
    to_rate,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from townmoot.meetings.models import Meeting
    from townmoot.people.models import Account
    from townmoot.record import Actor

LOOKED_AT = 50
UNDER_WAY = (MeetingState.IN_SESSION, MeetingState.PAUSED)


@dataclass
class Holder:
    """Somebody who holds the role of a door."""

    account: Account

    @cached_property
    def actor(self) -> Actor:
        """Who that is today."""
        return account_actor(self.account)


Found = tuple[Holder, str]
Find = Callable[[Sequence[Holder], UUID, date], "Found | None"]


@dataclass(frozen=True)
class Work:
    """One kind of work: its words, and who of the holders has it, with the address."""

    text: _StrPromise
    find: Find


def _each(ask: Callable[[Actor, UUID, date], str]) -> Find:
    """Ask of one holder after the other; "" is none."""

    def find(holders: Sequence[Holder], body: UUID, day: date) -> Found | None:
        asked = ((each, ask(each.actor, body, day)) for each in holders)
        return next((found for found in asked if found[1]), None)

    return find


def _meetings(actor: Actor, body: UUID, *states: MeetingState) -> Iterator[Meeting]:
    yield from in_states(meetings_for(actor, body), *states)


def _is_awaited(row: Any) -> bool:
    return not row.presence and row.leave_state != LeaveState.APPROVED


def _awaited(holders: Sequence[Holder], body: UUID, _day: date) -> Found | None:
    for meeting in _meetings(holders[0].actor, body, *UNDER_WAY):
        absent = {row.person_id for row in attendance_of(meeting) if _is_awaited(row)}
        for each in holders:
            if each.account.person_id in absent:
                return each, reverse("floor:day")
    return None


def _votes(holders: Sequence[Holder], body: UUID, _day: date) -> Found | None:
    """Somebody whose ballot is awaited in a vote that is open."""
    waiting = {row.person_id: row.poll_id for row in ballots.awaited(body)}
    for each in holders:
        if each.account.person_id in waiting:
            return each, reverse("votes:ballot", args=[waiting[each.account.person_id]])
    return None


def _rates(actor: Actor, body: UUID, _day: date) -> str:
    return reverse("floor:day") if to_rate(actor, body).exists() else ""


def _cosigns(actor: Actor, body: UUID, _day: date) -> str:
    rows = asked_to_cosign(actor, body)
    waiting = any(row.confirmed_version != row.suggestion.text_version for row in rows)
    return reverse("floor:day") if waiting else ""


def _drafts(actor: Actor, body: UUID, _day: date) -> str:
    rows = suggestions_for(actor, body).filter(lead=actor.person, handed_in_on=None)
    found = rows.filter(withdrawn_on=None).first()
    return reverse("floor:suggestion", args=[found.pk]) if found else ""


def _owes(actor: Actor, body: UUID, day: date) -> str:
    return reverse("unit:inbox") if inbox(actor, body, day, limit=1) else ""


def _hears(actor: Actor, body: UUID, _day: date) -> str:
    rows = sendings_for(actor, body).filter(acknowledged_at=None)
    return reverse("unit:opinions") if rows.exists() else ""


def _promised(actor: Actor, body: UUID, _day: date) -> str:
    own = commitments_for(actor, body).filter(unit__in=actor.units(*UNIT_ROLES))
    found = open_commitments(own).first()
    return reverse("unit:promise", args=[found.pk]) if found else ""


def _leads(*states: MeetingState) -> Find:
    def ask(actor: Actor, body: UUID, _day: date) -> str:
        found = next(_meetings(actor, body, *states), None)
        return reverse("floor:chair", args=[found.pk]) if found else ""

    return _each(ask)


def _door(actor: Actor, body: UUID, _day: date) -> str:
    open_now = [row.pk for row in _meetings(actor, body, MeetingState.CALLED, *UNDER_WAY)]
    found = desk_venues(actor, body).filter(meeting__in=open_now).first()
    return reverse("floor:desk", args=[found.pk]) if found else ""


def _arrived(actor: Actor, body: UUID, day: date) -> str:
    rows = suggestions_for(actor, body).filter(handed_in_on__isnull=False, accepted_on=None)
    lines = listing(rows[:LOOKED_AT], body, day)
    found = next((line.item for line in lines if line.state == State.HANDED_IN), None)
    return reverse("desk:one", args=[found.pk]) if found else ""


def _follows(actor: Actor, body: UUID, _day: date) -> str:
    found = next(_meetings(actor, body, *UNDER_WAY), None)
    return reverse("clerk:hold", args=[found.pk]) if found else ""


def _notes(actor: Actor, body: UUID, _day: date) -> str:
    groups = actor.units(Role.RECORDER)
    for meeting in _meetings(actor, body, *UNDER_WAY):
        sitting = meeting.sittings.filter(group__in=groups, end=None).first()
        if sitting:
            return reverse("floor:group", args=[meeting.pk, sitting.group_id])
    return ""


def _gives(actor: Actor, body: UUID, day: date) -> str:
    rows = suggestions_for(actor, body).filter(assigned_on__isnull=False, replied_on=None)
    given = listing(rows.order_by("next_due", "pk")[:LOOKED_AT], body, day)
    waits = any(line.state == State.ASSIGNED for line in given)
    return reverse("unit:office") if waits or returns_waiting(actor, body).exists() else ""


CLERK = (
    Work(_("A suggestion was handed in: take it in."), _each(_arrived)),
    Work(_("A meeting is on: follow it in every hall."), _each(_follows)),
)
RECORDER = (
    Work(_("The group is sitting: note what is said, in the speaker’s own words."), _each(_notes)),
)
OFFICE = (
    Work(_("A suggestion waits to be given to a unit."), _each(_gives)),
    Work(_("Opinions were sent to the unit, and it has not confirmed them."), _each(_hears)),
)
DEPUTY = (
    Work(_("A vote is open, and this deputy has not voted."), _votes),
    Work(_("The meeting is on, and this deputy has not checked in."), _awaited),
    Work(_("A reply has come, and the deputy has not rated it."), _each(_rates)),
    Work(_("Another deputy asks for a co-signature."), _each(_cosigns)),
    Work(_("A draft is begun and not handed in."), _each(_drafts)),
)
UNIT = (
    Work(_("A suggestion waits in the unit’s inbox."), _each(_owes)),
    Work(_("Opinions were sent to the unit, and it has not confirmed them."), _each(_hears)),
    Work(_("A promise of the unit is open."), _each(_promised)),
)
CHAIR = (
    Work(_("A meeting is on: lead it."), _leads(*UNDER_WAY)),
    Work(_("A meeting is called: see who comes, and open it."), _leads(MeetingState.CALLED)),
)
STEWARD = (Work(_("A hall whose deputies are checked in here."), _each(_door)),)

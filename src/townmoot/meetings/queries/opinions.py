"""Opinions of groups: internal until the group's head signs, then the unit's concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from townmoot.meetings.enums import Capacity, OpinionState
from townmoot.meetings.models import Opinion, OpinionSending, Participant
from townmoot.people.enums import Role
from townmoot.record import NotFound, Operator

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.record import Actor

READS_ALL = frozenset({Role.CLERK.value, Role.AUDITOR.value, Operator.role})
READS_RELEASED = frozenset({Role.CHAIR.value, Role.PRESIDIUM.value})
GROUP_ROLES = (Role.GROUP_HEAD, Role.RECORDER)
UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_CHECKER, Role.UNIT_HEAD, Role.TOWN_OFFICER)


def opinion_state(opinion: Opinion) -> OpinionState:
    """Where an opinion stands; no query for one that comes from `opinions_for`."""
    if opinion.struck_at is not None:
        return OpinionState.STRUCK
    if opinion.release_id is None:
        return OpinionState.RECORDED
    sendings = list(opinion.sendings.all())
    if not sendings:
        return OpinionState.RELEASED
    done = all(sending.acknowledged_at for sending in sendings)
    return OpinionState.ACKNOWLEDGED if done else OpinionState.SENT


def opinions_for(actor: Actor | None, body: UUID) -> QuerySet[Opinion]:
    """The opinions somebody may read, as they were given.

    The clerk and the auditor all; chair and presidium those signed; head and recorder their own
    group's; a unit those sent to it; a speaker the own ones; the public none.
    """
    rows = Opinion._default_manager.filter(body=body, struck_at=None)
    if actor is None:
        return rows.none()
    sendings = OpinionSending._default_manager.select_related("unit")
    rows = rows.select_related("item", "group", "speaker", "unit", "meeting", "release")
    rows = rows.prefetch_related(Prefetch("sendings", queryset=sendings))
    if READS_ALL & actor.roles:
        return rows
    seen = Q(group__in=actor.units(*GROUP_ROLES))
    sent = OpinionSending._default_manager.filter(unit__in=actor.units(*UNIT_ROLES))
    seen |= Q(pk__in=sent.values("opinion"))
    if actor.person is not None:
        seen |= Q(speaker=actor.person)
    if READS_RELEASED & actor.roles:
        seen |= Q(release__isnull=False)
    return rows.filter(seen)


def sendings_for(actor: Actor | None, body: UUID) -> QuerySet[OpinionSending]:
    """What was sent to the units somebody works for, newest first; to the clerk, all."""
    rows = OpinionSending._default_manager.filter(body=body).order_by("-created_at", "-pk")
    rows = rows.select_related("unit", "opinion__item", "opinion__group", "opinion__speaker")
    if actor is None:
        return rows.none()
    if READS_ALL & actor.roles:
        return rows
    return rows.filter(unit__in=actor.units(*UNIT_ROLES))


def opinion_to_suggest(actor: Actor, body: UUID, opinion: UUID) -> Opinion:
    """The opinion, for a draft suggestion in its speaker's own account.

    For the speaker, the group's recorder and the clerk, where the speaker is a member of the
    meeting. Raises NotFound for anybody else and for what is not there.
    """
    found = opinions_for(actor, body).filter(pk=opinion).first()
    if found is None:
        raise NotFound
    may = (
        found.speaker_id == actor.person
        or actor.holds(Role.CLERK)
        or actor.holds(Role.RECORDER, found.group_id)
    )
    deputy = Participant._default_manager.filter(
        meeting=found.meeting_id, person=found.speaker_id, capacity=Capacity.MEMBER
    )
    if not may or not deputy.exists():
        raise NotFound
    return found

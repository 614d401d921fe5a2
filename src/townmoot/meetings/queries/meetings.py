"""Meetings and where they stand; which of them somebody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery

from townmoot.meetings.enums import Capacity, MeetingState
from townmoot.meetings.models import ItemRecipient, Meeting, MeetingStep, Participant, Venue
from townmoot.meetings.states import MEETING, targets
from townmoot.people.enums import Role
from townmoot.record import Actor, Operator
from townmoot.rules.terms import QuorumKind

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.rules import Profile

PUBLISH = "meeting.publish"
SEES_ALL = frozenset({Role.CLERK.value, Role.CHAIR.value, Role.AUDITOR.value, Operator.role})
# An observer hears what the public hears.
INSIDE = (Capacity.MEMBER, Capacity.ATTENDING, Capacity.INVITED)

_TARGETS = targets(MEETING)


def insider(actor: Actor | None) -> bool:
    """Whether somebody sees all meetings whole: clerk, chair, auditor, operator."""
    return actor is not None and bool(SEES_ALL & actor.roles)


def with_state(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """The meetings with `step_act` (the last step) and `published_at` beside each."""
    steps = MeetingStep._default_manager.filter(meeting=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        step_act=Subquery(steps.exclude(act=PUBLISH).values("act")[:1]),
        published_at=Subquery(steps.filter(act=PUBLISH).values("created_at")[:1]),
    )


def state_of(meeting: Meeting) -> MeetingState:
    """Where the meeting stands; no query for one that comes from `with_state`."""
    if hasattr(meeting, "step_act"):
        last = meeting.step_act
    else:
        steps = MeetingStep._default_manager.filter(meeting=meeting).exclude(act=PUBLISH)
        last = steps.order_by("-number").values_list("act", flat=True).first()
    return MeetingState(_TARGETS[last]) if last else MeetingState.PLANNED


def in_states(rows: QuerySet[Meeting], *states: MeetingState) -> QuerySet[Meeting]:
    """Those of the meetings (from `meetings_for` or `with_state`) that stand at one of these."""
    last = Q(step_act__in=[act for act, target in _TARGETS.items() if target in states])
    if MeetingState.PLANNED in states:
        last |= Q(step_act=None)
    return rows.filter(last)


def was_published(meeting: UUID) -> bool:
    """Whether the meeting is known to the public."""
    return MeetingStep._default_manager.filter(meeting=meeting, act=PUBLISH).exists()


def inside_meetings(actor: Actor) -> QuerySet[Participant]:
    """The meetings whose whole agenda the person may see, as a subquery of their ids."""
    rows = Participant._default_manager.filter(
        person=actor.person, removed_at=None, capacity__in=INSIDE
    )
    return rows.values("meeting")  # type: ignore[return-value] # django-stubs: a values queryset


def _own(actor: Actor) -> Q:
    """Meetings somebody has to do with; those still being prepared only as steward or chair."""
    rows = Participant._default_manager.filter(meeting=OuterRef("pk"), removed_at=None)
    groups = actor.units(Role.GROUP_HEAD, Role.RECORDER)
    units = {organization for _role, organization in actor.organizations}
    told = ItemRecipient._default_manager.filter(
        item__meeting=OuterRef("pk"), organization__in=units
    )
    steward = Venue._default_manager.filter(meeting=OuterRef("pk"), steward=actor.person)
    called = Q(step_act__isnull=False)
    listed = Exists(rows.filter(person=actor.person)) | Exists(rows.filter(group__in=groups))
    return (called & (listed | Exists(told))) | Exists(steward) | Q(presiding=actor.person)


def meetings_for(actor: Actor | None, body: UUID) -> QuerySet[Meeting]:
    """The meetings somebody may see, newest first, with state; nobody (None) is the public.

    The public sees what was published; who is listed, sits on the platform, presides or serves
    as steward sees the own ones too.
    """
    rows = with_state(Meeting._default_manager.filter(body=body, withdrawn_at=None))
    rows = rows.select_related("organization", "presiding")
    if insider(actor):
        return rows
    seen = Q(published_at__isnull=False)
    if actor is not None and actor.person is not None:
        seen |= _own(actor)
    return rows.filter(seen)


def statutory_kinds(profile: Profile) -> list[str]:
    """The kinds of meeting that the law asks for: binding, with the quorum of the congress."""
    return [
        code
        for code, rule in profile.meeting_kinds.items()
        if rule.value.binding_votes and rule.value.quorum is QuorumKind.ASSEMBLY
    ]

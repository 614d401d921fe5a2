"""Who votes at a meeting, and the polls held there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from townmoot.ballots.models import Poll
from townmoot.ballots.queries import with_result
from townmoot.meetings.enums import Capacity
from townmoot.meetings.models import Participant, Venue
from townmoot.meetings.queries.agenda import items_for
from townmoot.meetings.queries.attendance import present_check_ins
from townmoot.meetings.queries.motions import motions_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.meetings.models import CheckIn, Meeting
    from townmoot.record import Actor
    from townmoot.rules import Profile


def members_here(meeting: Meeting) -> QuerySet[CheckIn]:
    """The check-ins of the members who are here now."""
    return present_check_ins().filter(
        participant__meeting=meeting,
        participant__capacity=Capacity.MEMBER,
        participant__removed_at=None,
        left_at=None,
    )


def grades(profile: Profile) -> tuple[str, ...]:
    """The scale of a vote of satisfaction, best first."""
    rule = profile.decisions.assessment.value
    counted = [code for step in rule.steps for code in step.counting]
    return tuple(dict.fromkeys([*counted, rule.otherwise]))


def polls_for(actor: Actor | None, body: UUID) -> QuerySet[Poll]:
    """The polls somebody may see, with results: on items and motions that the person may see.

    Whether the result may be seen before it is announced is for the page (`sees_result`).
    """
    items = items_for(actor, body).order_by().values("pk")
    motions = motions_for(actor, body).order_by().values("pk")
    seen = Q(subject__in=items) | Q(subject__in=motions)
    return with_result(Poll._default_manager.filter(seen, body=body))


def venues_at(meeting: UUID) -> dict[UUID, Venue]:
    """The halls of a meeting, in order."""
    rows = Venue._default_manager.filter(meeting=meeting).order_by("order", "pk")
    return {row.pk: row for row in rows}


def groups_at(meeting: UUID) -> dict[UUID, str]:
    """In which deliberation group each member of a meeting sits."""
    rows = Participant._default_manager.filter(meeting=meeting, group__isnull=False)
    return dict(rows.values_list("person", "group__name"))

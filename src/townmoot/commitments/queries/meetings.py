"""What a meeting required, the areas it named, the tasks it set; and who may see them.

All of it is seen by who sees the item under which it was said, or the meeting where it was none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from townmoot.commitments.enums import Kind
from townmoot.commitments.models import Area, Commitment, Requirement
from townmoot.commitments.queries.commitments import PublicCommitment, clock_of
from townmoot.commitments.queries.status import facts_of, status
from townmoot.meetings.models import AgendaItem
from townmoot.meetings.queries import items_for, meetings_for, was_published
from townmoot.suggestions.queries.clocks import soon_days
from townmoot.suggestions.queries.rules import profile_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from townmoot.people.models import Person
    from townmoot.record import Actor


def at_public(body: UUID, meeting: UUID, item: UUID | None) -> bool:
    """Whether everybody may read what is said at a meeting, under this item or under none."""
    if not was_published(meeting):
        return False
    return (
        item is None or AgendaItem._default_manager.filter(body=body, pk=item, public=True).exists()
    )


def is_told(row: Commitment) -> bool:
    """Whether the public record tells of it: always of a promise, of a task as of its item."""
    if row.kind == Kind.PROMISE or row.meeting_id is None:
        return True
    return at_public(row.body, row.meeting_id, row.item_id)


def _seen(actor: Actor | None, body: UUID) -> Q:
    """Rows of items and meetings that somebody may see."""
    items = items_for(actor, body).order_by().values("pk")
    meetings = meetings_for(actor, body).order_by().values("pk")
    return Q(meeting__in=meetings) & (Q(item=None) | Q(item__in=items))


@dataclass(frozen=True)
class Said:
    """What was required, by whom: the requirements of one person in the order they were said."""

    by: Person
    requirements: Sequence[Requirement]


def said_for(actor: Actor | None, body: UUID, meeting: UUID) -> tuple[list[Said], list[Area]]:
    """What was required at a meeting, by person, and the areas it named; nobody is the public."""
    own = {"body": body, "meeting": meeting, "struck_at": None}
    seen = _seen(actor, body)
    rows = Requirement._default_manager.filter(seen, **own).select_related("stated_by")
    listed = rows.order_by("created_at", "pk")
    first: dict[UUID, int] = {}
    for place, row in enumerate(listed):
        first.setdefault(row.stated_by_id, place)
    in_order = sorted(listed, key=lambda row: (first[row.stated_by_id], row.number))
    said = [Said(by, list(group)) for by, group in groupby(in_order, lambda row: row.stated_by)]
    return said, list(Area._default_manager.filter(seen, **own))


def tasks_for(actor: Actor | None, body: UUID) -> QuerySet[Commitment]:
    """The tasks somebody may see, by day: those set under items that person sees."""
    rows = Commitment._default_manager.filter(_seen(actor, body), body=body, kind=Kind.TASK)
    rows = rows.select_related("unit", "meeting", "area", "post", "verification")
    return rows.order_by("deadline", "pk")


def public_tasks(body: UUID, day: date, **which: Any) -> list[PublicCommitment]:
    """The tasks everybody may read, by due day; `which` narrows them as a filter does."""
    listed = list(tasks_for(None, body).filter(**which))
    facts = facts_of(listed)
    soon = soon_days(profile_of(body, day)) if listed else 0
    return [
        PublicCommitment(
            id=row.pk,
            kind=row.kind,
            suggestion=None,
            number=0,
            unit=row.unit.name,
            text=row.text,
            on=row.on,
            deadline=row.deadline,
            state=status(facts[row.pk], day),
            clock=clock_of(row, day, soon),
            meeting=row.meeting_id,
            measure=row.measure,
            area=row.area.name if row.area else "",
            post=row.post.name if row.post else "",
        )
        for row in listed
    ]

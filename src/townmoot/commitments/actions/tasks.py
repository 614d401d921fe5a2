"""What a meeting requires, the areas it names, the tasks it sets."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Max, QuerySet
from pydantic import Field

from townmoot.commitments import policies, publics
from townmoot.commitments.enums import Kind
from townmoot.commitments.models import Area, Commitment, Requirement
from townmoot.meetings.models import AgendaItem, Meeting
from townmoot.people.models import Organization, Person, Post
from townmoot.people.permissions import CLERK
from townmoot.record import Ctx, act

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Measure = Annotated[str, Field(min_length=1, max_length=300)]
Reason = Annotated[str, Field(min_length=1, max_length=200)]


def _next(rows: QuerySet[Any]) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _place(ctx: Ctx, meeting: UUID, item: UUID | None) -> dict[str, Any]:
    return {
        "meeting": ctx.get(Meeting, meeting),
        "item": ctx.get(AgendaItem, item) if item else None,
    }


@act(
    "requirement.state",
    permission=CLERK,
    policy=policies.check_state_requirement,
    subject="requirement",
    public=publics.said_at,
)
def state_requirement(
    ctx: Ctx, *, meeting: UUID, stated_by: UUID, text: Text, item: UUID | None = None
) -> dict[str, Any]:
    """Note what somebody required of all at a meeting; it is never on time or late."""
    rows = Requirement._default_manager.filter(meeting=meeting, stated_by=stated_by)
    made = ctx.create(
        Requirement,
        **_place(ctx, meeting, item),
        stated_by=ctx.get(Person, stated_by),
        number=_next(rows.filter(struck_at=None)),
        text=text,
    )
    return {"requirement": made.id}


@act(
    "requirement.strike",
    permission=CLERK,
    policy=policies.check_strike_requirement,
    subject="requirement",
)
def strike_requirement(ctx: Ctx, *, requirement: UUID, reason: Reason) -> dict[str, Any]:
    """Strike a requirement that was noted by mistake."""
    row = ctx.save(ctx.get(Requirement, requirement), struck_at=ctx.now, struck_reason=reason)
    return {"requirement": row.id}


@act(
    "area.name",
    permission=CLERK,
    policy=policies.check_name_area,
    subject="area",
    public=publics.said_at,
)
def name_area(ctx: Ctx, *, meeting: UUID, name: Name, item: UUID | None = None) -> dict[str, Any]:
    """Note an area of work that a meeting named; tasks may be set in it."""
    rows = Area._default_manager.filter(meeting=meeting, struck_at=None)
    made = ctx.create(Area, **_place(ctx, meeting, item), number=_next(rows), name=name)
    return {"area": made.id}


@act(
    "area.strike",
    permission=CLERK,
    policy=policies.check_strike_area,
    subject="area",
)
def strike_area(ctx: Ctx, *, area: UUID, reason: Reason) -> dict[str, Any]:
    """Strike an area that was noted by mistake."""
    row = ctx.save(ctx.get(Area, area), struck_at=ctx.now, struck_reason=reason)
    return {"area": row.id}


@act(
    "task.set",
    permission=CLERK,
    policy=policies.check_set_task,
    subject="commitment",
    public=publics.task_set,
)
def set_task(
    ctx: Ctx,
    *,
    meeting: UUID,
    unit: UUID,
    text: Text,
    measure: Measure,
    deadline: date,
    item: UUID | None = None,
    area: UUID | None = None,
    post: UUID | None = None,
) -> dict[str, Any]:
    """Note a task that a meeting set a unit: what, how it is measured, by when, who answers."""
    made = ctx.create(
        Commitment,
        kind=Kind.TASK,
        **_place(ctx, meeting, item),
        unit=ctx.get(Organization, unit),
        area=ctx.get(Area, area) if area else None,
        post=ctx.get(Post, post) if post else None,
        text=text,
        measure=measure,
        on=ctx.today,
        deadline=deadline,
        next_due=deadline,
    )
    return {"commitment": made.id}

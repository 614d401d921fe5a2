"""Interests of members in items of the agenda (回避): declared, who left and who returned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import permissions
from townmoot.meetings.actions.inputs import Name, Nature
from townmoot.meetings.models import AgendaItem, Declaration, Dispensation
from townmoot.meetings.policies import interests as policies
from townmoot.meetings.publics import interests as publics
from townmoot.people.models import Person
from townmoot.record import Ctx, act


@act(
    "interest.declare",
    permission=permissions.OWN_INTEREST,
    policy=policies.check_declare,
    public=publics.interest_declared,
    subject="about",
    module="interests",
)
def declare(
    ctx: Ctx,
    *,
    about: UUID,
    person: UUID,
    kind: Name,
    nature: Nature,
    sensitive: bool = False,
    item: UUID | None = None,
    dispensation: UUID | None = None,
) -> dict[str, Any]:
    """Declare an interest in an item; with a dispensation the member stays and takes part.

    `item` is the one under which interests are declared, where the agenda has such an item.
    """
    made = ctx.create(
        Declaration,
        item=ctx.get(AgendaItem, item) if item else None,
        about=ctx.get(AgendaItem, about),
        person=ctx.get(Person, person),
        kind=kind,
        nature=nature,
        sensitive=sensitive,
        dispensation=ctx.get(Dispensation, dispensation) if dispensation else None,
    )
    return {"about": about, "declaration": made.id}


@act(
    "interest.leave",
    permission=permissions.CONDUCT,
    policy=policies.check_left,
    public=publics.interest_moved,
    subject="declaration",
    module="interests",
)
def leave_room(ctx: Ctx, *, declaration: UUID) -> dict[str, Any]:
    """Note that a member with an interest has left the room."""
    return {"declaration": ctx.save(ctx.get(Declaration, declaration), left_at=ctx.now).id}


@act(
    "interest.return",
    permission=permissions.CONDUCT,
    policy=policies.check_returned,
    public=publics.interest_moved,
    subject="declaration",
    module="interests",
)
def return_to_room(ctx: Ctx, *, declaration: UUID) -> dict[str, Any]:
    """Note that the member has returned."""
    return {"declaration": ctx.save(ctx.get(Declaration, declaration), returned_at=ctx.now).id}

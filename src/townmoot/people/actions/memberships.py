"""Belonging to an organization, in a post or as a member, from a day to a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.people import permissions, policies, publics
from townmoot.people.enums import Role
from townmoot.people.models import Membership, Organization, Person, Post
from townmoot.record import Ctx, ShortText, act

Number = Annotated[str, Field(max_length=50)]


@act(
    "membership.begin",
    permission=permissions.CLERK,
    policy=policies.check_can_begin,
    public=publics.membership_begun,
    subject="membership",
)
def begin_membership(
    ctx: Ctx,
    *,
    person: UUID,
    organization: UUID,
    post: UUID | None = None,
    role: Role | None = None,
    number: Number = "",
    constituency: ShortText = "",
    voting_right: bool = False,
    start: date | None = None,
) -> dict[str, Any]:
    """Let a person belong to an organization, in a post or as a member, from a day on."""
    made = ctx.create(
        Membership,
        person=ctx.get(Person, person),
        organization=ctx.get(Organization, organization),
        post=ctx.get(Post, post) if post else None,
        role=role or "",
        number=number,
        constituency=constituency,
        voting_right=voting_right,
        start=start or ctx.today,
    )
    return {"membership": made.id, "start": made.start}


@act(
    "membership.end",
    permission=permissions.CLERK,
    policy=policies.check_can_end_membership,
    public=publics.membership_ended,
    subject="membership",
)
def end_membership(
    ctx: Ctx,
    *,
    membership: UUID,
    reason: Annotated[str, Field(min_length=1, max_length=200)],
    end: date | None = None,
) -> dict[str, Any]:
    """End a membership: its last day and why. A day that has come ends its rights at once."""
    found, last = ctx.get(Membership, membership), end or ctx.today
    moment = ctx.now if last <= ctx.today else None
    ctx.save(found, end=last, end_reason=reason, ended_at=moment)
    return {"membership": found.id, "end": found.end}

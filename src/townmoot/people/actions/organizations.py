"""Organizations, their posts, and what falls to each post (分管)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.people import permissions, policies, publics
from townmoot.people.actions.bodies import Name
from townmoot.people.enums import OrganizationKind, Role
from townmoot.people.models import LegislativeTerm, Organization, Portfolio, Post
from townmoot.record import Ctx, ShortText, act

Code = Annotated[str, Field(max_length=50)]


@act(
    "organization.add",
    permission=permissions.CLERK,
    policy=policies.check_can_add_organization,
    public=publics.organization_added,
    subject="organization",
)
def add_organization(
    ctx: Ctx,
    *,
    name: Name,
    kind: OrganizationKind,
    name_en: ShortText = "",
    short_name: ShortText = "",
    code: Code = "",
    parent: UUID | None = None,
    term: UUID | None = None,
    protocol_order: int = 1000,
    start: date | None = None,
) -> dict[str, Any]:
    """Add an organization of the town."""
    made = ctx.create(
        Organization,
        name=name,
        name_en=name_en,
        short_name=short_name,
        code=code,
        kind=kind,
        parent=ctx.get(Organization, parent) if parent else None,
        term=ctx.get(LegislativeTerm, term) if term else None,
        protocol_order=protocol_order,
        start=start or ctx.today,
    )
    return {"organization": made.id}


@act(
    "organization.correct",
    permission=permissions.CLERK,
    policy=policies.check_name_is_free,
    subject="organization",
)
def correct_organization(
    ctx: Ctx,
    *,
    organization: UUID,
    name: Name,
    name_en: ShortText = "",
    short_name: ShortText = "",
    protocol_order: int = 1000,
    revision: int | None = None,
) -> dict[str, Any]:
    """Correct the names of an organization and its place in the protocol."""
    found = ctx.get(Organization, organization)
    ctx.expect(found, revision)
    ctx.save(
        found,
        name=name,
        name_en=name_en,
        short_name=short_name,
        protocol_order=protocol_order,
    )
    return {"organization": found.id}


@act(
    "organization.end",
    permission=permissions.CLERK,
    policy=policies.check_can_end_organization,
    public=publics.organization_ended,
    subject="organization",
)
def end_organization(
    ctx: Ctx, *, organization: UUID, end: date | None = None, reason: ShortText = ""
) -> dict[str, Any]:
    """End an organization on a day; it stays in every list of earlier days."""
    found = ctx.save(ctx.get(Organization, organization), end=end or ctx.today)
    return {"organization": found.id, "end": found.end}


@act(
    "post.add",
    permission=permissions.CLERK,
    policy=policies.check_can_add_post,
    public=publics.post_added,
    subject="post",
)
def add_post(
    ctx: Ctx,
    *,
    organization: UUID,
    name: Name,
    name_en: ShortText = "",
    duty: Role | None = None,
    protocol_order: int = 1000,
) -> dict[str, Any]:
    """Add a post, with the duty that whoever holds it has."""
    made = ctx.create(
        Post,
        organization=ctx.get(Organization, organization),
        name=name,
        name_en=name_en,
        duty=duty or "",
        protocol_order=protocol_order,
    )
    return {"post": made.id}


@act("post.correct", permission=permissions.CLERK, subject="post")
def correct_post(
    ctx: Ctx,
    *,
    post: UUID,
    name: Name,
    name_en: ShortText = "",
    protocol_order: int = 1000,
    revision: int | None = None,
) -> dict[str, Any]:
    """Correct the names of a post and its place in the protocol; its duty stays."""
    found = ctx.get(Post, post)
    ctx.expect(found, revision)
    ctx.save(found, name=name, name_en=name_en, protocol_order=protocol_order)
    return {"post": found.id}


@act("post.end", permission=permissions.CLERK, policy=policies.check_can_end_post, subject="post")
def end_post(ctx: Ctx, *, post: UUID) -> dict[str, Any]:
    """End a post that nobody holds any more."""
    return {"post": ctx.save(ctx.get(Post, post), end=ctx.today).id}


@act(
    "portfolio.assign",
    permission=permissions.CLERK,
    policy=policies.check_can_assign,
    subject="portfolio",
)
def assign_portfolio(
    ctx: Ctx,
    *,
    post: UUID,
    start: date,
    organization: UUID | None = None,
    area: ShortText = "",
    end: date | None = None,
) -> dict[str, Any]:
    """Let a unit or an area fall to a post from a day on (分管); successors inherit it."""
    made = ctx.create(
        Portfolio,
        post=ctx.get(Post, post),
        organization=ctx.get(Organization, organization) if organization else None,
        area=area,
        start=start,
        end=end,
    )
    return {"portfolio": made.id}


@act(
    "portfolio.end",
    permission=permissions.CLERK,
    policy=policies.check_can_end_portfolio,
    subject="portfolio",
)
def end_portfolio(ctx: Ctx, *, portfolio: UUID, end: date | None = None) -> dict[str, Any]:
    """End what falls to a post, on a day."""
    found = ctx.save(ctx.get(Portfolio, portfolio), end=end or ctx.today)
    return {"portfolio": found.id, "end": found.end}

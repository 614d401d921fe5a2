"""Founding a town, its names and its terms."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from townmoot.people import permissions, policies, publics
from townmoot.people.models import Body, LegislativeTerm
from townmoot.record import Ctx, ShortText, act
from townmoot.rules.actions import choose_profile


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(name)
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(min_length=1, max_length=64)]
Locale = Annotated[str, Field(min_length=2, max_length=16)]
Brief = Annotated[str, Field(max_length=100)]


@act(
    "body.found",
    permission=permissions.OPERATOR_ONLY,
    policy=policies.check_can_found,
    founding=True,
    subject="body",
    public=publics.founded,
)
def found(
    ctx: Ctx,
    *,
    name: Name,
    kind: Code,
    profile: Code,
    timezone: TimeZone,
    locale: Locale,
    name_en: ShortText = "",
    short_name: Brief = "",
    invented: bool = False,
) -> dict[str, Any]:
    """Found a town: its name, time zone, language and procedure profile."""
    ctx.create(
        Body,
        id=ctx.body,
        name=name,
        name_en=name_en,
        short_name=short_name,
        kind=kind,
        timezone=timezone,
        locale=locale,
        invented=invented,
    )
    ctx.call(choose_profile, profile=profile)
    return {"body": ctx.body}


@act("body.correct", permission=permissions.CLERK, subject="body")
def correct(
    ctx: Ctx,
    *,
    name: Name,
    name_en: ShortText = "",
    short_name: Brief = "",
    locale: Locale,
    revision: int | None = None,
) -> dict[str, Any]:
    """Correct the names of the town and the language its papers are in."""
    body = ctx.get(Body, ctx.body)
    ctx.expect(body, revision)
    ctx.save(body, name=name, name_en=name_en, short_name=short_name, locale=locale)
    return {"body": body.id}


@act(
    "term.add",
    permission=permissions.CLERK,
    policy=policies.check_term_fits,
    public=publics.term_added,
    subject="term",
)
def add_term(ctx: Ctx, *, name: Name, start: date, end: date | None = None) -> dict[str, Any]:
    """Add a term of the assembly."""
    return {"term": ctx.create(LegislativeTerm, name=name, start=start, end=end).id}

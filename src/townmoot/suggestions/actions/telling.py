"""Telling deputies what became of their suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from townmoot.record import Ctx
from townmoot.suggestions.enums import About
from townmoot.suggestions.models import Suggestion, Telling
from townmoot.suggestions.queries.signers import answered_together, signers_of


def tell(ctx: Ctx, item: Suggestion, about: About, persons: Iterable[UUID] | None = None) -> None:
    """Tell the signers (or those named) something; not who did it."""
    told = signers_of(item) if persons is None else list(persons)
    ctx.create_many(
        Telling,
        [
            {"suggestion": item, "person_id": person, "about": about, "on": ctx.today}
            for person in told
            if person != ctx.actor.person
        ],
    )


def tell_all(ctx: Ctx, item: Suggestion, about: About) -> None:
    """Tell the signers of a suggestion, and of those merged into it, each about the own one."""
    for own in answered_together(item):
        tell(ctx, own, about)

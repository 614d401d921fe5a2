"""Promises as pages show them, in the unit's room and on the clerk's desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from townmoot.commitments.enums import Kind
from townmoot.commitments.queries import clock_of, facts_for, facts_of, status
from townmoot.commitments.states import COMMITMENT
from townmoot.people.queries import people_for
from townmoot.suggestions.queries.clocks import soon_days
from townmoot.suggestions.queries.rules import profile_of
from townmoot.web.ground import pieces
from townmoot.web.handling import marks
from townmoot.web.handling.steps import Step, allowed_in, bar

if TYPE_CHECKING:
    from townmoot.commitments.models import Commitment
    from townmoot.record import Ctx
    from townmoot.web.handling.about import About


def lines(ctx: Ctx, rows: Iterable[Commitment]) -> list[dict[str, Any]]:
    """Promises with their state and clock; a fixed number of queries."""
    listed = list(rows)
    facts = facts_of(listed)
    soon = soon_days(profile_of(ctx.body, ctx.today))
    made = [
        {
            "row": row,
            "state": marks.standing(row.kind, status(facts[row.pk], ctx.today)),
            "clock": marks.clock(clock_of(row, ctx.today, soon), label=False),
        }
        for row in listed
    ]
    return sorted(made, key=lambda line: line["row"].next_due is None)


def apart(ctx: Ctx, rows: Iterable[Commitment]) -> dict[str, list[dict[str, Any]]]:
    """Promises and tasks as two lists: `promises` and `tasks`."""
    made = lines(ctx, rows)
    return {
        "promises": [line for line in made if line["row"].kind == Kind.PROMISE],
        "tasks": [line for line in made if line["row"].kind == Kind.TASK],
    }


def one(about: About, file_name: str) -> dict[str, Any]:
    """What the page of one promise shows; `file_name` is the address name of its files."""
    row, ctx = about.promise, about.ctx
    if row is None:
        return {}
    soon = soon_days(profile_of(ctx.body, ctx.today))
    names = {seen.person: seen.name for seen in people_for(ctx.actor, ctx.body, ctx.today)}
    said = [
        pieces.Step(
            at=each.created_at,
            text=capfirst(each.get_claim_display()),
            by=names.get(each.created_by, "") if each.created_by else "",
            more=each.words,
            url=reverse(file_name, args=[each.pk]) if each.sha256 else "",
        )
        for each in row.statements.all()
    ]
    return {
        "row": row,
        "state": marks.standing(row.kind, status(facts_for(row), ctx.today)),
        "clock": marks.clock(clock_of(row, ctx.today, soon), label=row.kind == Kind.PROMISE),
        "said": said,
        "found": getattr(row, "verification", None),
    }


def acts(request: HttpRequest, about: About, steps: Iterable[Step], url: str) -> list[pieces.Act]:
    """What can be done about a promise now."""
    row = about.promise
    if row is None:
        return []
    allowed = allowed_in(COMMITMENT, status(facts_for(row), about.ctx.today))
    return bar(request, steps, allowed, row.pk, url, about)

"""The inbox: what the unit owes, the most urgent first; leading and assisting apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from townmoot.meetings.queries import passed_on_to, sendings_for
from townmoot.suggestions.enums import Share
from townmoot.suggestions.queries.board import inbox as due_parts
from townmoot.suggestions.queries.board import listing
from townmoot.suggestions.queries.lists import UNIT_ROLES, suggestions_for
from townmoot.web.handling import marks
from townmoot.web.rooms import asking
from townmoot.web.unit.place import in_either, in_unit, page

if TYPE_CHECKING:
    from townmoot.suggestions.queries.board import InboxLine

LIMIT = 200
HANDLED = 50


def _rows(lines: list[InboxLine], share: Share) -> list[dict[str, object]]:
    return [
        {
            "part": line.part,
            "item": line.part.suggestion,
            "state": marks.mark(line.part_state),
            "clock": marks.clock(line.clock, label=False),
        }
        for line in lines
        if line.part.share == share
    ]


@in_either
def inbox(request: HttpRequest) -> HttpResponse:
    """What is due, and what groups told the unit. The office's own desk is next door."""
    ctx = asking(request)
    if not ctx.actor.units(*UNIT_ROLES):
        return redirect("unit:office")
    lines = due_parts(ctx.actor, ctx.body, ctx.today, limit=LIMIT)
    waiting = sendings_for(ctx.actor, ctx.body).filter(acknowledged_at=None)[:LIMIT]
    return page(
        request,
        "unit/inbox.html",
        leading=_rows(lines, Share.LEAD),
        assisting=_rows(lines, Share.ASSIST),
        opinions=list(waiting),
        passed_on=passed_on_to(ctx.actor, ctx.body).filter(receipts=None).count(),
        today=ctx.today,
    )


@in_unit
def handled(request: HttpRequest) -> HttpResponse:
    """What the unit owes nothing for any more, newest first."""
    ctx = asking(request)
    units = ctx.actor.units(*UNIT_ROLES)
    rows = suggestions_for(ctx.actor, ctx.body).filter(
        allotments__unit__in=units, allotments__ended_on=None, allotments__next_due=None
    )
    lines = [
        {
            "part": next(part for part in line.parts if part.unit_id in units),
            "item": line.item,
            "state": marks.mark(line.state),
            "clock": marks.clock(line.clock, label=False),
        }
        for line in listing(rows.distinct()[:HANDLED], ctx.body, ctx.today)
    ]
    return page(request, "unit/handled.html", rows=lines)

"""Keeping the day on which somebody must do something next, so that boards sort by it."""

from __future__ import annotations

from datetime import date

from townmoot.record import Ctx
from townmoot.suggestions.enums import State
from townmoot.suggestions.models import Allotment, Serving, Suggestion
from townmoot.suggestions.queries.facts import Facts, PartFact
from townmoot.suggestions.queries.reading import facts_for
from townmoot.suggestions.queries.status import status

UNASSIGNED = (State.HANDED_IN, State.ACCEPTED)
WITH_UNITS = (State.ASSIGNED, State.ALLOTTED, State.IN_PROGRESS, State.REHANDLING)


def part_next_due(part: PartFact, day: date) -> date | None:
    """When the unit owes something next; None when it owes nothing."""
    if not part.live_on(day):
        return None
    if not part.is_lead:
        return None if part.opinion_on is not None else part.due
    if part.rehandling_on(day):
        return part.rehandling_due
    return None if part.reply_by(day) is not None else part.due_on(day)


def _rating_due(item: Suggestion) -> date | None:
    rows = Serving._default_manager.filter(suggestion=item, rating=None)
    return rows.order_by("-rating_due").values_list("rating_due", flat=True).first()


def item_next_due(item: Suggestion, facts: Facts, day: date) -> date | None:
    """When somebody owes something for the suggestion next; None when nobody does."""
    state = status(facts, day)
    if state in UNASSIGNED:
        return facts.assign_due
    if state in WITH_UNITS:
        owed = [due for part in facts.leads_on(day) if (due := part_next_due(part, day))]
        term = facts.term_on(day)
        vacant = term is not None and state is State.ASSIGNED
        return min([*owed, *([term.due] if vacant and term is not None else [])], default=None)
    return _rating_due(item) if state in (State.REPLIED, State.MERGED) else None


def refresh(ctx: Ctx, item: Suggestion) -> Facts:
    """Set `next_due` of the suggestion and of its units' parts from the rows as they are now."""
    facts = facts_for(item)
    by_id = {part.id: part for part in facts.parts}
    rows = Allotment._default_manager.filter(suggestion=item)
    for row in rows:
        due = part_next_due(by_id[row.pk], ctx.today) if _with_unit(facts, ctx.today) else None
        if row.next_due != due:
            ctx.save(ctx.get(Allotment, row.pk), next_due=due)
    due = item_next_due(item, facts, ctx.today)
    if item.next_due != due:
        ctx.save(item, next_due=due)
    return facts


def _with_unit(facts: Facts, day: date) -> bool:
    return status(facts, day) in WITH_UNITS

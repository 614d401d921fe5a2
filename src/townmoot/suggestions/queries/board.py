"""Boards and inboxes: what is due, the most urgent first; one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, Q

from townmoot.record import Actor
from townmoot.suggestions.enums import ClockKind, PartState, Share, State
from townmoot.suggestions.models import Allotment, Assignment, Serving, Suggestion
from townmoot.suggestions.queries.clocks import (
    Clock,
    assign_clock,
    part_clocks,
    rating_clock,
    soon_days,
)
from townmoot.suggestions.queries.facts import Facts
from townmoot.suggestions.queries.lists import UNIT_ROLES, insider, suggestions_for
from townmoot.suggestions.queries.reading import facts_of
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.status import part_status, status

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 50


@dataclass(frozen=True)
class Line:
    """A suggestion on a list: where it stands, who has it, what is due next."""

    item: Suggestion
    state: State
    clock: Clock | None
    parts: tuple[Allotment, ...]


@dataclass(frozen=True)
class InboxLine:
    """A unit's part on its inbox."""

    part: Allotment
    state: State
    part_state: PartState
    clock: Clock | None


@dataclass(frozen=True)
class Page:
    """Some lines, and where the next page begins (empty: nowhere)."""

    lines: list[Line]
    next: str = ""


def with_clocks(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """The suggestions with what their clocks are read from: four queries, however many."""
    parts = Allotment._default_manager.filter(ended_on=None).select_related("unit", "rehandling")
    servings = Serving._default_manager.select_related("rating")
    return rows.prefetch_related(
        Prefetch("allotments", queryset=parts.prefetch_related("extensions")),
        Prefetch("assignments", queryset=Assignment._default_manager.filter(ended_on=None)),
        Prefetch("servings", queryset=servings),
    )


def _term_clock(item: Suggestion, day: date, soon: int) -> Clock | None:
    """The reply clock of what no unit has yet."""
    term = next(iter(item.assignments.all()), None)
    if term is None or any(part.share == Share.LEAD for part in item.allotments.all()):
        return None
    return Clock(ClockKind.REPLY, term.due, day, item.replied_on, term.basis, soon)


def clocks_of(item: Suggestion, day: date, soon: int) -> Iterator[Clock]:
    """All clocks of a suggestion that came from `with_clocks`."""
    found = assign_clock(item, day, soon), _term_clock(item, day, soon)
    yield from (clock for clock in found if clock is not None)
    for part in item.allotments.all():
        yield from part_clocks(part, day, soon)
    for serving in item.servings.all():
        yield rating_clock(serving, day, soon)


_OWED = {
    State.HANDED_IN: (ClockKind.ASSIGN,),
    State.ACCEPTED: (ClockKind.ASSIGN,),
    State.ASSIGNED: (ClockKind.REPLY,),
    State.ALLOTTED: (ClockKind.REPLY,),
    State.IN_PROGRESS: (ClockKind.REPLY,),
    State.REHANDLING: (ClockKind.SECOND_REPLY,),
    State.REPLIED: (ClockKind.RATING,),
    State.MERGED: (ClockKind.RATING,),
}
_LAST = (ClockKind.SECOND_REPLY, ClockKind.REPLY)


def pressing(clocks: Iterable[Clock], state: State) -> Clock | None:
    """The clock that shows how a suggestion stands: what is owed now, else the last reply."""
    listed = list(clocks)
    owed = [c for c in listed if c.kind in _OWED.get(state, ()) and c.done_on is None]
    if owed:
        return min(owed, key=lambda clock: clock.due)
    done = [c for kind in _LAST for c in listed if c.kind is kind and c.done_on is not None]
    return done[0] if done else None


def lines_of(rows: Iterable[Suggestion], body: UUID, day: date) -> list[Line]:
    """The lines of some suggestions that came from `with_clocks`."""
    listed = list(rows)
    if not listed:
        return []
    facts = facts_of(listed)
    soon = soon_days(profile_of(body, day))
    return [_line(row, facts[row.pk], day, soon) for row in listed]


def _line(row: Suggestion, facts: Facts, day: date, soon: int) -> Line:
    state = status(facts, day)
    clock = pressing(clocks_of(row, day, soon), state)
    return Line(row, state, clock, tuple(row.allotments.all()))


def _after(cursor: str) -> Q:
    due, _bar, key = cursor.partition("_")
    try:
        day, last = date.fromisoformat(due), UUID(key)
    except ValueError:
        return Q()
    # The first condition lets the index begin there; the second leaves out what was shown.
    return Q(next_due__gte=day) & (Q(next_due__gt=day) | Q(pk__gt=last))


def board(actor: Actor, body: UUID, day: date, *, after: str = "", limit: int = PAGE) -> Page:
    """What is due, the most urgent first; `after` is a page's `next`.

    The assembly's board holds all that was handed in; everybody else's what they may see.
    """
    whole = Suggestion._default_manager.filter(body=body).select_related("lead", "proposed_unit")
    rows = whole if insider(actor) else suggestions_for(actor, body)
    rows = rows.filter(_after(after), next_due__isnull=False).order_by("next_due", "pk")
    found = list(with_clocks(rows)[: limit + 1])
    lines = lines_of(found[:limit], body, day)
    last = found[limit - 1] if len(found) > limit else None
    return Page(lines, f"{last.next_due}_{last.pk}" if last else "")


def listing(rows: QuerySet[Suggestion], body: UUID, day: date) -> list[Line]:
    """The lines of any query of suggestions, such as a slice of `suggestions_for`."""
    return lines_of(with_clocks(rows), body, day)


def inbox(
    actor: Actor, body: UUID, day: date, *, unit: UUID | None = None, limit: int = PAGE
) -> list[InboxLine]:
    """What the person's units owe, the most urgent first; of one unit where named."""
    units = actor.units(*UNIT_ROLES)
    wanted = units if unit is None else units & {unit}
    rows = Allotment._default_manager.filter(unit__in=wanted, next_due__isnull=False, body=body)
    rows = rows.select_related("unit", "rehandling", "suggestion__lead")
    parts = list(rows.prefetch_related("extensions").order_by("next_due", "pk")[:limit])
    if not parts:
        return []
    facts = facts_of({part.suggestion_id: part.suggestion for part in parts}.values())
    soon = soon_days(profile_of(body, day))
    return [_inbox_line(part, facts[part.suggestion_id], day, soon) for part in parts]


def _inbox_line(part: Allotment, facts: Facts, day: date, soon: int) -> InboxLine:
    fact = next(each for each in facts.parts if each.id == part.pk)
    owed = [c for c in part_clocks(part, day, soon) if c.kind is not ClockKind.RETURN]
    clock = next((c for c in reversed(owed) if c.done_on is None), None)
    return InboxLine(part, status(facts, day), part_status(fact, day), clock)

"""What a list that was taken over did, row by row, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from townmoot.people import queries as people
from townmoot.people.enums import Outcome
from townmoot.suggestions.queries.lists import suggestions_for
from townmoot.web.clerk.lists import OUTCOMES

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.record import Ctx


@dataclass(frozen=True)
class Line:
    """One row: its number, what it is about, and whether that is new, changed or unchanged."""

    row: int
    outcome: Outcome
    name: str = ""
    url: str = ""

    @property
    def state(self) -> str:
        """The state as lists show it."""
        return OUTCOMES[self.outcome][0]

    @property
    def word(self) -> Any:
        """The outcome in words."""
        return OUTCOMES[self.outcome][1]


def lines(ctx: Ctx, kind: str, source: Any) -> list[Line]:
    """The rows of a list that was taken over."""
    if kind == "ledger":
        return _suggestions(ctx, source)
    if kind == "meetings":
        return [
            Line(fact.row, Outcome.NEW, fact.meeting.name, _page("meeting", fact.meeting_id))
            for fact in source.facts.select_related("meeting")
        ]
    return _people(ctx, source)


def counts(found: list[Line]) -> list[tuple[Any, int]]:
    """How many rows are new, changed and unchanged, in words."""
    outcomes = [line.outcome for line in found]
    return [(word, outcomes.count(code)) for code, (_state, word) in OUTCOMES.items()]


def _page(name: str, key: UUID) -> str:
    return reverse(f"clerk:{name}", args=[key])


def _suggestions(ctx: Ctx, source: Any) -> list[Line]:
    rows = list(source.rows.all())
    seen = suggestions_for(ctx.actor, ctx.body).filter(pk__in=[row.suggestion for row in rows])
    titles = dict(seen.values_list("pk", "title"))
    return [
        Line(
            row.row,
            Outcome(row.outcome),
            titles.get(row.suggestion, ""),
            reverse("desk:one", args=[row.suggestion]) if row.suggestion in titles else "",
        )
        for row in rows
    ]


def _people(ctx: Ctx, source: Any) -> list[Line]:
    units = people.organizations(ctx.body, ctx.today).values_list("pk", "name")
    seen = people.people_for(ctx.actor, ctx.body, ctx.today)
    names = dict(units) | {one.person: one.name for one in seen}
    return [_person(row, names) for row in source.rows.all()]


def _person(row: Any, names: dict[UUID, str]) -> Line:
    about = row.person or row.organization
    if about not in names:
        return Line(row.row, Outcome(row.outcome))
    page = _page("person" if row.person else "organization", about)
    return Line(row.row, Outcome(row.outcome), names[about], page)

"""The lists that a clerk can take over: reading each, and what its preview shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.meetings.actions import taken
from townmoot.meetings.queries import taken as meetings_taken
from townmoot.meetings.uploads import receive_meetings
from townmoot.people import actions, uploads
from townmoot.people import queries as people
from townmoot.people.enums import Outcome
from townmoot.people.importing import Kind
from townmoot.people.importing.columns import COLUMNS
from townmoot.people.importing.problems import Severity
from townmoot.rules.queries import has_module
from townmoot.suggestions.actions import ledger
from townmoot.suggestions.queries import ledger_made
from townmoot.suggestions.uploads import receive_ledger
from townmoot.web.ground.words import chinese

if TYPE_CHECKING:
    from townmoot.people.importing import Problem
    from townmoot.people.queries import Change
    from townmoot.record import Act, Ctx

# How many rows a preview shows, again as many that have problems, and how many errors it names.
SHOWN = 300
TOLD = 100
# The columns of a list that its preview shows.
COLUMNS_SHOWN = {
    "roster": ("number", "name", "group", "constituency"),
    "units": ("code", "name", "head", "officer", "leader"),
    "ledger": ("number", "title", "lead", "lead_units", "replied_on", "result"),
    "meetings": ("date", "name", "hall", "suggestions", "replied"),
}


@dataclass(frozen=True)
class ListKind:
    """One kind of list: what it is called, how it is read, taken over and undone.

    `option` is a yes or no that goes with taking it over: its input, its words, its beginning.
    `relied` names the rows on which later work stands.
    """

    kind: Kind
    title: Any
    text: Any
    receive: Callable[..., uploads.Received[Any]]
    take: Act[Any, Any]
    undo: Act[Any, Any]
    listed: Callable[[UUID], Iterable[Any]]
    relied: Callable[[Any], Iterable[Any]]
    option: tuple[str, Any, bool] | None = None


_SLIPS = ("open_accounts", gettext_lazy("Let new people sign in with a slip"), True)
_RATED = ("release_ratings", gettext_lazy("Its ratings were published before"), False)

KINDS = {
    "roster": ListKind(
        Kind.ROSTER,
        gettext_lazy("Roster of deputies"),
        gettext_lazy("Names, groups, constituencies, numbers. Your own headings are understood."),
        uploads.receive_roster,
        actions.import_roster,
        actions.undo_roster,
        lambda body: people.imports(body).filter(kind="roster"),
        people.rows_relied_on,
        _SLIPS,
    ),
    "units": ListKind(
        Kind.UNITS,
        gettext_lazy("List of units"),
        gettext_lazy("Offices, centres and neighbourhoods with those who work in them."),
        uploads.receive_units,
        actions.import_units,
        actions.undo_units,
        lambda body: people.imports(body).filter(kind="units"),
        people.rows_relied_on,
        _SLIPS,
    ),
    "ledger": ListKind(
        Kind.LEDGER,
        gettext_lazy("Ledger of suggestions"),
        gettext_lazy("Suggestions of earlier years, with their units, days, replies and ratings."),
        receive_ledger,
        ledger.import_ledger,
        ledger.undo_ledger,
        ledger_made.ledgers,
        lambda source: map(row_words, ledger_made.relied_on(source)),
        _RATED,
    ),
    "meetings": ListKind(
        Kind.MEETING,
        gettext_lazy("Facts of past meetings"),
        gettext_lazy("Day, halls and groups of meetings held; how many suggestions were replied."),
        receive_meetings,
        taken.import_meetings,
        taken.undo_meetings,
        meetings_taken.meeting_lists,
        lambda source: map(row_words, meetings_taken.relied_on(source)),
    ),
}


def kinds_of(ctx: Ctx) -> dict[str, ListKind]:
    """The kinds of list that a body of this kind can take over."""
    return {
        name: kind
        for name, kind in KINDS.items()
        if has_module(ctx.body, ctx.today, kind.take.module)
    }


def row_words(row: Any) -> str:
    """A row of a list, by its number."""
    return _("row %(row)d") % {"row": row.row}


OUTCOMES = {
    Outcome.NEW: ("open", gettext_lazy("new")),
    Outcome.CHANGED: ("in_hand", gettext_lazy("changed")),
    Outcome.UNCHANGED: ("closed", gettext_lazy("unchanged")),
}


@dataclass(frozen=True)
class CellView:
    """One value of a row, with what is wrong in it."""

    label: str
    value: str
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class RowView:
    """One row of a list as its preview shows it."""

    row: int
    cells: list[CellView]
    state: str = ""
    word: Any = ""
    changes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def headings(kind: Kind) -> dict[str, str]:
    """Key → heading of a list's columns, in the reader's language."""
    return {column.key: column.zh if chinese() else column.en for column in COLUMNS[kind]}


def rows_of(name: str, received: uploads.Received[Any]) -> list[RowView]:
    """The first rows of a list and those with problems: what each does, what is wrong in it."""
    words = headings(KINDS[name].kind)
    planned = {row.row["row"]: row for row in received.plan.rows}
    wrong: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in received.problems:
        wrong[problem.row].append(problem)
    shown = _shown(name, received)
    found = []
    rows = received.preview.rows
    later = [row for row in rows[SHOWN:] if row.row in wrong]
    for row in [*rows[:SHOWN], *later[:SHOWN]]:
        plan, problems = planned.get(row.row), wrong[row.row]
        state, word = OUTCOMES[plan.outcome] if plan and not errors(problems) else ("", "")
        changes = [told(change, words) for change in plan.changes] if plan else []
        cells = [_cell(row, key, words[key], heading, problems) for key, heading in shown]
        placed = [problem for cell in cells for problem in cell.problems]
        others = [problem for problem in problems if problem not in placed]
        found.append(RowView(row.row, cells, state, word, changes, others))
    return found


def _shown(name: str, received: uploads.Received[Any]) -> list[tuple[str, str]]:
    """Key and written heading of the columns shown: the usual ones, and those with problems."""
    written = received.preview.columns
    wrong = {problem.column for problem in received.problems}
    usual = [(key, written.get(key, "")) for key in COLUMNS_SHOWN[name]]
    return usual + [
        (key, heading)
        for key, heading in written.items()
        if heading in wrong and key not in COLUMNS_SHOWN[name]
    ]


def _cell(row: Any, key: str, label: str, heading: str, problems: list[Problem]) -> CellView:
    mine = [problem for problem in problems if heading and problem.column == heading]
    return CellView(label, _text(getattr(row, key, None)), mine)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ("、" if chinese() else ", ").join(map(_text, value))
    return "" if value is None else str(getattr(value, "name", value))


def told(change: Change, words: Mapping[str, str]) -> str:
    """One change in words: Work: teacher → head teacher."""
    label = words.get(change.field, change.field)
    return _("%(label)s: %(before)s → %(after)s") % {
        "label": label,
        "before": change.before or "—",
        "after": change.after or "—",
    }


def errors(problems: list[Problem]) -> list[Problem]:
    """What must be put right."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def warnings(problems: list[Problem]) -> list[Problem]:
    """What a clerk should look at."""
    return [problem for problem in problems if problem.severity is Severity.WARNING]


@dataclass(frozen=True)
class Taken:
    """A list that was taken over, with the name of its kind."""

    kind: str
    title: Any
    source: Any


def taken_over(body: UUID) -> list[Taken]:
    """The lists of all kinds that were taken over, newest first."""
    rows = [
        Taken(name, kind.title, source)
        for name, kind in KINDS.items()
        for source in kind.listed(body)
    ]
    return sorted(rows, key=lambda row: (row.source.created_at, row.source.pk), reverse=True)

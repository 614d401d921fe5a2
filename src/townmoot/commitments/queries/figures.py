"""The rates of kept promises and of tasks done, which are never added up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from townmoot.commitments.enums import Kind
from townmoot.commitments.models import Commitment
from townmoot.commitments.queries.status import Facts, facts_of
from townmoot.figures import Counting, Definition, Row, register
from townmoot.rules.modules import Module
from townmoot.suggestions.queries.rules import profile_of


def kept(counting: Counting, unit: UUID | None = None) -> list[Row]:
    """Promises due by the day or settled, but for those settled in earlier years."""
    return _counted(counting, unit, Kind.PROMISE)


def done(counting: Counting, unit: UUID | None = None) -> list[Row]:
    """Tasks due by the day or settled, but for those settled in earlier years."""
    return _counted(counting, unit, Kind.TASK)


def _counted(counting: Counting, unit: UUID | None, kind: Kind) -> list[Row]:
    day = counting.day
    rows = Commitment._default_manager.filter(body=counting.body, kind=kind, on__lte=day)
    settled = Q(verification__on__gte=date(day.year, 1, 1))
    rows = rows.filter(Q(verification=None) | settled)
    if unit is not None:
        rows = rows.filter(unit=unit)
    listed = list(rows.select_related("suggestion", "unit").order_by("deadline", "pk"))
    facts = facts_of(listed)
    return [
        Row(row.pk, _label(row), _is_kept(facts[row.pk], day), _note(row, facts[row.pk], day))
        for row in listed
        if facts[row.pk].deadline < day or facts[row.pk].settled_by(day)
    ]


def _is_kept(facts: Facts, day: date) -> bool:
    return facts.kept_by(day) and facts.in_time


def _label(row: Commitment) -> str:
    if row.kind == Kind.TASK:
        return f"{row.unit} · {row.text}"
    if row.suggestion is None:
        return gettext("promise of %(date)s") % {"date": date_format(row.on)}
    return row.suggestion.serial


def _note(row: Commitment, facts: Facts, day: date) -> str:
    task = row.kind == Kind.TASK
    if not facts.kept_by(day):
        return gettext("task not done") if task else gettext("not kept")
    if not facts.in_time:
        return gettext("done late") if task else gettext("kept late")
    return gettext("task done") if task else gettext("kept")


def follows(body: UUID, day: date) -> bool:
    """Whether the body keeps account of promises and tasks at all."""
    return profile_of(body, day).has_module(Module.COMMITMENTS)


KEPT = Definition(
    key="kept_promise_rate",
    title=_("Promises kept"),
    words=_(
        "Promises found kept, with the evidence given by the promised day, of those whose day "
        "has passed or that were settled before it. Tasks set by meetings are counted apart."
    ),
    count=kept,
    applies=follows,
)

DONE = Definition(
    key="task_done_rate",
    title=_("Tasks done in time"),
    words=_(
        "Tasks set by meetings and found done, with the evidence given by their day, of those "
        "whose day has passed or that were settled before it. What a meeting requires and the "
        "areas it names are not counted."
    ),
    count=done,
    applies=follows,
)


def register_figures() -> None:
    """Name the figures of this app."""
    register(KEPT)
    register(DONE)

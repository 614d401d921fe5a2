"""Day counts: when a period ends, and how late a notice may be given.

After the Civil Code (民法典) 201 to 203: the day a period starts from is not counted; months end
on the corresponding day, else on the month's last; an end on a day off moves to the next
working day.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from townmoot.rules.calendars import Calendar, Day, DayKind
from townmoot.rules.count import Count, count, until_working
from townmoot.rules.labels import Label
from townmoot.rules.periods import Period
from townmoot.rules.sections import PeriodRule, Rule
from townmoot.rules.why import Step, StepKind, Why


class Due(BaseModel):
    """A computed day with its reasons.

    `nominal` is the end before it moved; `start` and `period` are the count it came from, so
    that an extension continues the same count. `provisional`: the calendar may still change it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: dt.date
    nominal: dt.date
    start: dt.date
    period: Period
    provisional: bool
    why: Why


class NoticeCheck(BaseModel):
    """Whether a notice was given early enough, and until when it could have been."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ok: bool
    given: dt.date
    latest: Due


def compute_due(
    start: dt.date,
    rule: PeriodRule | Period,
    calendar: Calendar,
    *,
    move: Rule[bool] | bool = True,
) -> Due:
    """The last day of the period that begins on `start`.

    `move`: whether an end on a day off moves on (民法典 203). ValueError for a start outside the
    years 1900 to 2899.
    """
    head = [_cite(StepKind.RULE, rule), Step(kind=StepKind.START, day=start)]
    return _finish(head, start, _period(rule), calendar, move=move)


def extend(
    due: Due,
    rule: PeriodRule | Period,
    calendar: Calendar,
    *,
    move: Rule[bool] | bool = True,
) -> Due:
    """The end after a further period.

    The same unit lengthens the count itself (3 months and 3 months are 6 months from the start);
    another unit counts on from the end before it moved.
    """
    period = _period(rule)
    head = [step for step in due.why.steps if step.kind in _KEPT]
    head.append(_cite(StepKind.EXTENDED, rule))
    if period.unit is due.period.unit:
        total = Period(count=due.period.count + period.count, unit=period.unit)
        return _finish(head, due.start, total, calendar, move=move)
    return _finish(head, due.nominal, period, calendar, move=move)


def extend_to(due: Due, day: dt.date, rule: Rule[int] | None = None) -> Due:
    """The end agreed on, which stands as agreed and does not move."""
    agreed = Step(
        kind=StepKind.AGREED,
        day=day,
        key=rule.key if rule else "",
        source=rule.source if rule else "",
    )
    kept = [step for step in due.why.steps if step.kind is not StepKind.PROVISIONAL]
    why = Why(steps=(*kept, agreed))
    return due.model_copy(update={"date": day, "nominal": day, "provisional": False, "why": why})


def latest_notice(meeting: dt.date, rule: PeriodRule | Period, calendar: Calendar) -> Due:
    """The last day on which a notice, or a paper, may be given for a meeting on that day.

    Clear days leave out both the day of the notice and the day of the meeting. The day does not
    move: a notice may be given on any day.
    """
    period = _period(rule)
    found = count(meeting, period, calendar, sign=-1)
    steps = [_cite(StepKind.RULE, rule), Step(kind=StepKind.BEFORE, day=meeting)]
    steps += _passed_over(found)
    steps.append(Step(kind=StepKind.LATEST, day=found.end))
    unsure = _unsure(found.looked_at)
    return Due(
        date=found.end,
        nominal=found.end,
        start=meeting,
        period=period,
        provisional=bool(unsure),
        why=Why(steps=(*steps, *unsure)),
    )


def check_notice(
    given: dt.date,
    meeting: dt.date,
    rule: PeriodRule | Period,
    calendar: Calendar,
) -> NoticeCheck:
    """Whether a notice given on that day is early enough for the meeting."""
    latest = latest_notice(meeting, rule, calendar)
    return NoticeCheck(ok=given <= latest.date, given=given, latest=latest)


_KEPT = {StepKind.RULE, StepKind.START, StepKind.EXTENDED}


def _finish(
    head: Sequence[Step],
    start: dt.date,
    period: Period,
    calendar: Calendar,
    *,
    move: Rule[bool] | bool,
) -> Due:
    found = count(start, period, calendar)
    steps = [*head, *_passed_over(found), Step(kind=StepKind.ENDS, day=found.end)]
    moves = move.value if isinstance(move, Rule) else move
    passed = list(until_working(found.end, calendar)) if moves else []
    end = passed[-1].date if passed else found.end
    if end != found.end:
        steps.append(_moved(passed, move=move))
    unsure = _unsure([*found.looked_at, *passed])
    return Due(
        date=end,
        nominal=found.end,
        start=start,
        period=period,
        provisional=bool(unsure),
        why=Why(steps=(*steps, *unsure)),
    )


def _period(rule: PeriodRule | Period) -> Period:
    return rule.period if isinstance(rule, PeriodRule) else rule


def _cite(kind: StepKind, rule: PeriodRule | Period) -> Step:
    if isinstance(rule, Period):
        return Step(kind=kind, period=rule)
    return Step(kind=kind, period=rule.period, key=rule.key, source=rule.source)


def _moved(passed: Sequence[Day], *, move: Rule[bool] | bool) -> Step:
    return Step(
        kind=StepKind.MOVED,
        day=passed[-1].date,
        name=passed[0].name,
        key=move.key if isinstance(move, Rule) else "",
        source=move.source if isinstance(move, Rule) else "",
    )


def _passed_over(found: Count) -> list[Step]:
    """The days off that were left out, by name, and the weekend days that were counted."""
    off: dict[Label | None, int] = {}
    for day in found.looked_at:
        if not day.working:
            off[day.name] = off.get(day.name, 0) + 1
    steps = [Step(kind=StepKind.SKIPPED, name=name, count=days) for name, days in off.items()]
    steps += [
        Step(kind=StepKind.MADE_UP, day=day.date, name=day.name)
        for day in found.looked_at
        if day.kind is DayKind.MAKEUP
    ]
    if found.cut:
        steps.append(Step(kind=StepKind.NO_SUCH_DAY))
    return steps


def _unsure(days: Iterable[Day]) -> list[Step]:
    """One step for each year that the calendar does not know yet."""
    years = {day.date.year: day.date for day in reversed(list(days)) if day.provisional}
    return [Step(kind=StepKind.PROVISIONAL, day=years[year]) for year in sorted(years)]

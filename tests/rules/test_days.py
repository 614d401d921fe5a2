"""When a period ends: worked examples, each with its reasons."""

from __future__ import annotations

from datetime import date

import pytest

from townmoot.rules import (
    Override,
    Period,
    Step,
    TownCalendar,
    Unit,
    calendar_named,
    check_notice,
    compute_due,
    extend,
    extend_to,
    latest_notice,
)
from townmoot.rules.calendars import HOLIDAYS
from townmoot.rules.why import StepKind

CHINA = calendar_named("cn")


def period(count: int, unit: str) -> Period:
    return Period(count=count, unit=Unit(unit))


@pytest.mark.parametrize(
    ("start", "count", "unit", "nominal", "end"),
    [
        # months end on the corresponding day
        ("2026-01-16", 3, "month", "2026-04-16", "2026-04-16"),
        ("2026-01-16", 6, "month", "2026-07-16", "2026-07-16"),
        # else on the month's last day
        ("2026-01-31", 1, "month", "2026-02-28", "2026-02-28"),  # a make-up Saturday
        ("2025-11-30", 3, "month", "2026-02-28", "2026-02-28"),
        ("2023-11-30", 3, "month", "2024-02-29", "2024-02-29"),  # leap year
        ("2024-02-29", 1, "year", "2025-02-28", "2025-02-28"),
        ("2024-02-29", 12, "month", "2025-02-28", "2025-02-28"),
        ("2025-12-31", 2, "month", "2026-02-28", "2026-02-28"),
        # an end on a holiday or weekend moves
        ("2025-11-15", 3, "month", "2026-02-15", "2026-02-24"),
        ("2026-01-18", 3, "month", "2026-04-18", "2026-04-20"),
        ("2026-04-01", 6, "month", "2026-10-01", "2026-10-08"),
        ("2026-02-01", 14, "day", "2026-02-15", "2026-02-24"),
        ("2026-02-01", 13, "day", "2026-02-14", "2026-02-14"),  # a make-up Saturday stays
        # working days
        ("2026-01-16", 7, "working_day", "2026-01-27", "2026-01-27"),
        ("2026-02-10", 7, "working_day", "2026-02-26", "2026-02-26"),
        ("2026-02-13", 1, "working_day", "2026-02-14", "2026-02-14"),
        ("2026-02-14", 1, "working_day", "2026-02-24", "2026-02-24"),
        ("2026-09-19", 1, "working_day", "2026-09-20", "2026-09-20"),  # a make-up Sunday
        # clear days: neither end counts
        ("2026-03-02", 3, "clear_day", "2026-03-06", "2026-03-06"),
        ("2026-03-05", 3, "clear_working_day", "2026-03-11", "2026-03-11"),
        # nothing: the day itself, or the next that is worked
        ("2026-03-02", 0, "working_day", "2026-03-02", "2026-03-02"),
        ("2026-02-16", 0, "day", "2026-02-16", "2026-02-24"),
    ],
)
def test_a_period_ends_on(start, count, unit, nominal, end):
    due = compute_due(date.fromisoformat(start), period(count, unit), CHINA)
    assert (due.nominal.isoformat(), due.date.isoformat()) == (nominal, end)
    assert due.provisional is False


def test_an_end_on_a_holiday_stays_where_the_rule_does_not_move_it():
    due = compute_due(date(2025, 11, 15), period(3, "month"), CHINA, move=False)
    assert due.date == date(2026, 2, 15)
    assert due.provisional is False


def test_the_reply_period_names_its_rule_and_the_holiday_that_moved_it(shanghai, china):
    due = shanghai.due(shanghai.suggestions.reply_period, date(2025, 11, 15), china)
    months = period(3, "month")
    assert due.why.steps == (
        Step(
            kind=StepKind.RULE,
            period=months,
            key="suggestions.reply_period",
            source="代表法第五十一条",
        ),
        Step(kind=StepKind.START, day=date(2025, 11, 15)),
        Step(kind=StepKind.ENDS, day=date(2026, 2, 15)),
        Step(
            kind=StepKind.MOVED,
            day=date(2026, 2, 24),
            name=HOLIDAYS["Spring Festival"],
            key="periods.move_end",
            source="民法典第二百零三条",
        ),
    )


def test_working_days_tell_what_was_left_out_and_what_was_made_up(shanghai, china):
    due = shanghai.due(shanghai.suggestions.assign_period, date(2026, 2, 9), china)
    assert due.date == date(2026, 2, 25)
    assert due.why.steps[2:] == (
        Step(kind=StepKind.SKIPPED, name=HOLIDAYS["Spring Festival"], count=9),
        Step(kind=StepKind.MADE_UP, day=date(2026, 2, 14), name=HOLIDAYS["Spring Festival"]),
        Step(kind=StepKind.ENDS, day=date(2026, 2, 25)),
    )


def test_a_month_without_such_a_day_says_so():
    due = compute_due(date(2026, 1, 31), period(1, "month"), CHINA)
    assert [step.kind for step in due.why.steps] == [
        StepKind.RULE,
        StepKind.START,
        StepKind.NO_SUCH_DAY,
        StepKind.ENDS,
    ]


def test_the_towns_own_day_off_moves_an_end():
    town = TownCalendar(CHINA, {date(2026, 3, 12): Override(working=False)})
    due = compute_due(date(2026, 2, 12), period(1, "month"), town)
    assert due.date == date(2026, 3, 13)
    assert due.why.steps[-1] == Step(kind=StepKind.MOVED, day=date(2026, 3, 13))


def test_a_count_into_a_year_not_announced_is_provisional():
    due = compute_due(date(2026, 12, 28), period(7, "working_day"), CHINA)
    assert due.date == date(2027, 1, 6)
    assert due.provisional is True
    assert due.why.steps[-1] == Step(kind=StepKind.PROVISIONAL, day=date(2027, 1, 1))


def test_a_period_across_the_new_year_names_each_unannounced_year_once():
    due = compute_due(date(2027, 12, 30), period(3, "working_day"), CHINA)
    assert [s.day for s in due.why.steps if s.kind is StepKind.PROVISIONAL] == [
        date(2027, 12, 31),
        date(2028, 1, 1),
    ]


def test_months_that_end_in_an_announced_year_are_not_provisional():
    assert compute_due(date(2026, 9, 1), period(3, "month"), CHINA).provisional is False
    assert compute_due(date(2026, 10, 4), period(3, "month"), CHINA).provisional is True


def test_a_start_no_calendar_reaches_is_refused():
    with pytest.raises(ValueError, match="9999-12-31"):
        compute_due(date(9999, 12, 31), period(1, "day"), CHINA)


# ------------------------------------------------------------------ longer


def test_an_extension_in_months_lengthens_the_same_count(shanghai, china):
    start = date(2026, 1, 31)
    due = shanghai.due(shanghai.suggestions.reply_period, start, china)
    longer = shanghai.extended(due, shanghai.suggestions.extension_max, china)
    assert due.nominal == date(2026, 4, 30)
    assert longer.nominal == date(2026, 7, 31)
    assert longer.date == shanghai.due(shanghai.suggestions.long_reply_period, start, china).date
    assert [step.kind for step in longer.why.steps] == [
        StepKind.RULE,
        StepKind.START,
        StepKind.EXTENDED,
        StepKind.ENDS,
    ]


def test_an_extension_forgets_that_the_first_end_had_moved():
    due = compute_due(date(2025, 11, 15), period(3, "month"), CHINA)
    assert extend(due, period(1, "month"), CHINA).date == date(2026, 3, 16)


def test_an_extension_in_another_unit_counts_on_from_the_end():
    due = compute_due(date(2026, 1, 18), period(3, "month"), CHINA)
    longer = extend(due, period(10, "day"), CHINA)
    assert longer.start == date(2026, 4, 18)
    assert longer.date == date(2026, 4, 28)
    again = extend(longer, period(5, "day"), CHINA, move=False)
    assert again.date == date(2026, 5, 3)


def test_an_end_agreed_on_stands_and_names_its_rule(shanghai, china):
    due = shanghai.due(shanghai.suggestions.reply_period, date(2026, 1, 16), china)
    rule = shanghai.suggestions.extension_max
    agreed = extend_to(due, date(2026, 6, 20), rule)
    assert (agreed.date, agreed.nominal, agreed.provisional) == (
        date(2026, 6, 20),
        date(2026, 6, 20),
        False,
    )
    assert agreed.why.steps[-1] == Step(
        kind=StepKind.AGREED, day=date(2026, 6, 20), key=rule.key, source=rule.source
    )
    assert agreed.why.steps[:-1] == due.why.steps


def test_an_end_agreed_on_may_stand_without_a_rule():
    due = compute_due(date(2026, 12, 28), period(7, "working_day"), CHINA)
    agreed = extend_to(due, date(2026, 6, 20))
    assert (due.provisional, agreed.provisional) == (True, False)
    assert StepKind.PROVISIONAL not in {step.kind for step in agreed.why.steps}
    assert agreed.why.steps[-1] == Step(kind=StepKind.AGREED, day=date(2026, 6, 20))


# ------------------------------------------------------------------ backwards


@pytest.mark.parametrize(
    ("meeting", "count", "unit", "latest"),
    [
        ("2026-01-15", 7, "day", "2026-01-08"),
        ("2026-01-15", 1, "day", "2026-01-14"),
        ("2026-01-15", 3, "clear_day", "2026-01-11"),
        ("2026-02-25", 2, "working_day", "2026-02-14"),
        ("2026-02-25", 2, "clear_working_day", "2026-02-13"),
        ("2026-03-31", 1, "month", "2026-02-28"),
        ("2026-03-15", 2, "month", "2026-01-15"),
        ("2024-02-29", 1, "year", "2023-02-28"),
    ],
)
def test_the_latest_day_for_a_notice_is(meeting, count, unit, latest):
    found = latest_notice(date.fromisoformat(meeting), period(count, unit), CHINA)
    assert found.date.isoformat() == latest


def test_a_notice_on_the_latest_day_is_early_enough_and_a_day_later_is_not(shanghai, china):
    meeting, rule = date(2026, 1, 15), shanghai.sessions.notice
    last = check_notice(date(2026, 1, 8), meeting, rule, china)
    late = check_notice(date(2026, 1, 9), meeting, rule, china)
    assert (last.ok, late.ok) == (True, False)
    assert late.given == date(2026, 1, 9)
    assert late.latest.date == date(2026, 1, 8)
    assert [step.kind for step in late.latest.why.steps] == [
        StepKind.RULE,
        StepKind.BEFORE,
        StepKind.LATEST,
    ]


def test_a_count_back_over_days_not_announced_is_provisional():
    assert latest_notice(date(2027, 1, 6), period(3, "working_day"), CHINA).provisional is True
    assert latest_notice(date(2027, 1, 6), period(3, "day"), CHINA).provisional is False

"""What holds of every period, whatever the day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from townmoot.rules import (
    Due,
    Override,
    Period,
    TownCalendar,
    Unit,
    calendar_named,
    compute_due,
    extend,
    latest_notice,
)
from townmoot.rules.count import next_working

CHINA = calendar_named("cn")
DAY = timedelta(days=1)
days = st.dates(date(2003, 1, 1), date(2029, 12, 31))
counts = st.integers(0, 60)
units = st.sampled_from(Unit)
periods = st.builds(Period, count=counts, unit=units)
tables = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.builds(Override, working=st.booleans()),
    max_size=20,
)
towns = st.builds(TownCalendar, st.just(CHINA), tables)


@given(days, periods, towns)
def test_an_end_that_moves_is_worked_and_not_before_the_nominal_end(start, period, town):
    due = compute_due(start, period, town)
    assert town.day(due.date).working
    assert due.date >= due.nominal >= start
    passed = (due.date - due.nominal).days
    assert not any(town.day(due.nominal + n * DAY).working for n in range(passed))


@given(days, periods, towns)
def test_a_later_start_never_ends_earlier(start, period, town):
    first = compute_due(start, period, town)
    assert compute_due(start + DAY, period, town).date >= first.date


@given(days, units, counts, towns)
def test_a_longer_period_never_ends_earlier(start, unit, count, town):
    shorter = compute_due(start, Period(count=count, unit=unit), town)
    longer = compute_due(start, Period(count=count + 1, unit=unit), town)
    assert longer.date >= shorter.date
    assert longer.nominal > shorter.nominal


@given(days, st.integers(1, 60), towns)
def test_working_days_are_counted_one_by_one(start, count, town):
    end = compute_due(start, Period(count=count, unit=Unit.WORKING_DAY), town).nominal
    after = [start + n * DAY for n in range(1, (end - start).days + 1)]
    assert sum(town.day(day).working for day in after) == count
    assert town.day(end).working


@given(days, counts, st.sampled_from([Unit.DAY, Unit.CLEAR_DAY]))
def test_days_counted_on_and_back_return_to_the_start(start, count, unit):
    period = Period(count=count, unit=unit)
    end = compute_due(start, period, CHINA, move=False).date
    assert latest_notice(end, period, CHINA).date == start


@given(days, st.integers(1, 60), towns)
def test_working_days_counted_on_and_back_return_to_a_working_start(start, count, town):
    start = next_working(start, town)
    period = Period(count=count, unit=Unit.WORKING_DAY)
    end = compute_due(start, period, town).date
    assert latest_notice(end, period, town).date == start


@given(days, units, counts, counts, towns)
def test_a_period_and_its_extension_are_one_longer_period(start, unit, first, second, town):
    due = compute_due(start, Period(count=first, unit=unit), town)
    longer = extend(due, Period(count=second, unit=unit), town)
    whole = compute_due(start, Period(count=first + second, unit=unit), town)
    assert (longer.date, longer.nominal, longer.period) == (
        whole.date,
        whole.nominal,
        whole.period,
    )


@given(days, periods, periods, towns)
def test_an_extension_never_ends_earlier(start, first, second, town):
    due = compute_due(start, first, town)
    assert extend(due, second, town).date >= due.date


@given(days, periods, towns)
def test_a_due_day_is_the_same_after_it_was_stored(start, period, town):
    due = compute_due(start, period, town)
    assert Due.model_validate_json(due.model_dump_json()) == due


@given(days, st.integers(0, 24))
def test_months_keep_the_day_or_take_the_last(start, count):
    end = compute_due(start, Period(count=count, unit=Unit.MONTH), CHINA, move=False).date
    assert (end.year - start.year) * 12 + end.month - start.month == count
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)

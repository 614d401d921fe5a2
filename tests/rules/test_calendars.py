"""What a day is: by the state, by the town, or provisionally."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from townmoot.rules import (
    ChineseCalendar,
    Day,
    DayKind,
    Label,
    Override,
    Period,
    TownCalendar,
    Unit,
    WeekendCalendar,
    calendar_named,
    latest_notice,
)
from townmoot.rules.calendars import HOLIDAYS

SPRING = HOLIDAYS["Spring Festival"]


@pytest.mark.parametrize(
    ("on", "kind", "name"),
    [
        (date(2026, 2, 13), DayKind.WORKDAY, None),
        (date(2026, 2, 14), DayKind.MAKEUP, "春节"),
        (date(2026, 2, 15), DayKind.HOLIDAY, "春节"),
        (date(2026, 2, 23), DayKind.HOLIDAY, "春节"),
        (date(2026, 2, 24), DayKind.WORKDAY, None),
        (date(2026, 2, 28), DayKind.MAKEUP, "春节"),
        (date(2026, 3, 7), DayKind.WEEKEND, None),
        (date(2026, 4, 6), DayKind.HOLIDAY, "清明节"),
        (date(2015, 9, 3), DayKind.HOLIDAY, "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
    ],
)
def test_a_day_of_an_announced_year_is_what_the_state_announced(on, kind, name):
    day = ChineseCalendar().day(on)
    assert (day.kind, day.name.zh if day.name else None, day.provisional) == (kind, name, False)


@pytest.mark.parametrize(
    ("on", "kind"), [(date(2027, 1, 1), DayKind.WORKDAY), (date(2027, 1, 2), DayKind.WEEKEND)]
)
def test_a_day_of_a_year_not_announced_is_provisional(on, kind):
    assert ChineseCalendar().day(on) == Day(on, kind, None, provisional=True)


def test_every_holiday_the_library_knows_has_its_name_in_both_languages():
    from chinese_calendar.constants import Holiday

    assert {holiday.value for holiday in Holiday} == set(HOLIDAYS)


def test_a_working_day_and_a_make_up_day_are_worked_the_others_are_not():
    assert {kind for kind in DayKind if kind.working} == {DayKind.WORKDAY, DayKind.MAKEUP}


@pytest.mark.parametrize(
    ("on", "working", "kind"),
    [
        (date(2026, 3, 12), False, DayKind.HOLIDAY),
        (date(2026, 3, 14), True, DayKind.MAKEUP),
        (date(2026, 2, 17), True, DayKind.WORKDAY),
        (date(2027, 1, 1), False, DayKind.HOLIDAY),
    ],
)
def test_the_towns_table_goes_before_the_states_calendar(on, working, kind):
    name = Label(zh="开渡节", en="Ferry Day")
    town = TownCalendar(ChineseCalendar(), {on: Override(working, name)})
    assert town.day(on) == Day(on, kind, name, provisional=False, town=True)


def test_a_day_the_town_says_nothing_of_is_the_states():
    town = TownCalendar(ChineseCalendar(), {date(2026, 3, 12): Override(working=False)})
    assert town.day(date(2026, 2, 16)) == Day(date(2026, 2, 16), DayKind.HOLIDAY, SPRING)


def test_a_calendar_of_weekends_alone_is_always_provisional():
    assert WeekendCalendar().day(date(2026, 2, 16)) == Day(
        date(2026, 2, 16), DayKind.WORKDAY, provisional=True
    )


def test_a_calendar_is_found_by_its_name_with_the_town_over_it():
    assert calendar_named("cn") == ChineseCalendar()
    table = {date(2026, 3, 12): Override(working=False)}
    assert calendar_named("cn", table) == TownCalendar(ChineseCalendar(), table)


def test_an_unknown_calendar_is_refused():
    with pytest.raises(KeyError):
        calendar_named("mars")


# ------------------------------------------------------------------ England


@pytest.mark.parametrize(
    ("on", "kind", "name"),
    [
        (date(2026, 4, 1), DayKind.WORKDAY, None),
        (date(2026, 4, 2), DayKind.HOLIDAY, "Easter break"),
        (date(2026, 4, 7), DayKind.HOLIDAY, "Easter break"),
        (date(2026, 5, 2), DayKind.WORKDAY, None),
        (date(2026, 5, 3), DayKind.WEEKEND, None),
        (date(2026, 5, 4), DayKind.HOLIDAY, "Early May bank holiday"),
        (date(2026, 12, 29), DayKind.HOLIDAY, "Christmas break"),
    ],
)
def test_a_saturday_is_a_clear_day_and_a_sunday_or_a_break_is_not(on, kind, name):
    day = calendar_named("gb-england").day(on)
    assert (day.kind, day.name.en if day.name else None, day.provisional) == (kind, name, False)


def test_a_year_beyond_the_table_is_provisional():
    assert calendar_named("gb-england").day(date(2031, 5, 5)).provisional is True


def test_three_clear_days_leave_out_both_ends_sundays_and_the_bank_holiday():
    rule = Period(count=3, unit=Unit.CLEAR_WORKING_DAY)
    latest = latest_notice(date(2026, 5, 7), rule, calendar_named("gb-england"))
    assert latest.date == date(2026, 5, 1)  # Saturday 2, Tuesday 5 and Wednesday 6 are clear
    with translation.override("en@parish"):
        assert "3 clear days" in str(latest.why)
        assert "1 Sunday not counted" in str(latest.why)
        assert "1 day of Early May bank holiday not counted" in str(latest.why)

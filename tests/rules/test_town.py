"""A town's own days and its choice of profile, through acts."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.utils import translation

from townmoot.record import ACTS, Invalid, Refused, today, today_of
from townmoot.record.models import Entry, new_id
from townmoot.rules import ChineseCalendar, DayKind, NoProfile, Period, Unit, compute_due
from townmoot.rules.models import CalendarDay
from townmoot.rules.queries import calendar_for, choices_of, days_of, has_module, profile_for

FERRY = date(2026, 3, 12)
ROWS = [
    {"date": "2026-03-12", "kind": "off", "name": "配电房改造", "source": "澄府办〔2026〕5号"},
    {"date": "2026-03-14", "kind": "worked", "name": "补班", "name_en": "Worked instead"},
]


@pytest.fixture
def town(do, body):
    """A town that goes by the Shanghai rules."""
    for choice in choices_of(body):
        assert choice.profile == "cn-township"
    do("profile.choose", profile="cn-township-shanghai")
    return body


def public(body) -> dict:
    entry = Entry.objects.filter(body=body).latest("position")
    return json.loads(entry.envelope)["public"]["data"]


def test_a_day_off_moves_an_end_until_it_is_cleared(town, do):
    def end() -> date:
        month = Period(count=1, unit=Unit.MONTH)
        return compute_due(date(2026, 2, 12), month, calendar_for(town, FERRY)).date

    assert end() == FERRY
    do("calendar.set_day", date="2026-03-12", kind="off", name="停电", name_en="No power")
    assert end() == date(2026, 3, 13)
    do("calendar.clear_day", date="2026-03-12")
    assert end() == FERRY


def test_a_day_of_the_town_has_its_name_in_both_languages(town, do):
    do("calendar.import_days", rows=ROWS)
    calendar = calendar_for(town, FERRY)
    names = [calendar.day(FERRY).name, calendar.day(date(2026, 3, 14)).name]
    assert [str(name) for name in names] == ["配电房改造", "Worked instead"]
    with translation.override("zh-hans"):
        assert [str(name) for name in names] == ["配电房改造", "补班"]
    assert calendar.day(date(2026, 3, 14)).kind is DayKind.MAKEUP


def test_a_day_without_a_name_has_none(town, do):
    do("calendar.set_day", date="2026-03-12", kind="off")
    assert calendar_for(town, FERRY).day(FERRY).name is None


def test_setting_the_same_day_again_changes_nothing(town, do):
    first = do("calendar.set_day", date="2026-03-12", kind="off").result
    assert do("calendar.set_day", date="2026-03-12", kind="off").result == first
    assert CalendarDay.objects.filter(body=town).count() == 1


def test_a_second_thought_about_a_day_keeps_the_first_as_ended(town, do):
    do("calendar.set_day", date="2026-03-12", kind="off")
    do("calendar.set_day", date="2026-03-12", kind="worked")
    rows = CalendarDay.objects.filter(body=town)
    assert [(row.kind, row.ended_at is None) for row in rows.order_by("created_at", "id")] == [
        ("off", False),
        ("worked", True),
    ]
    assert rows.get(kind="off").ended_at == rows.get(kind="worked").created_at


def test_the_table_can_be_seen_as_it_stood(town, do):
    do("calendar.set_day", date="2026-03-12", kind="off")
    made = days_of(town).get().created_at
    do("calendar.clear_day", date="2026-03-12")
    assert calendar_for(town, FERRY, as_of=made).day(FERRY).town is True
    assert calendar_for(town, FERRY).day(FERRY).town is False
    cleared = CalendarDay.objects.get(body=town).ended_at
    assert calendar_for(town, FERRY, as_of=cleared).day(FERRY).town is False
    before = made - timedelta(seconds=1)
    assert calendar_for(town, FERRY, as_of=before).day(FERRY).town is False


def test_a_day_that_is_not_set_cannot_be_cleared(town, do):
    with pytest.raises(Refused, match="says nothing of that day"):
        do("calendar.clear_day", date="2026-03-12")


def test_the_same_table_again_changes_nothing(town, do):
    assert len(do("calendar.import_days", rows=ROWS).result["days"]) == 2
    assert do("calendar.import_days", rows=ROWS).result["days"] == []
    assert days_of(town).count() == 2


def test_a_table_that_names_a_day_twice_is_refused_whole(town, do):
    with pytest.raises(Refused, match=r"names a day twice: .*2026"):
        do("calendar.import_days", rows=[*ROWS, {"date": "2026-03-12", "kind": "worked"}])
    assert days_of(town).count() == 0


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"date": "12 March", "kind": "off"}],
        [{"date": "1999-12-31", "kind": "off"}],
        [{"date": "2026-03-12", "kind": "dancing"}],
        [{"date": "2026-03-12", "kind": "off", "colour": "red"}],
        [{"date": "2026-03-12", "kind": "off", "name": "x" * 201}],
    ],
)
def test_a_table_with_a_wrong_row_is_refused(town, do, rows):
    with pytest.raises(Invalid):
        do("calendar.import_days", rows=rows)


def test_only_dates_and_codes_are_public(town, do):
    do("calendar.set_day", date="2026-03-12", kind="off", name="停电")
    assert public(town) == {"date": "2026-03-12", "kind": "off"}
    do("calendar.clear_day", date="2026-03-12")
    assert public(town) == {"date": "2026-03-12"}
    do("calendar.import_days", rows=ROWS[:1])
    assert public(town) == {"days": [{"date": "2026-03-12", "kind": "off"}]}
    day = str(today("Asia/Shanghai"))
    do("profile.choose", profile="cn-township")
    assert public(town) == {"profile": "cn-township", "valid_from": day}


def test_another_towns_days_are_its_own(town, do):
    do("calendar.set_day", date="2026-03-12", kind="off")
    assert days_of(new_id()).count() == 0


# ------------------------------------------------------------------ profile


def test_a_body_has_the_modules_its_profile_names_and_all_before_it_has_one(body, do):
    day = today_of(body)
    for module, there in (("suggestions", True), ("council", False), ("people", True)):
        assert has_module(body, day, module) is there
    do("profile.choose", profile="gb-parish")
    for module, there in (("suggestions", False), ("council", True), ("people", True)):
        assert has_module(body, day, module) is there
    assert has_module(new_id(), day, "suggestions") is True


def test_a_town_goes_by_the_version_in_force_on_the_day(town):
    later = today("Asia/Shanghai") + timedelta(days=1)
    assert profile_for(town, later).ref == "cn-township-shanghai@2025-09-26"


def test_a_town_that_chose_later_goes_by_it_from_then_on(town, do):
    later = today("Asia/Shanghai") + timedelta(days=30)
    do("profile.choose", profile="cn-township@2022-03-12", valid_from=later)
    assert profile_for(town, later).ref == "cn-township@2022-03-12"
    assert profile_for(town, later - timedelta(days=1)).profile == "cn-township-shanghai"


def test_the_last_choice_of_a_day_holds(town, do):
    do("profile.choose", profile="cn-township")
    assert profile_for(town, today("Asia/Shanghai")).profile == "cn-township"


def test_an_unknown_profile_is_refused(town, do):
    with pytest.raises(Refused, match="no procedure profile of that name"):
        do("profile.choose", profile="mars")


def test_the_past_is_not_judged_anew(town, do):
    with pytest.raises(Refused, match="today or a later day"):
        do("profile.choose", profile="cn-township", valid_from="2020-01-01")


def test_a_town_without_a_profile_says_so(db):
    with pytest.raises(NoProfile, match="No procedure profile has been chosen"):
        profile_for(new_id(), date(2026, 1, 15))


def test_a_calendar_takes_two_queries_whatever_the_table(town, do, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert calendar_for(town, FERRY) == ChineseCalendar()
    do("calendar.import_days", rows=ROWS)
    with django_assert_num_queries(2):
        calendar_for(town, FERRY)


@pytest.mark.parametrize(
    "name", ["calendar.set_day", "calendar.clear_day", "calendar.import_days", "profile.choose"]
)
def test_only_the_clerk_and_who_runs_the_server_keep_the_rules(name):
    assert ACTS[name].permission.roles == {"clerk", "operator"}

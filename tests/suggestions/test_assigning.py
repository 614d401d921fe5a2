"""Assigning to the government, allotting to units, giving back, referring upward."""

from __future__ import annotations

from datetime import date

import pytest

from townmoot.record import Denied, NotFound, Refused
from townmoot.rules.terms import ClockStart
from townmoot.suggestions.models import Allotment, Assignment, Extension, UnitReturn
from townmoot.suggestions.queries.rules import clock_start, restarted

JAN, FEB = date(2026, 1, 12), date(2026, 2, 12)


def give_back(desk, part, unit, **more):
    return desk.make(
        "unit.return",
        key="unit_return",
        by=unit.officer,
        allotment=part,
        reason="不属本单位职责",
        **more,
    )


def approve(desk, returned, **more):
    desk.do("return.approve", by=desk.office, unit_return=returned, **more)


def test_a_wide_matter_has_six_months(desk):
    key = desk.assigned(long=True)
    assert Assignment.objects.get(suggestion=key).due == date(2026, 7, 13)  # the 12th is a Sunday


def test_it_is_assigned_to_the_government_only(desk):
    key = desk.accepted()
    with pytest.raises(Refused, match="to the government"):
        desk.do("suggestion.assign", by=desk.chair, suggestion=key, to=desk.units[0].id)


def test_the_unit_does_not_assign(desk):
    key = desk.accepted()
    with pytest.raises(Denied):
        desk.do(
            "suggestion.assign",
            by=desk.units[0].head,
            suggestion=key,
            to=desk.town.government,
        )


def test_the_second_of_two_officers_is_told_that_it_was_allotted(desk):
    key = desk.assigned()
    desk.allot(key, desk.units[0])
    with pytest.raises(Refused, match="cannot be done now"):
        desk.allot(key, desk.units[1])
    assert Allotment.objects.filter(suggestion=key).count() == 1


def test_a_unit_is_named_once(desk):
    key = desk.assigned()
    with pytest.raises(Refused, match="named twice"):
        desk.allot(key, desk.units[0], assisting=[desk.units[0]])


def test_only_units_answer(desk):
    key = desk.assigned()
    with pytest.raises(Refused, match="not a unit"):
        desk.do(
            "suggestion.allot",
            by=desk.office,
            suggestion=key,
            leads=[{"unit": desk.town.presidium}],
            assisting=[],
        )


def test_a_unit_that_ended_answers_no_more(desk):
    key, unit = desk.assigned(), desk.town.unit("档案室")
    desk.town.do("organization.end", organization=unit, end="2026-01-12")
    desk.go("2026-01-13")
    with pytest.raises(Refused, match="档案室 is not a unit"):
        desk.do(
            "suggestion.allot",
            by=desk.office,
            suggestion=key,
            leads=[{"unit": unit}],
            assisting=[],
        )


def test_several_leads_each_have_their_part_in_words(desk):
    key = desk.assigned()
    one, two = desk.units[:2]
    with pytest.raises(Refused, match="which part"):
        desk.allot(key, (one, "划线"), two)
    parts = desk.allot(key, (one, "划线"), (two, "油烟"))
    desk.receive(parts[0], one)
    assert desk.state(key) == "in_progress"
    desk.receive(parts[1], two)


def test_an_assisting_unit_has_a_clock_of_its_own(desk):
    key = desk.assigned()
    desk.go("2026-01-14")
    _lead, helper = desk.allot(key, desk.units[0], assisting=[desk.units[1]])
    assert Allotment.objects.get(pk=helper).due == date(2026, 2, 14)  # worked before the holidays
    added = desk.make(
        "assist.add", key="allotment", by=desk.office, suggestion=key, unit=desk.units[2].id
    )
    assert desk.part_state(added) == "allotted"
    with pytest.raises(Refused, match="has its part"):
        desk.do("assist.add", by=desk.office, suggestion=key, unit=desk.units[2].id)


def test_receiving_by_an_assisting_unit_does_not_begin_the_handling(desk):
    key = desk.assigned()
    lead, helper = desk.allot(key, desk.units[0], assisting=[desk.units[1]])
    desk.receive(helper, desk.units[1])
    assert desk.state(key) == "allotted"
    desk.receive(lead, desk.units[0])
    assert desk.state(key) == "in_progress"


def test_another_units_officer_finds_nothing(desk):
    key = desk.assigned()
    (part,) = desk.allot(key, desk.units[0])
    with pytest.raises(NotFound):
        desk.receive(part, desk.units[1])


def test_what_is_given_back_goes_to_another_unit_and_the_clock_runs_on(desk):
    key = desk.assigned()
    one, two, helper = desk.units
    part, assisting = desk.allot(key, one, assisting=[helper])
    desk.receive(part, one)
    desk.go("2026-01-20")
    returned = give_back(desk, part, one, proposed_unit=two.id)
    assert desk.part_state(part) == "return_asked"
    approve(desk, returned)
    assert (desk.state(key), desk.part_state(part)) == ("assigned", "ended")
    assert desk.part_state(assisting) == "ended"
    assert desk.item(key).next_due == date(2026, 4, 13)
    (again,) = desk.allot(key, two)
    row = Allotment.objects.get(pk=again)
    assert (row.replaces_id, row.due) == (part, date(2026, 4, 13))  # 12 April is a Sunday


def test_a_return_is_decided_once(desk):
    _key, part = desk.handling()
    returned = give_back(desk, part, desk.units[0])
    approve(desk, returned)
    with pytest.raises(Refused, match="decided on this already"):
        approve(desk, returned)


def test_a_return_after_the_window_is_refused(desk):
    _key, part = desk.handling()
    desk.go("2026-01-22")
    with pytest.raises(Refused, match="could be given back until"):
        give_back(desk, part, desk.units[0])


def test_a_return_names_a_real_unit(desk):
    _key, part = desk.handling()
    with pytest.raises(Refused, match="not a unit"):
        give_back(desk, part, desk.units[0], proposed_unit=desk.town.congress)


@pytest.mark.parametrize("before", ["allotted", "received", "contacted"])
def test_a_refused_return_leaves_the_part_as_it_was(desk, before):
    key, unit = desk.assigned(), desk.units[0]
    (part,) = desk.allot(key, unit)
    if before != "allotted":
        desk.receive(part, unit)
    if before == "contacted":
        desk.contact(part, unit)
    returned = give_back(desk, part, unit)
    desk.do("return.refuse", by=desk.office, unit_return=returned, remark="属你单位职责")
    assert desk.part_state(part) == before
    assert UnitReturn.objects.get(pk=returned).approved is False


def test_one_of_two_leads_gives_back_and_another_takes_its_part_up(desk):
    key = desk.assigned()
    one, two, three = desk.units
    parts = desk.allot(key, (one, "划线"), (two, "油烟"))
    desk.receive(parts[0], one)
    returned = give_back(desk, parts[1], two)
    with pytest.raises(Refused, match="Other lead units"):
        approve(desk, returned, to_assembly=True)
    approve(desk, returned)
    assert desk.state(key) == "assigned"
    with pytest.raises(Refused, match="one unit for each"):
        desk.allot(key, (two, "油烟"), (three, "其他"))
    with pytest.raises(Refused, match="has its part already"):
        desk.allot(key, one)
    (again,) = desk.allot(key, three)
    assert Allotment.objects.get(pk=again).part == "油烟"
    assert desk.state(key) == "in_progress"


def test_an_assisting_unit_gives_back_and_the_lead_goes_on(desk):
    key = desk.assigned()
    lead, helper = desk.allot(key, desk.units[0], assisting=[desk.units[1]])
    desk.receive(lead, desk.units[0])
    returned = give_back(desk, helper, desk.units[1])
    with pytest.raises(Refused, match="Other lead units"):
        approve(desk, returned, to_assembly=True)
    approve(desk, returned)
    assert desk.state(key) == "in_progress"


def test_what_goes_back_to_the_assembly_is_assigned_again_from_the_first_day(desk):
    key, part = desk.handling()
    desk.go("2026-01-19")
    approve(desk, give_back(desk, part, desk.units[0]), to_assembly=True)
    assert desk.state(key) == "accepted"
    desk.go("2026-01-26")
    desk.assign(key)
    again = Assignment.objects.get(suggestion=key, ended_on=None)
    assert (again.on, again.start, again.due) == (date(2026, 1, 26), JAN, date(2026, 4, 13))
    assert desk.item(key).assigned_on == JAN


@pytest.mark.parametrize(
    ("first", "restart", "start"), [(None, False, FEB), (JAN, False, JAN), (JAN, True, FEB)]
)
def test_the_clock_starts_anew_only_where_the_profile_says_so(first, restart, start):
    assert restarted(first, FEB, restart=restart) == start


@pytest.mark.parametrize(
    ("rule", "end", "start"),
    [
        (ClockStart.ASSIGNMENT, FEB, JAN),
        (ClockStart.SESSION_CLOSE, FEB, FEB),
        (ClockStart.SESSION_CLOSE, None, JAN),
    ],
)
def test_the_clock_starts_at_the_assignment_or_the_close_of_the_session(rule, end, start):
    assert clock_start(rule, JAN, end) == start


def test_what_is_not_the_towns_is_referred_upward(desk):
    key, _part = desk.handling()
    refer = {"suggestion": key, "unit": "区交通委", "reason": "线路由区里审批"}
    desk.do("suggestion.refer", by=desk.office, **refer)
    assert (desk.state(key), desk.item(key).next_due) == ("referred", None)
    assert not Allotment.objects.filter(suggestion=key, next_due__isnull=False).exists()
    with pytest.raises(Refused):
        desk.do("suggestion.refer", **refer)
    desk.go("2026-03-02")
    desk.do("referral.answer", suggestion=key, answer="已列入计划")
    assert desk.state(key) == "answered_outside"
    desk.do("suggestion.close", suggestion=key)


def test_what_was_replied_to_in_part_is_not_referred(desk):
    key = desk.assigned()
    one, two = desk.units[:2]
    parts = desk.allot(key, (one, "划线"), (two, "油烟"))
    desk.receive(parts[0], one)
    desk.reply(parts[0], one)
    with pytest.raises(Refused, match="A reply has been given"):
        desk.do("suggestion.refer", suggestion=key, unit="区交通委", reason="线路")


def ask_for_time(desk, part, until="2026-06-12", unit=None):
    unit = unit or desk.units[0]
    return desk.make(
        "extension.request",
        by=unit.head,
        allotment=part,
        until=until,
        reason="须检测管网",
    )


def test_more_time_moves_the_due_day_and_says_why(desk):
    key, part = desk.handling()
    asked = ask_for_time(desk, part)
    with pytest.raises(Refused, match="not decided"):
        ask_for_time(desk, part)
    desk.do("extension.approve", by=desk.chair, extension=asked)
    assert desk.item(key).next_due == date(2026, 6, 12)
    assert Extension.objects.get(pk=asked).basis["date"] == "2026-06-12"
    with pytest.raises(Refused, match="decided on this already"):
        desk.do("extension.refuse", extension=asked, remark="不行")


def test_more_time_can_be_refused(desk):
    key, part = desk.handling()
    asked = ask_for_time(desk, part)
    desk.do("extension.refuse", extension=asked, remark="抓紧办理")
    assert desk.item(key).next_due == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("today", "until", "words"),
    [
        ("2026-01-13", "2026-04-13", "no later"),
        ("2026-01-13", "2026-07-14", "latest day allowed"),
        ("2026-04-14", "2026-06-12", "overdue"),
    ],
)
def test_time_is_asked_for_before_and_within_the_rule(desk, today, until, words):
    _key, part = desk.handling()
    desk.go(today)
    with pytest.raises(Refused, match=words):
        ask_for_time(desk, part, until)


def test_an_assisting_opinion_is_not_extended(desk):
    key = desk.assigned()
    lead, helper = desk.allot(key, desk.units[0], assisting=[desk.units[1]])
    desk.receive(lead, desk.units[0])
    desk.receive(helper, desk.units[1])
    with pytest.raises(Refused, match="Only a lead"):
        ask_for_time(desk, helper, unit=desk.units[1])


def test_while_one_part_is_vacant_the_other_unit_goes_on(desk):
    key = desk.assigned()
    one, two, three = desk.units
    parts = desk.allot(key, (one, "划线"), (two, "油烟"))
    approve(desk, give_back(desk, parts[1], two))
    desk.receive(parts[0], one)
    desk.reply(parts[0], one)
    assert (desk.state(key), desk.item(key).replied_on) == ("assigned", None)
    assert desk.item(key).next_due == date(2026, 4, 13)
    (again,) = desk.allot(key, three)
    desk.receive(again, three)
    desk.reply(again, three, mark="澄执复")
    assert desk.state(key) == "replied"

"""Refusing, treating as a letter, accepting."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.suggestions.conftest import at
from townmoot.record import Denied, Refused
from townmoot.suggestions.models import Suggestion


def in_session(desk, day):
    """A session of the congress that sits on the day."""
    plan = {"kind": "session", "name": "会议", "organization": desk.town.congress}
    meeting = desk.make("meeting.plan", start=at(day, "09:30"), end=at(day, "15:00"), **plan)
    hall = desk.make("venue.add", meeting=meeting, name="议事厅")
    deputies = list(desk.deputies)
    desk.do("meeting.give_notice", meeting=meeting)
    desk.go(day, "08:50")
    for who in deputies:
        desk.do("attendance.check_in_person", venue=hall, person=who.person)
    desk.do("meeting.open", meeting=meeting)
    return meeting


def test_a_paper_is_returned_for_a_listed_reason(desk):
    key = desk.handed_in()
    desk.do("suggestion.refuse", suggestion=key, reason="outside_competence", words="属市级权限")
    assert desk.state(key) == "refused"
    assert desk.item(key).next_due is None


def test_a_reason_that_is_not_listed_is_none(desk):
    key = desk.handed_in()
    with pytest.raises(Refused, match="listed reasons"):
        desk.do("suggestion.refuse", suggestion=key, reason="tedious", words="无")


def test_a_private_matter_goes_on_as_a_letter(desk):
    key = desk.handed_in()
    with pytest.raises(Refused, match="goes back to the deputy"):
        desk.do("suggestion.treat_as_letter", suggestion=key, reason="empty", words="无内容")
    desk.do("suggestion.treat_as_letter", suggestion=key, reason="private_matter", words="转信访")
    assert desk.state(key) == "letter"


def test_numbers_follow_on_each_other_without_gaps(desk):
    keys = [desk.handed_in() for _ in range(4)]
    desk.do("suggestion.accept", suggestion=keys[0])
    desk.do("suggestion.refuse", suggestion=keys[1], reason="empty", words="空")
    desk.do("suggestion.accept", suggestion=keys[2])
    desk.go("2027-01-04")
    unit = desk.units[0].id
    desk.do("suggestion.accept", suggestion=keys[3], proposed_unit=unit)
    rows = Suggestion.objects.filter(number__isnull=False).order_by("created_at")
    assert [(row.series, row.number) for row in rows] == [
        ("recess-2026", 1),
        ("recess-2026", 2),
        ("recess-2027", 1),
    ]
    assert desk.item(keys[3]).proposed_unit_id == unit


def test_the_second_of_two_clerks_is_told_that_it_was_accepted(desk):
    key = desk.accepted()
    with pytest.raises(Refused, match="accepted"):
        desk.do("suggestion.accept", by=desk.clerk_head, suggestion=key)
    assert desk.item(key).number == 1


def test_only_the_clerk_accepts(desk):
    key = desk.handed_in()
    with pytest.raises(Denied):
        desk.do("suggestion.accept", by=desk.deputies[0], suggestion=key)


def test_numbers_tell_sessions_and_recess_apart(desk):
    given = []
    for day, sitting in (("2026-01-25", True), ("2026-02-02", False), ("2026-07-01", True)):
        if sitting:
            meeting = in_session(desk, day)
        else:
            desk.go(day)
        given.append(desk.item(desk.accepted()))
        if sitting:
            assert desk.item(desk.accepted()).number == 2
            desk.do("meeting.close", meeting=meeting)
    with translation.override("zh-hans"):
        told = [item.serial for item in given]
    assert told == ["2026年大会第1号", "2026年闭会第1号", "2026年第2次大会第1号"]
    assert {item.number for item in given} == {1}

"""Refusing, treating as a letter, accepting."""

from __future__ import annotations

import pytest

from townmoot.record import Denied, Refused
from townmoot.suggestions.models import Suggestion


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

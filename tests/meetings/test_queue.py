"""The order of those who ask to speak: a pure function of what was asked and said."""

from uuid import UUID

import pytest

from townmoot.meetings.enums import NextReason
from townmoot.meetings.queries.queue import (
    Asked,
    Order,
    Spoken,
    queue,
    used_by_group,
)
from townmoot.rules.speaking import QueueOrder

pytestmark = pytest.mark.once
FIRST, GROUPS, SIDES = QueueOrder.FIRST_TIME, QueueOrder.GROUPS, QueueOrder.SIDES


def key(letter):
    return UUID(int=ord(letter))


def ask(letter, group="", side="", rank=2, place=None, turn=True):
    home = key(group) if group else None
    return Asked(key(letter), key(letter), home, side, rank, place, turn)


def said(letter, group="", side="", seconds=60, turn=True):
    return Spoken(key(letter), key(group) if group else None, side, seconds, turn)


def ordered(asked, spoken=(), *criteria, **rules):
    places = queue(asked, spoken, Order(criteria, **rules))
    return "".join(chr(one.asked.key.int) for one in places), [one.why.value for one in places]


def test_without_more_they_speak_in_the_order_of_asking():
    assert ordered([ask("a"), ask("b")]) == ("ab", ["order", "order"])
    assert ordered([]) == ("", [])


def test_a_point_of_order_goes_before_all_others_and_takes_no_turn():
    names, why = ordered([ask("a"), ask("b"), ask("c", rank=0, turn=False)], (), FIRST)
    assert (names, why[0]) == ("cab", NextReason.RANK)


def test_who_has_not_spoken_goes_first():
    names, why = ordered([ask("a"), ask("b")], [said("a")], FIRST)
    assert (names, why) == ("ba", ["first_time", "order"])
    assert ordered([ask("a"), ask("b")], [said("a", turn=False)], FIRST)[0] == "ab"


def test_groups_take_turns_all_the_way_down():
    asked = [ask("a", "1"), ask("b", "1"), ask("c", "2"), ask("d", "2")]
    names, why = ordered(asked, (), GROUPS)
    assert (names, why) == ("acbd", ["order", "groups", "order", "order"])
    assert ordered(asked, [said("x", "1")], GROUPS)[0] == "cadb"


def test_for_and_against_take_turns_and_who_takes_no_side_is_not_held_back():
    asked = [ask("a", side="for"), ask("b", side="for"), ask("c", side="against"), ask("d")]
    names, why = ordered(asked, (), SIDES)
    assert (names, why[1]) == ("acbd", "sides")


def test_the_criteria_weigh_in_the_order_of_the_profile():
    asked = [ask("a", "2"), ask("b", "1")]
    spoken = [said("a", "2"), said("x", "1")]
    assert ordered(asked, spoken, FIRST, GROUPS)[0] == "ba"
    assert ordered(asked, spoken, GROUPS, FIRST)[0] == "ab"


def test_the_chair_places_and_the_floor_leader_goes_before_the_rules():
    asked = [ask("a"), ask("b"), ask("c", place=1)]
    assert ordered(asked, (), FIRST) == ("cab", ["placed", "order", "order"])
    assert ordered(asked, (), FIRST, leader=key("b")) == ("cba", ["placed", "leader", "order"])


def test_a_group_that_has_used_up_its_time_waits_for_the_others():
    asked = [ask("a", "1"), ask("b", "2"), ask("c")]
    names, why = ordered(asked, [said("x", "1", seconds=600)], budget=600)
    assert (names, why) == ("bca", ["budget", "budget", "order"])
    assert ordered(asked, [said("x", "1", seconds=599)], budget=600)[0] == "abc"


def test_time_is_added_up_by_group():
    spoken = [said("a", "1", seconds=60), said("a", "1", seconds=30), said("b", seconds=5)]
    assert used_by_group(spoken) == {key("1"): 90, None: 5}

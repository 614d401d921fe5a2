"""Quorum, majority, assessment: the numbers of a congress of 81, and what holds of any number."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from townmoot.rules import (
    Assembly,
    Base,
    Outcome,
    Share,
    Votes,
    assess,
    check_quorum,
    count_needed,
    decide,
)
from townmoot.rules.terms import Quorum, TieRule

TOWN = Assembly(quota=85, incumbents=81, present=70)
HALF = Share(base=Base.INCUMBENTS, fraction=Fraction(1, 2), more_than=True)
OF_CAST = Share(base=Base.CAST, fraction=Fraction(1, 2), more_than=True)


def test_of_81_deputies_54_are_a_quorum_41_a_majority_17_a_fifth(shanghai):
    rules = shanghai.decisions
    assert count_needed(rules.quorum.value, 81) == 54
    assert count_needed(rules.majority.value, 81) == 41
    assert count_needed(rules.election_majority.value, 81) == 41
    assert count_needed(rules.extra_session.value, 81) == 17
    assert count_needed(rules.removal_proposal.value, 81) == 17


@pytest.mark.parametrize(("present", "reached"), [(53, False), (54, True), (81, True)])
def test_a_quorum_is_reached_from_the_54th_on(shanghai, present, reached):
    assembly = Assembly(quota=85, incumbents=81, present=present)
    found = check_quorum(shanghai.decisions.quorum.value, assembly)
    assert (found.reached, found.needed, found.have) == (reached, 54, present)


def test_a_quorum_never_falls_below_its_floor():
    quorum = Quorum(base=Base.QUOTA, fraction=Fraction(1, 3), floor=3)
    assert check_quorum(quorum, Assembly(quota=6, incumbents=6, present=2)).reached is False
    assert check_quorum(quorum, Assembly(quota=6, incumbents=6, present=3)).reached is True


def test_a_second_call_asks_for_the_second_share():
    quorum = Quorum(base=Base.QUOTA, fraction=Fraction(1, 2), second_call=Fraction(1, 4))
    few = Assembly(quota=20, incumbents=18, present=5)
    assert check_quorum(quorum, few).needed == 10
    assert check_quorum(quorum, few, second_call=True).reached is True


def test_a_second_call_changes_nothing_where_the_rule_knows_none(shanghai):
    quorum = shanghai.decisions.quorum.value
    assert check_quorum(quorum, TOWN, second_call=True).needed == 54


@pytest.mark.parametrize(("yes", "carried"), [(40, False), (41, True)])
def test_absent_and_abstaining_deputies_count_against(shanghai, yes, carried):
    votes = Votes(yes=yes, no=0, abstain=30)
    assert decide(shanghai.decisions.majority.value, votes, TOWN).carried is carried


def test_exactly_half_fails(shanghai):
    assembly = Assembly(quota=80, incumbents=80, present=80)
    half = decide(shanghai.decisions.majority.value, Votes(yes=40, no=40), assembly)
    assert (half.outcome, half.needed, half.have) == (Outcome.REJECTED, 41, 40)
    assert str(half.why) == (
        "More than 1/2 of 80 members in office: 41 needed. There are 40, exactly 1/2: not enough."
    )


@pytest.mark.parametrize(
    ("base", "needed"),
    [(Base.QUOTA, 43), (Base.INCUMBENTS, 41), (Base.PRESENT, 36), (Base.CAST, 6)],
)
def test_a_majority_is_taken_of_the_base_the_rule_names(base, needed):
    share = Share(base=base, fraction=Fraction(1, 2), more_than=True)
    assert decide(share, Votes(yes=6, no=4, abstain=60), TOWN).needed == needed


@pytest.mark.parametrize(
    ("tie", "outcome"),
    [
        (TieRule.REJECTED, Outcome.REJECTED),
        (TieRule.CHAIR_CASTS, Outcome.TIED),
        (TieRule.LOT, Outcome.TIED),
    ],
)
def test_equal_votes_end_as_the_tie_rule_says(tie, outcome):
    assert decide(OF_CAST, Votes(yes=5, no=5), TOWN, tie).outcome is outcome


def test_equal_votes_are_no_tie_where_all_members_are_the_base():
    votes = Votes(yes=35, no=35)
    assert decide(HALF, votes, TOWN, TieRule.CHAIR_CASTS).outcome is Outcome.REJECTED


def test_no_vote_at_all_carries_nothing():
    nobody = Assembly(quota=0, incumbents=0)
    assert decide(OF_CAST, Votes(yes=0, no=0), nobody).carried is False
    assert check_quorum(Quorum(base=Base.QUOTA, fraction=Fraction(1, 2)), nobody).reached is False


@pytest.mark.parametrize(
    ("counts", "grade"),
    [
        ({"satisfied": 41, "basically": 10, "dissatisfied": 19}, "satisfied"),
        ({"satisfied": 40, "basically": 1, "dissatisfied": 0}, "basically"),
        ({"satisfied": 40, "basically": 0, "dissatisfied": 30}, "dissatisfied"),
        ({"satisfied": 20, "basically": 20}, "dissatisfied"),
        ({}, "dissatisfied"),
    ],
)
def test_a_vote_of_satisfaction_takes_the_first_grade_that_is_reached(shanghai, counts, grade):
    assert assess(shanghai.decisions.assessment.value, counts, TOWN).grade == grade


def test_exactly_half_of_all_members_is_not_satisfied(shanghai):
    even = Assembly(quota=80, incumbents=80, present=80)
    found = assess(shanghai.decisions.assessment.value, {"satisfied": 40}, even)
    assert (found.grade, found.needed) == ("dissatisfied", 41)
    assert [step.have for step in found.why] == [40, 40]


def test_the_arithmetic_is_told_in_both_languages(shanghai):
    why = check_quorum(shanghai.decisions.quorum.value, TOWN).why
    assert str(why) == ("At least 2/3 of 81 members in office: 54 needed. There are 70: enough.")
    with translation.override("zh-hans"):
        assert str(why) == "现任人数81，其2/3以上须达54。现为70，已达到。"


def test_too_few_are_told_without_more_ado(shanghai):
    why = decide(shanghai.decisions.majority.value, Votes(yes=3, no=0), TOWN).why
    assert str(why).endswith("There are 3: not enough.")


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (Base.QUOTA, "seats"),
        (Base.PRESENT, "members present"),
        (Base.CAST, "votes for and against"),
    ],
)
def test_the_arithmetic_names_its_base(base, words):
    share = Share(base=base, fraction=Fraction(1, 2), more_than=True)
    assert f" {words}: " in str(decide(share, Votes(yes=3, no=1), TOWN).why)


def test_fewer_than_none_are_refused():
    with pytest.raises(ValueError, match="-1"):
        count_needed(HALF, -1)


fractions = st.fractions(min_value=Fraction(1, 12), max_value=1, max_denominator=12)


@given(fractions, st.booleans(), st.integers(1, 300))
def test_the_number_needed_is_the_least_that_reaches_the_share(fraction, more_than, total):
    share = Share(base=Base.QUOTA, fraction=fraction, more_than=more_than)
    needed = count_needed(share, total)
    enough = [
        n
        for n in range(1, total + 2)
        if (n > fraction * total if more_than else n >= fraction * total)
    ]
    assert needed == enough[0]


@given(st.integers(0, 80), st.integers(0, 80))
def test_more_in_favour_never_turns_carried_into_rejected(yes, no):
    big = Assembly(quota=200, incumbents=161, present=161)
    if decide(HALF, Votes(yes=yes, no=no), big).carried:
        assert decide(HALF, Votes(yes=yes + 1, no=no), big).carried

"""What totals come to: majorities of each base, elections, projects, grades, run-offs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ballots.test_answers import NAMES, RULES, asked
from townmoot.ballots.methods.asked import Asked
from townmoot.ballots.methods.outcomes import Verdict, settle
from townmoot.ballots.methods.runoff import run_off
from townmoot.rules import Assembly, Base, Share
from townmoot.rules.terms import AssessmentRule, GradeStep, TieRule

NINE = Assembly(quota=9, incumbents=9, present=7)
GRADES = AssessmentRule(
    share=RULES.share,
    steps=(
        GradeStep(grade="satisfied", counting=("satisfied",)),
        GradeStep(grade="basically", counting=("satisfied", "basically")),
    ),
    otherwise="dissatisfied",
)


def rules(base=Base.INCUMBENTS, fraction="1/2", tie=TieRule.REJECTED, **more):
    share = Share(base=base, fraction=fraction, more_than=fraction == "1/2")
    return RULES.model_copy(update={"share": share, "tie": tie, **more})


def motion(yes, no, abstain=0, settled=(), **more):
    counts = {"for": yes, "against": no, "abstain": abstain}
    return settle("motion", Asked("q"), counts, rules(**more), NINE, settled)


@pytest.mark.parametrize(
    ("base", "fraction", "yes", "no", "carried"),
    [
        (Base.INCUMBENTS, "1/2", 5, 0, True),
        (Base.INCUMBENTS, "1/2", 4, 0, False),
        (Base.PRESENT, "1/2", 4, 3, True),
        (Base.CAST, "1/2", 2, 1, True),
        (Base.INCUMBENTS, "2/3", 6, 1, True),
        (Base.INCUMBENTS, "2/3", 5, 1, False),
        (Base.INCUMBENTS, "3/4", 7, 0, True),
        (Base.INCUMBENTS, "3/4", 6, 0, False),
    ],
)
def test_a_motion_is_carried_by_the_share_of_its_base(base, fraction, yes, no, carried):
    assert motion(yes, no, base=base, fraction=fraction).carried is carried


def test_equal_votes_are_settled_as_the_rules_say():
    assert motion(3, 3, base=Base.CAST).verdict is Verdict.REJECTED
    tied = motion(3, 3, base=Base.CAST, tie=TieRule.CHAIR_CASTS)
    assert (tied.waits, tied.tied) == (True, ("for", "against"))
    for choice, carried in (("for", True), ("against", False)):
        found = motion(3, 3, settled=[choice], base=Base.CAST, tie=TieRule.CHAIR_CASTS)
        assert (found.carried, found.settled, found.waits) == (carried, True, False)


def test_a_result_within_the_margin_is_close():
    assert motion(5, 4).close
    assert not motion(8, 1).close
    assert motion(7, 1, close_margin=2).close


def election(counts, seats=1, settled=(), ballots=9, method="election", **more):
    return settle(method, asked(seats), counts, rules(**more), NINE, settled, ballots)


def test_who_has_the_majority_is_elected_most_votes_first():
    found = election({"a:for": 6, "b:for": 7, "c:for": 5}, seats=2)
    assert (found.verdict, found.chosen) == (Verdict.FILLED, ("b", "a"))


def test_a_seat_stays_open_without_a_majority():
    found = election({"a:for": 6, "b:for": 4}, seats=2)
    assert (found.verdict, found.chosen, found.open_seats) == (Verdict.PARTLY, ("a",), 1)
    assert election({"a:for": 4}).verdict is Verdict.NOBODY


def test_equal_votes_for_the_last_seat_need_another_vote():
    found = election({"a:for": 6, "b:for": 6, "c:for": 7}, seats=2)
    assert (found.chosen, found.tied, found.waits) == (("c",), ("a", "b"), False)
    drawn = {"tie": TieRule.LOT}
    assert election({"a:for": 6, "b:for": 6}, **drawn).waits
    settled = election({"a:for": 6, "b:for": 6}, settled=["b"], **drawn)
    assert (settled.verdict, settled.chosen, settled.tied) == (Verdict.FILLED, ("b",), ())


def test_a_written_name_is_elected_like_others():
    found = election({"a:for": 3, "+赵云": 6})
    assert found.chosen == ("+赵云",)


def test_of_the_votes_cast_for_one_seat():
    assert election({"a:for": 3, "b:for": 2}, base=Base.CAST).chosen == ("a",)
    alone = Asked("q", options=("a",), names=NAMES)
    for against, chosen in ((2, ("a",)), (4, ())):
        counts = {"a:for": 3, "a:against": against}
        assert settle("election", alone, counts, rules(base=Base.CAST), NINE).chosen == chosen
    several = election({"a:for": 3, "b:for": 5}, seats=2, base=Base.CAST, ballots=7)
    assert several.chosen == ("b",)


def test_projects_are_chosen_from_a_longer_list():
    found = election({"a": 7, "b": 5, "c": 6}, seats=2, method="projects")
    assert found.chosen == ("a", "c")
    cast = election({"a": 3, "blank": 4}, seats=2, method="approval", base=Base.CAST)
    assert cast.chosen == ("a",)


@pytest.mark.parametrize(
    ("satisfied", "basically", "grade"),
    [(5, 0, "satisfied"), (4, 1, "basically"), (2, 2, "dissatisfied")],
)
def test_a_vote_of_satisfaction_is_graded(satisfied, basically, grade):
    counts = {"satisfied": satisfied, "basically": basically, "abstain": 3}
    found = settle("assessment", Asked("q"), counts, rules(assessment=GRADES), NINE)
    assert (found.verdict, found.grade) == (Verdict.GRADED, grade)


def ranked(counts, settled=()):
    return settle("ranked", asked(1), counts, rules(), NINE, settled)


def test_a_run_off_passes_ballots_on():
    found = ranked({"a>b": 4, "b>a": 3, "c>b": 2, "blank": 1})
    assert (found.verdict, found.chosen) == (Verdict.FILLED, ("b",))
    assert [stage.out for stage in found.stages] == ["c", ""]


def test_nobody_is_elected_by_blank_ballots():
    assert ranked({"blank": 3}).verdict is Verdict.NOBODY
    assert run_off((), ()).elected == ""
    assert ranked({}).chosen == ()


def test_the_last_stage_that_differs_tells_who_goes_out():
    ballots = [(("a",), 5), (("b",), 3), (("c",), 2), (("d", "c"), 1)]
    found = run_off("abcd", ballots)
    assert [stage.out for stage in found.stages] == ["d", "c", ""]


def test_the_lot_decides_where_nothing_tells():
    found = ranked({"a": 3, "b": 3})
    assert (found.waits, set(found.tied)) == (True, {"a", "b"})
    assert ranked({"a": 3, "b": 3}, settled=["a"]).chosen == ("b",)


RANKINGS = st.lists(
    st.tuples(st.permutations("abc").map(tuple), st.integers(1, 5)), min_size=1, max_size=6
)


@given(RANKINGS, st.permutations("abc"))
def test_a_run_off_ends_and_knows_no_order_of_ballots(ballots, lots):
    found = run_off("abc", ballots, lots)
    assert found.elected or found.tied
    again = run_off("abc", list(reversed(ballots)), lots)
    assert (found.elected, set(found.tied)) == (again.elected, set(again.tied))
    total = sum(number for _ranking, number in ballots)
    assert all(sum(stage.votes.values()) + stage.exhausted == total for stage in found.stages)
    first = {key: sum(n for r, n in ballots if r[0] == key) for key in "abc"}
    winners = [key for key, votes in first.items() if 2 * votes > total]
    assert not winners or found.elected == winners[0]


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_one_more_vote_in_favour_never_loses_a_motion(yes, no, abstain):
    if motion(yes, no, abstain, base=Base.CAST).carried:
        assert motion(yes + 1, no, abstain, base=Base.CAST).carried

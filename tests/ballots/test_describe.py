"""A result in one sentence: the sum, and the rule that asks for it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import translation

from townmoot.ballots import describe
from townmoot.ballots.methods.asked import Asked
from townmoot.ballots.methods.outcomes import settle
from townmoot.ballots.models import Poll
from townmoot.rules import Assembly
from townmoot.rules.polls import PollRules
from townmoot.rules.terms import AssessmentRule, Base, GradeStep, Share, TieRule

pytestmark = pytest.mark.once
HALF = Share(base=Base.INCUMBENTS, fraction=Fraction(1, 2), more_than=True)
CAST = Share(base=Base.CAST, fraction=Fraction(1, 2), more_than=True)
THIRDS = Share(base=Base.CAST, fraction=Fraction(2, 3))
NAMES = {"a": "邹晓", "b": "闵岚", "c": "甘露"}


def poll_of(method="motion", share=HALF, **more):
    rules = PollRules(
        profile="p@1", rule="decisions.majority", source="组织法", share=share, tie="chair_casts"
    )
    rules = rules.model_copy(update=more)
    return Poll(
        method=method, rules=rules.model_dump(mode="json"), seats=90, members=81, present=75
    )


def said(poll, counts, asked=None, settled=(), ballots=0, language="en"):
    asked = asked or Asked("q", "关于预算的决议")
    assembly = Assembly(quota=90, incumbents=81, present=75)
    outcome = settle(poll.method, asked, counts, poll.terms, assembly, settled, ballots)
    with translation.override(language):
        return describe.sentence(poll, outcome)


def listed(**more):
    return Asked("q", "副镇长", options=("a", "b", "c"), names=NAMES, **more)


def test_a_motion_tells_who_did_not_vote_of_all():
    counts = {"for": 62, "against": 9, "abstain": 4}
    told = said(poll_of(), counts)
    assert told == (
        "Adopted: 62 for, 9 against, 4 abstained, 6 did not vote; "
        "needed 41 of 81 members in office."
    )
    told = said(poll_of(), counts, language="zh-hans")
    assert told == "通过：赞成62票，反对9票，弃权4票，未表决6人；须41票（现任人数81）。"


def test_of_the_votes_cast_those_here_did_not_vote():
    told = said(poll_of(share=CAST), {"for": 30, "against": 31, "abstain": 4})
    assert told.startswith("Not adopted: 30 for, 31 against, 4 abstained, 10 did not vote;")
    assert said(poll_of(share=CAST), {"for": 3, "against": 3}).startswith("Equal votes: ")


def test_a_vote_of_satisfaction_tells_each_grade():
    steps = (GradeStep(grade="satisfied", counting=("satisfied",)),)
    rule = AssessmentRule(share=HALF, steps=steps, otherwise="dissatisfied")
    grades = ("satisfied", "basically", "dissatisfied", "own")
    poll = poll_of("assessment", assessment=rule, grades=grades)
    told = said(poll, {"satisfied": 50, "basically": 20, "abstain": 1})
    assert told == (
        "Satisfied: 50 satisfied, 20 basically satisfied, 0 dissatisfied, 0 own, 1 abstained; "
        "needed 41 of 81 members in office."
    )


def test_an_election_names_who_is_elected_and_what_is_left():
    poll = poll_of("election")
    counts = {"a:for": 60, "b:for": 30, "+甲": 2}
    told = said(poll, counts, listed(seats=2))
    assert told.startswith("副镇长 — Elected in part: 邹晓 (60); needed 41 of 81")
    assert told.endswith("1 still to be filled.")
    told = said(poll, {"a:for": 2}, listed())
    assert "Nobody elected: nobody has the votes that are needed" in told
    assert "Elected: 甲 (70)" in said(poll, {"+甲": 70}, listed())


def test_a_list_is_chosen_from():
    poll = poll_of("projects")
    told = said(poll, {"a": 70, "b": 50, "c": 9}, listed(seats=2), ballots=75)
    assert "Chosen: 邹晓 (70), 闵岚 (50);" in told
    assert "Nothing chosen" in said(poll, {"a": 1}, listed(seats=2), ballots=75)
    empty = Asked("q", "名单")
    assert "Needed: 41 of 81" in said(poll, {}, empty)


def test_a_run_off_tells_its_last_round():
    poll = poll_of("ranked", share=CAST)
    told = said(poll, {"a": 5, "b": 4, "c>b": 3}, listed())
    assert told == "副镇长 — elected: 闵岚, with 7 votes in round 2."
    assert said(poll, {}, listed()) == "副镇长 — Nobody elected."


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (HALF, "Needed: 41 of 81 members in office."),
        (Share(base=Base.QUOTA, fraction=Fraction(2, 3)), "Needed: 60 of 90 seats."),
        (Share(base=Base.PRESENT, fraction=Fraction(3, 4)), "Needed: 57 of 75 members present."),
        (CAST, "More than 1/2 of the votes for and against are needed."),
        (THIRDS, "At least 2/3 of the votes for and against are needed."),
    ],
)
def test_what_a_majority_means_is_told_before_the_vote(share, said):
    with translation.override("en"):
        assert describe.majority(poll_of(share=share)) == said


def test_a_tie_rule_is_the_polls_own():
    assert poll_of().terms.tie is TieRule.CHAIR_CASTS

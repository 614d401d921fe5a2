"""What a ballot may say, what a hall's totals can be, and that both count alike."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmoot.ballots.enums import PollMethod
from townmoot.ballots.methods import answers
from townmoot.ballots.methods.answers import AnswerError
from townmoot.ballots.methods.asked import Asked
from townmoot.rules import Base, Share
from townmoot.rules.polls import PollRules
from townmoot.rules.terms import TieRule

NAMES = {"a": "王静", "b": "李文", "c": "张晓岚"}
RULES = PollRules(
    profile="test@2026-01-01",
    rule="decisions.majority",
    source="a rule",
    share=Share(base=Base.INCUMBENTS, fraction="1/2", more_than=True),
    tie=TieRule.REJECTED,
    grades=("satisfied", "basically", "dissatisfied"),
    write_ins=True,
)
CHOICES = st.sampled_from(["for", "against", "abstain"])


def asked(seats=2, least=0) -> Asked:
    return Asked("q", "题", seats=seats, least=least, options=tuple(NAMES), names=NAMES)


def read(method, given, seats=2, least=0, rules=RULES):
    return answers.read(method, [asked(seats, least)], {"q": given}, rules)["q"]


@pytest.mark.parametrize(
    ("method", "said", "kept"),
    [
        ("motion", "for", "for"),
        ("assessment", "basically", "basically"),
        ("assessment", "abstain", "abstain"),
        ("approval", ["c", "a"], ["a", "c"]),
        ("projects", [], []),
        ("ranked", ["b", "a"], ["b", "a"]),
        ("election", {"a": "for"}, {"a": "for", "b": "abstain", "c": "abstain"}),
        (
            "election",
            {"others": [" 赵  云 "]},
            {"a": "abstain", "b": "abstain", "c": "abstain", "others": ["赵 云"]},
        ),
    ],
)
def test_what_fits_is_kept_in_one_form(method, said, kept):
    assert read(method, said) == kept


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("motion", "perhaps"),
        ("motion", ["for"]),
        ("assessment", "excellent"),
        ("assessment", None),
        ("approval", "a"),
        ("approval", ["d"]),
        ("approval", [["a"]]),
        ("approval", ["a", "a"]),
        ("approval", ["a", "b", "c"]),
        ("ranked", ["a", "a"]),
        ("election", ["a"]),
        ("election", {"d": "for"}),
        ("election", {"a": "maybe"}),
        ("election", {"a": []}),
        ("election", {"a": "for", "b": "for", "c": "for"}),
        ("election", {"a": "for", "b": "for", "others": ["赵云"]}),
        ("election", {"others": "赵云"}),
        ("election", {"others": [1]}),
        ("election", {"others": [" "]}),
        ("election", {"others": ["x" * 51]}),
        ("election", {"others": ["赵云", "赵云"]}),
    ],
)
def test_what_does_not_fit_is_refused(method, said):
    with pytest.raises(AnswerError):
        read(method, said)


def test_the_least_number_counts_for_who_marks_anything():
    assert read("approval", [], least=2) == []
    with pytest.raises(AnswerError, match="at least 2"):
        read("approval", ["a"], least=2)


def test_no_name_is_written_in_where_the_rules_allow_none():
    closed = RULES.model_copy(update={"write_ins": False})
    with pytest.raises(AnswerError, match="No other name"):
        read("election", {"others": ["赵云"]}, rules=closed)


def test_each_question_is_answered_and_no_other():
    with pytest.raises(AnswerError, match="each question"):
        answers.read("motion", [asked()], {}, RULES)


GIVEN = {
    "motion": CHOICES,
    "assessment": st.sampled_from([*RULES.grades, "abstain"]),
    "approval": st.lists(st.sampled_from("abc"), unique=True, max_size=2),
    "projects": st.lists(st.sampled_from("abc"), unique=True, max_size=2),
    "ranked": st.lists(st.sampled_from("abc"), unique=True),
    "election": st.fixed_dictionaries({}, optional={"a": CHOICES, "b": CHOICES}),
}


@given(st.data(), st.sampled_from(list(PollMethod)))
def test_totals_of_ballots_can_come_from_so_many_ballots(data, method):
    ballots = data.draw(st.lists(GIVEN[method], min_size=1, max_size=12))
    kept = [{"q": read(method, one)} for one in ballots]
    totals = answers.add_up(method, kept)["q"]
    answers.check_totals(method, asked(), totals, len(ballots), RULES)
    assert answers.least_ballots(method, asked(), totals) <= len(ballots)
    halves = [answers.add_up(method, part) for part in (kept[::2], kept[1::2])]
    assert answers.together(halves)["q"] == totals


@pytest.mark.parametrize(
    ("method", "counts", "ballots"),
    [
        ("motion", {"for": 2, "against": 2}, 3),
        ("motion", {"yes": 1}, 3),
        ("assessment", {"excellent": 1}, 3),
        ("assessment", {"satisfied": 4}, 3),
        ("approval", {"a": 4}, 3),
        ("approval", {"a": 3, "b": 3, "c": 1}, 3),
        ("approval", {"d": 1}, 3),
        ("election", {"a:for": 2, "a:against": 2}, 3),
        ("election", {"a:yes": 1}, 3),
        ("election", {"+": 1}, 3),
        ("election", {"a:for": 3, "b:for": 3, "+赵云": 1}, 3),
        ("ranked", {"a>a": 1}, 3),
        ("ranked", {"a>d": 1}, 3),
        ("ranked", {"a>b": 2, "blank": 2}, 3),
    ],
)
def test_totals_that_cannot_be_are_refused(method, counts, ballots):
    with pytest.raises(AnswerError):
        answers.check_totals(method, asked(), counts, ballots, RULES)


def test_a_written_name_and_blank_ballots_have_their_keys():
    assert answers.keys_of("election", {"a": "for", "others": ["赵云"]}) == ["a:for", "+赵云"]
    assert answers.keys_of("ranked", []) == answers.keys_of("approval", []) == ["blank"]
    assert answers.add_up("motion", []) == {}
    assert answers.least_ballots("motion", asked(), Counter()) == 0

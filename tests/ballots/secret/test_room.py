"""The longest ballot of a poll fits, whatever is asked; a longer one is no ballot of it."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest

from townmoot.ballots.enums import PollMethod
from townmoot.ballots.methods.asked import Asked
from townmoot.ballots.secret import plain, room
from townmoot.rules.polls import PollRules

CODE = "f" * 32
OPTIONS = tuple(str(UUID(int=n)) for n in range(5))
QUESTION = str(UUID(int=99))
ASKED = Asked(QUESTION, seats=3, options=OPTIONS)
LONGEST = {
    PollMethod.MOTION: "abstain",
    PollMethod.ASSESSMENT: "basically_satisfied",
    PollMethod.APPROVAL: list(OPTIONS),
    PollMethod.PROJECTS: list(OPTIONS),
    PollMethod.RANKED: list(OPTIONS),
    PollMethod.ELECTION: {**dict.fromkeys(OPTIONS, "abstain"), "others": ["𬭎" * 50] * 3},
}


def rules(*, write_ins=True):
    return PollRules.model_validate(
        {
            "profile": "p@1",
            "rule": "decisions.majority",
            "source": "x",
            "share": {"base": "incumbents", "fraction": Fraction(1, 2), "more_than": True},
            "tie": "rejected",
            "grades": ["basically_satisfied", "bad"],
            "write_ins": write_ins,
        }
    )


@pytest.mark.parametrize("method", PollMethod)
def test_the_longest_ballot_fits(method):
    length = room.length_for(method, [ASKED], rules())
    answers = {QUESTION: LONGEST[method]}
    assert plain.unpacked(plain.packed(answers, CODE, length)).answers == answers
    assert length - len(plain._text(answers, CODE)) <= plain.STEP


def test_room_for_other_names_is_made_only_where_they_may_be_written():
    with_names = room.length_for("election", [ASKED], rules())
    assert room.length_for("election", [ASKED], rules(write_ins=False)) < with_names - 500

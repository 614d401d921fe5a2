"""How long a poll's longest ballot is: all of its ballots are padded to that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from townmoot.ballots.enums import Choice, PollMethod
from townmoot.ballots.methods.answers import MAX_NAME, OTHERS
from townmoot.ballots.methods.asked import Asked
from townmoot.ballots.secret import plain
from townmoot.rules.polls import PollRules

_WIDEST = "\U0002c386"  # a rare character of a name: four bytes in UTF-8

Longest = Callable[[Asked, PollRules], Any]


def _chosen(_asked: Asked, rules: PollRules) -> str:
    return max((*Choice.values, *rules.grades), key=len)


def _marked(asked: Asked, _rules: PollRules) -> list[str]:
    return list(asked.options)


def _elected(asked: Asked, rules: PollRules) -> dict[str, Any]:
    marks: dict[str, Any] = dict.fromkeys(asked.options, str(Choice.ABSTAIN))
    others = [_WIDEST * MAX_NAME] * asked.seats if rules.write_ins else []
    return {**marks, OTHERS: others}


_LONGEST: Mapping[PollMethod, Longest] = {
    PollMethod.MOTION: _chosen,
    PollMethod.ASSESSMENT: _chosen,
    PollMethod.APPROVAL: _marked,
    PollMethod.PROJECTS: _marked,
    PollMethod.RANKED: _marked,
    PollMethod.ELECTION: _elected,
}


def length_for(method: str, questions: Iterable[Asked], rules: PollRules) -> int:
    """How many bytes each ballot of such a poll has before it is sealed."""
    longest = _LONGEST[PollMethod(method)]
    return plain.length_for({asked.key: longest(asked, rules) for asked in questions})

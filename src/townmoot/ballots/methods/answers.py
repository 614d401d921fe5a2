"""Reading answers: what a ballot may say, and under which keys it is counted.

| method | a ballot says | it is counted under |
|---|---|---|
| motion | "for", "against" or "abstain" | that |
| assessment | a grade of the scale, or "abstain" | that |
| approval, projects | a list of options | each option; "blank" for none |
| election | {option: choice, "others": [names]} | "option:choice"; "+name" |
| ranked | a list of options, best first | "first>second>third"; "blank" for none |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from townmoot.ballots.enums import Choice, PollMethod
from townmoot.ballots.methods.asked import Asked, Counts
from townmoot.rules.polls import PollRules

CHOICES = frozenset(map(str, Choice))
BLANK = "blank"
OTHERS = "others"
INVALID = "invalid"
MAX_NAME = 50


class AnswerError(ValueError):
    """An answer does not fit its question; the text is for the voter."""


Reader = Callable[[Asked, Any, PollRules], Any]


def read(
    method: str, questions: Iterable[Asked], given: Mapping[str, Any], rules: PollRules
) -> dict[str, Any]:
    """A ballot's answers by question, each in its one form. Raises AnswerError."""
    asked = {one.key: one for one in questions}
    if set(given) != set(asked):
        raise AnswerError(_("Answer each question on the ballot, and no other."))
    reader = _READERS[method]
    return {key: reader(one, given[key], rules) for key, one in asked.items()}


def _motion(_asked: Asked, given: Any, _rules: PollRules) -> str:
    if not isinstance(given, str) or given not in CHOICES:
        raise AnswerError(_("Choose one: for, against or abstain."))
    return str(given)


def _grade(_asked: Asked, given: Any, rules: PollRules) -> str:
    if not isinstance(given, str) or given not in (*rules.grades, Choice.ABSTAIN):
        raise AnswerError(_("Choose one grade of the scale."))
    return str(given)


def _options(asked: Asked, given: Any) -> list[str]:
    """The options marked, each once and known."""
    lines = given if isinstance(given, list) else [None]
    if not all(isinstance(one, str) and one in asked.options for one in lines):
        raise AnswerError(_("Mark only what stands on the ballot."))
    if len(set(given)) < len(given):
        raise AnswerError(_("Mark each line once."))
    return [str(one) for one in given]


def _check_number(asked: Asked, marked: int) -> None:
    words = {"marked": marked, "seats": asked.seats, "least": asked.least}
    if marked > asked.seats:
        raise AnswerError(_("%(marked)d are marked; at most %(seats)d may be.") % words)
    if 0 < marked < asked.least:
        raise AnswerError(_("%(marked)d are marked; at least %(least)d must be.") % words)


def _approved(asked: Asked, given: Any, _rules: PollRules) -> list[str]:
    marked = _options(asked, given)
    _check_number(asked, len(marked))
    return sorted(marked, key=asked.options.index)


def _ranked(asked: Asked, given: Any, _rules: PollRules) -> list[str]:
    return _options(asked, given)


def _election(asked: Asked, given: Any, rules: PollRules) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise AnswerError(_("Mark each candidate: for, against or abstain."))
    marks = {key: choice for key, choice in given.items() if key != OTHERS}
    _options(asked, list(marks))
    if not all(isinstance(one, str) and one in CHOICES for one in marks.values()):
        raise AnswerError(_("Mark each candidate: for, against or abstain."))
    others = _others(given.get(OTHERS, []), rules)
    chosen = sum(choice == Choice.FOR for choice in marks.values()) + len(others)
    _check_number(asked, chosen)
    read_ = {one: str(marks.get(one, Choice.ABSTAIN)) for one in asked.options}
    return {**read_, OTHERS: others} if others else dict(read_)


def _others(given: Any, rules: PollRules) -> list[str]:
    """The names written in."""
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise AnswerError(_("Write other names as text, one in each line."))
    names = [" ".join(one.split()) for one in given]
    if names and not rules.write_ins:
        raise AnswerError(_("No other name can be written in."))
    if any(not name or len(name) > MAX_NAME for name in names):
        raise AnswerError(_("A name has at most %(n)d characters.") % {"n": MAX_NAME})
    if len(set(names)) < len(names):
        raise AnswerError(_("Mark each line once."))
    return names


_READERS: Mapping[str, Reader] = {
    PollMethod.MOTION: _motion,
    PollMethod.ASSESSMENT: _grade,
    PollMethod.APPROVAL: _approved,
    PollMethod.PROJECTS: _approved,
    PollMethod.ELECTION: _election,
    PollMethod.RANKED: _ranked,
}


def keys_of(method: str, answer: Any) -> list[str]:
    """The keys under which one answer is counted."""
    if method == PollMethod.ELECTION:
        others = [f"+{name}" for name in answer.get(OTHERS, ())]
        return [f"{key}:{choice}" for key, choice in answer.items() if key != OTHERS] + others
    if method == PollMethod.RANKED:
        return [">".join(answer) or BLANK]
    return [answer] if isinstance(answer, str) else list(answer) or [BLANK]


def add_up(method: str, ballots: Iterable[Mapping[str, Any]]) -> dict[str, Counter[str]]:
    """The totals of ballots that were read: question → answer → number."""
    totals: dict[str, Counter[str]] = {}
    for ballot in ballots:
        for question, answer in ballot.items():
            totals.setdefault(question, Counter()).update(keys_of(method, answer))
    return totals


def together(parts: Iterable[Mapping[str, Counts]]) -> dict[str, Counter[str]]:
    """The totals of several halls added up."""
    totals: dict[str, Counter[str]] = {}
    for part in parts:
        for question, counts in part.items():
            totals.setdefault(question, Counter()).update(counts)
    return totals


def check_totals(method: str, asked: Asked, counts: Counts, ballots: int, rules: PollRules) -> None:
    """Raise AnswerError where the totals of one hall cannot come from so many valid ballots."""
    unknown = sorted(key for key in counts if not _known(method, asked, key, rules))
    if unknown:
        raise AnswerError(_("There is no such answer: %(key)s.") % {"key": unknown[0]})
    for key, given in _most(method, asked, counts).items():
        if given > ballots:
            words = {"given": given, "ballots": ballots, "what": asked.names.get(key, asked.name)}
            raise AnswerError(
                _("%(what)s: %(given)d were counted, but only %(ballots)d can have voted.") % words
            )
    most = ballots * asked.seats
    chosen = _chosen(method, counts)
    if chosen > most:
        words = {"given": chosen, "most": most}
        raise AnswerError(_("%(given)d marks were counted; at most %(most)d can be.") % words)


def _known(method: str, asked: Asked, key: str, rules: PollRules) -> bool:
    if method == PollMethod.MOTION:
        return key in CHOICES
    if method == PollMethod.ASSESSMENT:
        return key in (*rules.grades, Choice.ABSTAIN)
    if method == PollMethod.ELECTION:
        option, _sep, choice = key.rpartition(":")
        written = key.startswith("+") and rules.write_ins and len(key) > 1
        return written or (option in asked.options and choice in CHOICES)
    if method == PollMethod.RANKED:
        parts = key.split(">")
        return key == BLANK or (set(parts) <= set(asked.options) and len(set(parts)) == len(parts))
    return key == BLANK or key in asked.options


def _most(method: str, asked: Asked, counts: Counts) -> dict[str, int]:
    """What no more than all ballots can say, by option where each has its own line."""
    if method == PollMethod.ELECTION:
        found: Counter[str] = Counter()
        for key, number in counts.items():
            found[key if key.startswith("+") else key.rpartition(":")[0]] += number
        return dict(found)
    if method in (PollMethod.APPROVAL, PollMethod.PROJECTS):
        return dict(counts)
    return {asked.key: sum(counts.values())}


def _chosen(method: str, counts: Counts) -> int:
    """How many marks fill a seat."""
    if method == PollMethod.ELECTION:
        return sum(n for key, n in counts.items() if key[0] == "+" or key.endswith(":for"))
    if method in (PollMethod.APPROVAL, PollMethod.PROJECTS):
        return sum(number for key, number in counts.items() if key != BLANK)
    return 0


def least_ballots(method: str, asked: Asked, counts: Counts) -> int:
    """The least number of ballots from which such totals can come."""
    marks = -(-_chosen(method, counts) // asked.seats)
    return max(marks, *_most(method, asked, counts).values(), 0)

"""A result in words: the sum and the rule in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.ballots.enums import Choice, PollMethod
from townmoot.ballots.methods.outcomes import Verdict
from townmoot.rules.majorities import BASES, Arithmetic, count_needed
from townmoot.rules.terms import Base

if TYPE_CHECKING:
    from townmoot.ballots.methods.outcomes import Line, Outcome
    from townmoot.ballots.models import Poll

Sentence = Callable[["Poll", "Outcome"], str]


def grade_word(code: str) -> str:
    """A grade of a vote of satisfaction, in words."""
    words = {
        "satisfied": pgettext("assessment", "satisfied"),
        "basically": pgettext("assessment", "basically satisfied"),
        "dissatisfied": pgettext("assessment", "dissatisfied"),
        str(Choice.ABSTAIN): pgettext("assessment", "abstained"),
    }
    return words.get(code, code)


def verdict_word(outcome: Outcome) -> str:
    """How a question ended, in a word or two."""
    if outcome.verdict is Verdict.GRADED:
        return grade_word(outcome.grade).capitalize()
    words = {
        Verdict.CARRIED: pgettext("vote", "Adopted"),
        Verdict.REJECTED: pgettext("vote", "Not adopted"),
        Verdict.FILLED: pgettext("vote", "Elected"),
        Verdict.PARTLY: pgettext("vote", "Elected in part"),
        Verdict.NOBODY: pgettext("vote", "Nobody elected"),
        Verdict.TIED: pgettext("vote", "Equal votes"),
    }
    chosen = {
        Verdict.FILLED: pgettext("vote", "Chosen"),
        Verdict.PARTLY: pgettext("vote", "Chosen in part"),
        Verdict.NOBODY: pgettext("vote", "Nothing chosen"),
    }
    lists = (PollMethod.PROJECTS, PollMethod.APPROVAL)
    return (chosen if outcome.method in lists else {}).get(outcome.verdict, words[outcome.verdict])


def sentence(poll: Poll, outcome: Outcome) -> str:
    """The sum and the rule of one question in one sentence."""
    return _SENTENCES[PollMethod(outcome.method)](poll, outcome)


def majority(poll: Poll, outcome: Outcome | None = None) -> str:
    """What a majority means in this poll ("41 of 81"), as far as it is known before the count."""
    share = poll.terms.share
    totals = {
        Base.QUOTA: poll.seats,
        Base.INCUMBENTS: poll.members,
        Base.PRESENT: poll.present,
        Base.CAST: None,
    }
    total = totals[share.base]
    words: dict[str, Any] = {"fraction": share.fraction, "base": BASES[share.base]()}
    if total is None:
        if share.more_than:
            return _("More than %(fraction)s of the %(base)s are needed.") % words
        return _("At least %(fraction)s of the %(base)s are needed.") % words
    needed = count_needed(share, total)
    return _("Needed: %(needed)d of %(total)d %(base)s.") % {
        **words,
        "needed": needed,
        "total": total,
    }


def _needed(why: Arithmetic) -> str:
    words = {"needed": why.needed, "total": why.total, "base": BASES[why.share.base]()}
    return _("needed %(needed)d of %(total)d %(base)s") % words


def _out(poll: Poll, why: Arithmetic, given: int) -> int:
    """Who did not vote: of all where all count, else of those here."""
    everybody = why.share.base in (Base.QUOTA, Base.INCUMBENTS)
    return max(0, (why.total if everybody else poll.present or 0) - given)


def sums(poll: Poll, outcome: Outcome) -> str:
    """A question that is put as it stands: the sums and what was needed."""
    counts, why = outcome.counts, outcome.why[0]
    words: Mapping[str, Any] = {
        "for": counts.get(Choice.FOR, 0),
        "against": counts.get(Choice.AGAINST, 0),
        "abstain": counts.get(Choice.ABSTAIN, 0),
        "out": _out(poll, why, sum(counts.values())),
        "needed": _needed(why),
    }
    told = _(
        "%(for)d for, %(against)d against, %(abstain)d abstained, %(out)d did not vote; %(needed)s."
    )
    return told % words


def _motion(poll: Poll, outcome: Outcome) -> str:
    words = {"word": verdict_word(outcome), "sums": sums(poll, outcome)}
    return _("%(word)s: %(sums)s") % words


def _assessment(poll: Poll, outcome: Outcome) -> str:
    codes = [*poll.terms.grades, str(Choice.ABSTAIN)]
    each = pgettext("vote", ", ").join(
        _("%(n)d %(grade)s") % {"n": outcome.counts.get(code, 0), "grade": grade_word(code)}
        for code in codes
    )
    words = {"word": verdict_word(outcome), "each": each, "needed": _needed(outcome.why[-1])}
    return _("%(word)s: %(each)s; %(needed)s.") % words


def _name(outcome: Outcome, line: Line) -> str:
    return outcome.asked.names.get(line.key, line.key.removeprefix("+"))


def _list(poll: Poll, outcome: Outcome) -> str:
    chosen = [line for line in outcome.lines if line.chosen]
    each = pgettext("vote", ", ").join(
        _("%(name)s (%(votes)d)") % {"name": _name(outcome, line), "votes": line.votes}
        for line in chosen
    )
    why = next((line.why for line in outcome.lines if line.why), None)
    words = {
        "what": outcome.asked.name,
        "word": verdict_word(outcome),
        "each": each or _("nobody has the votes that are needed"),
        "needed": _needed(why) if why else majority(poll).rstrip(".。"),
    }
    told = _("%(what)s — %(word)s: %(each)s; %(needed)s.") % words
    if outcome.open_seats and chosen:
        left = _("%(n)d still to be filled.") % {"n": outcome.open_seats}
        return f"{told} {left}"
    return told


def _ranked(poll: Poll, outcome: Outcome) -> str:
    chosen = next((line for line in outcome.lines if line.chosen), None)
    if chosen is None:
        return _("%(what)s — %(word)s.") % {
            "what": outcome.asked.name,
            "word": verdict_word(outcome),
        }
    words = {
        "what": outcome.asked.name,
        "name": _name(outcome, chosen),
        "votes": chosen.votes,
        "round": len(outcome.stages),
    }
    return _("%(what)s — elected: %(name)s, with %(votes)d votes in round %(round)d.") % words


_SENTENCES: Mapping[PollMethod, Sentence] = {
    PollMethod.MOTION: _motion,
    PollMethod.ASSESSMENT: _assessment,
    PollMethod.APPROVAL: _list,
    PollMethod.PROJECTS: _list,
    PollMethod.ELECTION: _list,
    PollMethod.RANKED: _ranked,
}

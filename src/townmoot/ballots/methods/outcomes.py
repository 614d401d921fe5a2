"""What the totals of one question come to by the rules: carried, elected, chosen, graded.

Nothing here draws a lot or casts a vote: where the rules leave it to somebody, the outcome names
between what, and what was settled is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import cast

from townmoot.ballots.enums import Choice, PollMethod
from townmoot.ballots.methods.answers import BLANK
from townmoot.ballots.methods.asked import Asked, Counts
from townmoot.ballots.methods.runoff import Stage, run_off
from townmoot.rules import Arithmetic, Assembly, Votes, assess, decide
from townmoot.rules.majorities import Outcome as Decided
from townmoot.rules.majorities import work_out
from townmoot.rules.polls import PollRules
from townmoot.rules.terms import AssessmentRule, TieRule


class Verdict(StrEnum):
    """How a question ended."""

    CARRIED = "carried"
    REJECTED = "rejected"
    FILLED = "filled"  # every seat, or as many as are chosen
    PARTLY = "partly"
    NOBODY = "nobody"
    GRADED = "graded"
    TIED = "tied"  # whoever presides, or a lot, settles it


@dataclass(frozen=True)
class Line:
    """A candidate or a project and its votes; `why` is the sum where a majority is asked."""

    key: str
    votes: int
    why: Arithmetic | None = None
    chosen: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one question came to.

    `chosen` are the options elected or chosen, `open_seats` those left; `tied` are between what it
    must be settled, or voted on again; `stages` those of a run-off.
    """

    asked: Asked
    method: str
    counts: Counts
    rules: PollRules
    verdict: Verdict
    why: tuple[Arithmetic, ...] = ()
    lines: tuple[Line, ...] = ()
    tied: tuple[str, ...] = ()
    grade: str = ""
    stages: tuple[Stage, ...] = ()
    settled: bool = False

    @property
    def chosen(self) -> tuple[str, ...]:
        """The options elected or chosen."""
        return tuple(line.key for line in self.lines if line.chosen)

    @property
    def open_seats(self) -> int:
        """The seats that are left."""
        return self.asked.seats - len(self.chosen)

    @property
    def carried(self) -> bool:
        """Whether a question put as it stands is carried."""
        return self.verdict is Verdict.CARRIED

    @property
    def waits(self) -> bool:
        """Whether somebody must settle equal votes before it can be announced."""
        return self.verdict is Verdict.TIED

    @property
    def close(self) -> bool:
        """Whether it is within so few votes of what is needed that the rules call it close."""
        sums = [*self.why, *(line.why for line in self.lines if line.why)]
        return any(abs(one.have - one.needed) <= self.rules.close_margin for one in sums)


def settle(
    method: str,
    asked: Asked,
    counts: Counts,
    rules: PollRules,
    assembly: Assembly,
    settled: Sequence[str] = (),
    ballots: int = 0,
) -> Outcome:
    """What the totals of a question come to; `settled` is how equal votes were settled, in order.

    `ballots` are those given and valid.
    """
    blank = Outcome(asked, method, counts, rules, Verdict.REJECTED)
    if method == PollMethod.MOTION:
        return _motion(blank, assembly, settled)
    if method == PollMethod.ASSESSMENT:
        return _assessment(blank, assembly)
    if method == PollMethod.RANKED:
        return _ranked(blank, settled)
    votes = _for_each(method, asked, counts)
    cast = _cast(method, asked, counts, ballots)
    return _fill(blank, votes, cast, assembly, settled)


def _motion(blank: Outcome, assembly: Assembly, settled: Sequence[str]) -> Outcome:
    counts, rules = blank.counts, blank.rules
    votes = Votes(
        yes=counts.get(Choice.FOR, 0),
        no=counts.get(Choice.AGAINST, 0),
        abstain=counts.get(Choice.ABSTAIN, 0),
    )
    found = decide(rules.share, votes, assembly, rules.tie)
    if found.outcome is not Decided.TIED:
        verdict = Verdict.CARRIED if found.carried else Verdict.REJECTED
        return replace(blank, verdict=verdict, why=(found.why,))
    between = (str(Choice.FOR), str(Choice.AGAINST))
    if not settled:
        return replace(blank, verdict=Verdict.TIED, why=(found.why,), tied=between)
    verdict = Verdict.CARRIED if settled[0] == Choice.FOR else Verdict.REJECTED
    return replace(blank, verdict=verdict, why=(found.why,), settled=True)


def _assessment(blank: Outcome, assembly: Assembly) -> Outcome:
    rule = cast("AssessmentRule", blank.rules.assessment)  # such a poll is prepared with it
    given = {grade: blank.counts.get(grade, 0) for grade in blank.rules.grades}
    found = assess(rule, given, assembly)
    return replace(blank, verdict=Verdict.GRADED, grade=found.grade, why=found.why)


def _ranked(blank: Outcome, settled: Sequence[str]) -> Outcome:
    ballots = [
        (tuple(key.split(">")), number) for key, number in blank.counts.items() if key != BLANK
    ]
    found = run_off(blank.asked.options, ballots, settled)
    last = found.stages[-1].votes if found.stages else {}
    lines = [
        Line(key, last.get(key, 0), chosen=key == found.elected) for key in blank.asked.options
    ]
    verdict = Verdict.FILLED if found.elected else Verdict.NOBODY
    return replace(
        blank,
        verdict=Verdict.TIED if found.tied else verdict,
        lines=tuple(sorted(lines, key=lambda line: -line.votes)),
        tied=found.tied,
        stages=found.stages,
        settled=bool(settled),
    )


def _for_each(method: str, asked: Asked, counts: Counts) -> dict[str, int]:
    """The votes for each option, and for each name written in."""
    if method != PollMethod.ELECTION:
        return {key: counts.get(key, 0) for key in asked.options}
    written = {key: number for key, number in counts.items() if key.startswith("+")}
    return {key: counts.get(f"{key}:{Choice.FOR}", 0) for key in asked.options} | written


def _cast(method: str, asked: Asked, counts: Counts, ballots: int) -> int:
    """How many voted, where the base is the votes cast: who marked nobody did not.

    For one seat the marks tell it; for several at once the ballots do.
    """
    if method != PollMethod.ELECTION:
        return ballots - counts.get(BLANK, 0)
    if asked.seats > 1:
        return ballots
    against = 0 if asked.contested else sum(n for k, n in counts.items() if k.endswith(":against"))
    return against + sum(_for_each(method, asked, counts).values())


def _fill(
    blank: Outcome,
    votes: Mapping[str, int],
    cast: int,
    assembly: Assembly,
    settled: Sequence[str],
) -> Outcome:
    """Who reaches the majority, most votes first, as far as there are seats (组织法).

    Where equal votes leave it open who takes the last seats nobody of them does, unless it was
    settled.
    """
    share, seats = blank.rules.share, blank.asked.seats
    order = sorted(votes, key=lambda key: -votes[key])
    sums = {key: work_out(share, assembly, votes[key], cast) for key in order}
    reached = [key for key in order if sums[key].reached]
    chosen, tied = reached[:seats], []
    if len(reached) > seats and votes[reached[seats - 1]] == votes[reached[seats]]:
        level = votes[reached[seats]]
        tied = [key for key in reached if votes[key] == level]
        chosen = [key for key in reached if votes[key] > level]
    drawn = [key for key in settled if key in tied][: seats - len(chosen)]
    chosen += drawn
    left = [key for key in tied if key not in chosen] if len(chosen) < seats else []
    waits = bool(left) and blank.rules.tie is not TieRule.REJECTED
    lines = [Line(key, votes[key], sums[key], chosen=key in chosen) for key in order]
    return replace(
        blank,
        verdict=Verdict.TIED if waits else _filled(len(chosen), seats),
        lines=tuple(lines),
        tied=tuple(left),
        settled=bool(drawn),
    )


def _filled(chosen: int, seats: int) -> Verdict:
    if chosen == seats:
        return Verdict.FILLED
    return Verdict.PARTLY if chosen else Verdict.NOBODY

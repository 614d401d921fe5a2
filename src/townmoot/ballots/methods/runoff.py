"""Ranked choice for one seat (instant run-off, the alternative vote).

Each ballot counts for the first candidate on it who is still in. Who has more than half of the
ballots that still count is elected; until then whoever has the fewest goes out and the ballots pass
on. Where several have the fewest, whoever had fewer at the most recent stage at which they differed
goes out; where they never did, the lot decides. The last two with equal votes are one such case.

Source of the rule for exclusions: the Scottish Local Government Elections Order 2011
(SSI 2011/399), Schedule 1, rule 51; with one seat its quota is a majority. Own code, since the
libraries that count run-offs draw the lot themselves, at random, so that nobody could count again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Ranking = tuple[tuple[str, ...], int]  # best first, and how many ballots say so


@dataclass(frozen=True)
class Stage:
    """One stage: the votes of those still in, the ballots that count no more, who goes out."""

    votes: Mapping[str, int]
    exhausted: int
    out: str = ""


@dataclass(frozen=True)
class RunOff:
    """The stages and who is elected; or between whom the lot must say who goes out."""

    stages: tuple[Stage, ...]
    elected: str = ""
    tied: tuple[str, ...] = ()


def run_off(
    candidates: Sequence[str], ballots: Sequence[Ranking], settled: Sequence[str] = ()
) -> RunOff:
    """Count; `settled` are those whom the lot sent out, in the order in which it was drawn."""
    inside, stages, drawn = list(candidates), [], list(settled)
    total = sum(number for _ranking, number in ballots)
    while inside:
        votes = _votes(inside, ballots)
        counting = sum(votes.values())
        best = max(inside, key=lambda key: votes[key])
        exhausted = total - counting
        if not counting or 2 * votes[best] > counting:
            stages.append(Stage(votes, exhausted))
            return RunOff(tuple(stages), best if counting else "")
        fewest = _fewest(inside, [*(stage.votes for stage in stages), votes])
        if len(fewest) > 1 and not (drawn and drawn[0] in fewest):
            stages.append(Stage(votes, exhausted))
            return RunOff(tuple(stages), tied=tuple(fewest))
        out = drawn.pop(0) if len(fewest) > 1 else fewest[0]
        stages.append(Stage(votes, exhausted, out))
        inside.remove(out)
    return RunOff(tuple(stages))


def _votes(inside: Sequence[str], ballots: Sequence[Ranking]) -> dict[str, int]:
    votes = dict.fromkeys(inside, 0)
    for ranking, number in ballots:
        first = next((key for key in ranking if key in votes), None)
        if first is not None:
            votes[first] += number
    return votes


def _fewest(inside: Sequence[str], stages: Sequence[Mapping[str, int]]) -> list[str]:
    """Who has the fewest now; of several, who had fewer at the last stage that tells them apart."""
    found = list(inside)
    for votes in reversed(stages):
        fewer = min(votes[key] for key in found)
        found = [key for key in found if votes[key] == fewer]
    return found

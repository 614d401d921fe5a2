"""Limit and candidate in turns: the median of the pairwise ratios, or no answer at all."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

PAIRS = 7
SPREAD = 0.15  # of the limit's own processor time, above which the machine was busy
Run = TypeVar("Run")
Other = TypeVar("Other")


class Inconclusive(Exception):
    """The limit itself did not take the same time twice: nothing can be said of its ratio."""


def alternated(
    limit: Callable[[], Run], candidate: Callable[[], Other], pairs: int = PAIRS
) -> Iterator[tuple[Run, Other]]:
    """Pairs of runs; each goes first every other time."""
    for turn in range(pairs):
        if turn % 2:
            other = candidate()
            yield limit(), other
        else:
            run = limit()
            yield run, candidate()


def steady(name: str, limits: Iterable[float]) -> None:
    """Raise Inconclusive where the limit's processor time spreads too far, from least to most."""
    taken = sorted(limits)
    spread = (taken[-1] - taken[0]) / statistics.median(taken)
    print(f"{name}: the limit's own processor time spreads {spread:.1%}", flush=True)
    if spread > SPREAD:
        words = f"{name}: inconclusive, the limit's own processor time spreads {spread:.0%}"
        raise Inconclusive(words)


def ratio(pairs: Iterable[tuple[float, float]]) -> float:
    """The median of candidate over limit."""
    return statistics.median(candidate / limit for limit, candidate in pairs)

"""How many have voted, as it may be shown while a secret poll is open: slowly, in steps.

The rule: what is shown changes at most every TICK seconds, and counts only full STEPs of ballots;
the exact number stands there once all have voted, and after the close. So nobody sees whose ballot
made the number grow.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from uuid import UUID

TICK = 10  # seconds
STEP = 5  # ballots
_KEPT = 256  # polls

_seen: dict[UUID, tuple[int, int]] = {}
_turn = Lock()


def rounded(cast: int, electors: int) -> int:
    """The number that may be shown of so many ballots."""
    return cast if cast >= electors else cast - cast % STEP


def shown(poll: UUID, electors: int, seconds: float, count: Callable[[UUID], int]) -> int:
    """The number to be shown now; `count` is asked once in each tick, however many look."""
    tick = int(seconds // TICK)
    with _turn:
        seen = _seen.get(poll)
        if seen is None or seen[0] != tick:
            seen = (tick, rounded(count(poll), electors))
            _seen[poll] = seen
            for old in list(_seen)[:-_KEPT]:
                del _seen[old]
    return seen[1]

"""The order in which those speak who asked to: computed from rows, never stored.

Each place is found anew, as if whoever stands before had spoken: so groups, and for and against,
take turns all the way down, and each place can say why it is so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from townmoot.meetings.enums import NextReason
from townmoot.rules.speaking import QueueOrder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

LAST = 1_000_000  # behind every place that the chair gives


@dataclass(frozen=True)
class Asked:
    """One request to speak, in the order of asking; `place` is where the chair put it."""

    key: UUID
    person: UUID
    group: UUID | None
    side: str
    rank: int
    place: int | None = None
    turn: bool = True


@dataclass(frozen=True)
class Spoken:
    """One speech that was held or is being held; seconds."""

    person: UUID
    group: UUID | None
    side: str
    seconds: int
    turn: bool = True


@dataclass(frozen=True)
class Place:
    """A request where it stands, and why."""

    asked: Asked
    why: NextReason


@dataclass
class _Floor:
    """What has been said so far, the places before included."""

    turns: Counter[UUID]
    used: Mapping[UUID | None, int]
    group: UUID | None = None
    side: str = ""
    begun: bool = False

    def hear(self, person: UUID, group: UUID | None, side: str, *, turn: bool) -> None:
        if turn:
            self.turns[person] += 1
            self.group, self.side, self.begun = group, side, True


@dataclass(frozen=True)
class Order:
    """The rules of order of one item: criteria, who leads it, seconds for each group."""

    criteria: Sequence[QueueOrder]
    leader: UUID | None = None
    budget: int | None = None
    _reasons: Mapping[QueueOrder, NextReason] = field(
        default_factory=lambda: {
            QueueOrder.FIRST_TIME: NextReason.FIRST_TIME,
            QueueOrder.GROUPS: NextReason.GROUPS,
            QueueOrder.SIDES: NextReason.SIDES,
        }
    )

    def measures(self, one: Asked, floor: _Floor) -> list[tuple[NextReason, int]]:
        """What counts before the order of asking, the weightiest first; less goes first."""
        over = self.budget is not None and floor.used.get(one.group, 0) >= self.budget
        by_rule = {
            QueueOrder.FIRST_TIME: floor.turns[one.person],
            QueueOrder.GROUPS: int(floor.begun and one.group == floor.group),
            QueueOrder.SIDES: int(bool(one.side) and one.side == floor.side),
        }
        return [
            (NextReason.RANK, one.rank),
            (NextReason.PLACED, LAST if one.place is None else one.place),
            (NextReason.LEADER, int(one.person != self.leader)),
            (NextReason.BUDGET, int(over and one.group is not None)),
            *((self._reasons[each], by_rule[each]) for each in self.criteria),
        ]


def queue(asked: Iterable[Asked], spoken: Iterable[Spoken], order: Order) -> list[Place]:
    """Put the requests in the order in which they are to be called, each with its reason."""
    held = list(spoken)
    floor = _Floor(turns=Counter(), used=used_by_group(held))
    for speech in held:
        floor.hear(speech.person, speech.group, speech.side, turn=speech.turn)
    waiting, places = list(asked), []
    while waiting:
        found = min(waiting, key=lambda one: [value for _why, value in order.measures(one, floor)])
        places.append(Place(found, _why(found, waiting[0], order, floor)))
        waiting.remove(found)
        floor.hear(found.person, found.group, found.side, turn=found.turn)
    return places


def _why(found: Asked, first: Asked, order: Order, floor: _Floor) -> NextReason:
    """What put somebody before whoever asked first; that the chair did, where the chair did."""
    if found.place is not None:
        return NextReason.PLACED
    pairs = zip(order.measures(found, floor), order.measures(first, floor), strict=True)
    return next((why for (why, mine), (_, its) in pairs if mine < its), NextReason.ORDER)


def used_by_group(spoken: Iterable[Spoken]) -> Counter[UUID | None]:
    """How many seconds each group has spoken."""
    used: Counter[UUID | None] = Counter()
    for speech in spoken:
        used[speech.group] += speech.seconds
    return used

"""A question as it is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Asked:
    """What is asked: `key` names the question, `options` the candidates or projects in order.

    `names` are their names, for sentences; `seats` how many are elected or chosen, `least` how many
    must be marked.
    """

    key: str
    name: str = ""
    seats: int = 1
    least: int = 0
    options: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def contested(self) -> bool:
        """Whether there are more candidates than seats."""
        return len(self.options) > self.seats

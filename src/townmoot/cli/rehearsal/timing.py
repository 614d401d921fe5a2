"""How long the server took over each kind of request, as those who asked saw it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

OWN_PART = re.compile(r"(?<=/)(?=[^/]*\d)[^/]{6,}(?=/|$)")  # a reference, a slip's secret
SHOWN = 5
PARTS = {"p50": 50, "p99": 99}


def kind_of(path: str) -> str:
    """The address without what names one thing: /floor/meetings/*/."""
    return OWN_PART.sub("*", path.partition("?")[0])


def within(times: Iterable[float], hundredths: int) -> float:
    """Seconds within which so many of a hundred were there; 0 for none."""
    found = sorted(times)
    return round(found[len(found) * hundredths // 100], 3) if found else 0.0


@dataclass
class Times:
    """Seconds by kind of page, and by name of act."""

    pages: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    acts: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def facts(self) -> dict[str, Any]:
        """How many pages were read, within what time 99 of 100 were there, and the slowest."""
        every = [one for found in self.pages.values() for one in found]
        return {
            "pages": len(every),
            "page_p99": within(every, PARTS["p99"]),
            "slow_pages": _slowest(self.pages),
            "slow_acts": _slowest(self.acts),
        }


def _slowest(kinds: Mapping[str, list[float]]) -> list[dict[str, Any]]:
    """The kinds with the slowest, in the order of what 99 of 100 took."""
    told: list[dict[str, Any]] = [
        {"what": kind, "count": len(found)}
        | {name: within(found, part) for name, part in PARTS.items()}
        | {"max": round(max(found), 3)}
        for kind, found in kinds.items()
    ]
    return sorted(told, key=lambda one: (-one["p99"], one["what"]))[:SHOWN]

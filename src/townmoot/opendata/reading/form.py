"""The neutral form: what a source told, whatever its own form; all values are plain JSON.

References are the foreign ids of other things in the same form.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from townmoot.opendata.enums import Kind
from townmoot.opendata.reading.faults import Fault

# What is embedded in what: it goes when its parent no longer holds it.
EMBEDDED = frozenset({Kind.MEMBERSHIP, Kind.ITEM, Kind.CONSULTATION, Kind.FILE})


@dataclass
class Thing:
    """One thing of a source. `gone`: the source says that it was deleted."""

    kind: Kind
    id: str
    fields: dict[str, Any] = field(default_factory=dict)
    parent: str = ""
    web: str = ""
    gone: bool = False
    sealed: str = ""

    def __post_init__(self) -> None:
        # Kind and id: what names it within its source.
        self.key = (self.kind.value, self.id)

    def digest(self) -> str:
        """The seal of what it says: another where anything changed; made once."""
        if not self.sealed:
            told = repr((sorted(self.fields.items()), self.web, self.parent))
            self.sealed = hashlib.sha256(told.encode()).hexdigest()
        return self.sealed

    def as_json(self) -> list[Any]:
        """The thing as it is staged."""
        told = [self.kind.value, self.id, self.fields, self.parent, self.web, self.gone]
        return [*told, self.digest()]

    @classmethod
    def of_json(cls, told: list[Any]) -> Thing:
        """The thing as it was staged."""
        return cls(Kind(told[0]), *told[1:])


@dataclass
class Council:
    """Everything a source told: its own id and name, its things in the order of their kinds."""

    address: str
    name: str
    things: list[Thing]
    faults: list[Fault]
    code: str = ""
    language: str = ""

    def counts(self) -> dict[str, int]:
        """How many living things of each kind there are."""
        found = dict.fromkeys(Kind.values, 0)
        for thing in self.things:
            found[thing.kind.value] += not thing.gone
        return found

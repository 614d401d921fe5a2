"""How many fit of each kind, year and organization, whatever it was narrowed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

Key = tuple[str, int | None, str]
"""Kind, year, organizations as a place keeps them."""


@dataclass(frozen=True)
class Narrowed:
    """What it is narrowed to; what is empty narrows nothing."""

    kind: str = ""
    year: int | None = None
    organization: UUID | None = None

    def holds(self, key: Key) -> bool:
        """Whether a place is inside."""
        kind, year, organizations = key
        return (
            (not self.kind or kind == self.kind)
            and (self.year is None or year == self.year)
            and (self.organization is None or self.organization.hex in organizations)
        )

    @property
    def sql(self) -> tuple[str, list[Any]]:
        """The same for the database."""
        told: list[tuple[str, Any]] = []
        if self.kind:
            told.append((" AND p.kind = %s", self.kind))
        if self.year is not None:
            told.append((" AND p.year = %s", self.year))
        if self.organization is not None:
            told.append((" AND p.organizations LIKE %s", f"%{self.organization.hex}%"))
        return "".join(sql for sql, _ in told), [value for _, value in told]


@dataclass(frozen=True)
class Sums:
    """How many places there are under each key, without any narrowing."""

    counts: Counter[Key]

    @property
    def total(self) -> int:
        """All of them."""
        return self.counts.total()

    def of(self, narrowed: Narrowed) -> int:
        """Those inside."""
        return sum(n for _, n in self._inside(narrowed))

    def kinds(self, narrowed: Narrowed) -> dict[str, int]:
        """What each kind would give, with all else as it is; the most first."""
        found: Counter[str] = Counter()
        for (kind, _, _), n in self._inside(replace(narrowed, kind="")):
            found[kind] += n
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def years(self, narrowed: Narrowed) -> dict[int, int]:
        """What each year would give, newest first."""
        found: Counter[int] = Counter()
        for (_, year, _), n in self._inside(replace(narrowed, year=None)):
            if year is not None:
                found[year] += n
        return dict(sorted(found.items(), reverse=True))

    def organizations(self, narrowed: Narrowed) -> dict[UUID, int]:
        """What each organization would give, the most first."""
        found: Counter[str] = Counter()
        for (_, _, organizations), n in self._inside(replace(narrowed, organization=None)):
            for each in organizations.split():
                found[each] += n
        ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
        return {UUID(each): n for each, n in ordered}

    def _inside(self, narrowed: Narrowed) -> Iterator[tuple[Key, int]]:
        return ((key, n) for key, n in self.counts.items() if narrowed.holds(key))

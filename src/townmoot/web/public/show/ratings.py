"""How signers rated a reply, once the counts are released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from townmoot.rules import Profile


@dataclass(frozen=True)
class Ratings:
    """Counts by aspect and grade, in words; and how many of those asked answered."""

    grades: list[str]
    rows: list[tuple[str, list[int]]]
    answered: int
    asked: int

    @classmethod
    def of(cls, counts: dict[str, Any] | None, profile: Profile | None) -> Ratings | None:
        """The released counts of one reply; None where they are internal."""
        if counts is None or profile is None:
            return None
        scale = profile.suggestions.rating_scale.value
        aspects = profile.suggestions.rating_aspects.value
        given = counts["counts"]
        rows = [
            (str(aspect.label), [given.get(aspect.code, {}).get(g.code, 0) for g in scale])
            for aspect in aspects
        ]
        answered = max([0, *(sum(told) for _aspect, told in rows)])
        return cls([str(grade.label) for grade in scale], rows, answered, counts["asked"])

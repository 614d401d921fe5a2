"""Amendments as changes of a text: finding the passage, the text as amended; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Change:
    """Other words in place of `passage`, which begins at the character `start`."""

    start: int
    passage: str
    text: str

    @property
    def end(self) -> int:
        """Where the passage ends."""
        return self.start + len(self.passage)


class Kept(StrEnum):
    """What became of a part of a text."""

    SAME = "same"
    STRUCK = "struck"
    PUT_IN = "put_in"


@dataclass(frozen=True)
class Part:
    """A part of a text as amended."""

    kept: Kept
    words: str


def places(text: str, passage: str) -> list[int]:
    """Where a passage begins, each time it occurs; passages that overlap are found apart."""
    found, start = [], text.find(passage)
    while passage and start >= 0:
        found.append(start)
        start = text.find(passage, start + 1)
    return found


def fits(text: str, change: Change) -> bool:
    """Whether the passage stands where it was quoted from."""
    return bool(change.passage) and text[change.start : change.end] == change.passage


def overlap(one: Change, other: Change) -> bool:
    """Whether two changes are of the same words."""
    return one.start < other.end and other.start < one.end


def parts(text: str, changes: Iterable[Change]) -> Iterator[Part]:
    """The text as amended, part by part. Raises ValueError for changes that do not fit together."""
    at = 0
    for change in sorted(changes, key=lambda change: change.start):
        if change.start < at or not fits(text, change):
            message = "the changes overlap, or the text is another"
            raise ValueError(message)
        yield from _part(Kept.SAME, text[at : change.start])
        yield Part(Kept.STRUCK, change.passage)
        yield from _part(Kept.PUT_IN, change.text)
        at = change.end
    yield from _part(Kept.SAME, text[at:])


def _part(kept: Kept, words: str) -> Iterator[Part]:
    if words:
        yield Part(kept, words)


def amended(text: str, changes: Iterable[Change]) -> str:
    """The text as amended. Raises ValueError for changes that do not fit together."""
    return "".join(part.words for part in parts(text, changes) if part.kept is not Kept.STRUCK)

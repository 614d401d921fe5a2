"""From words to the stretches of the texts that they cover."""

from __future__ import annotations

from collections.abc import Mapping

from townmoot.suggestions.actions.inputs import Span


def words_of(cover: str) -> list[str]:
    """The words, one to a line, the longest first."""
    listed = {line.strip() for line in cover.splitlines() if line.strip()}
    return sorted(listed, key=len, reverse=True)


def unfound(texts: Mapping[str, str], cover: str) -> list[str]:
    """Those words that stand in none of the texts."""
    return [word for word in words_of(cover) if not any(word in text for text in texts.values())]


def spans_of(texts: Mapping[str, str], cover: str) -> list[Span]:
    """Each place where a word stands; places that touch or overlap are one."""
    found: list[Span] = []
    for name, text in texts.items():
        for start, end in _merged(_places(text, words_of(cover))):
            found.append(Span(document=name, start=start, end=end))
    return found


def _places(text: str, words: list[str]) -> list[tuple[int, int]]:
    places = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            places.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return sorted(places)


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

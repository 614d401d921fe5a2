"""What fits, shown in its surroundings: places in the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from townmoot.search.asking import Asked, nearly
from townmoot.search.tokens import LETTER, VOICED, fold, is_han

BEFORE, AFTER = 40, 120
AT_MOST = 2
FURTHEST = 24
MORE = "…"
_WORD = re.compile(rf"{LETTER}+")
_BLANKS = re.compile(r"\s+")
_BETWEEN = r"[\W_]*"


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is what was looked for."""

    text: str
    found: bool = False


class Looking:
    """What to mark for something that was asked."""

    def __init__(self, asked: Asked, *, similar: bool) -> None:
        patterns = [
            _pattern(term.words, opens=similar and term.opens)
            for term in sorted(asked.terms, key=lambda term: -len(term.words))
        ]
        self._phrases = re.compile("|".join(patterns)) if patterns else None
        slips = [term.words[0] for term in asked.terms if similar and term.near]
        self._near = {word for slip in slips for word in nearly(slip)}

    def pieces(self, text: str) -> list[Piece]:
        """The whole text in pieces."""
        return _cut(text, self._spans(text), 0, len(text))

    def excerpts(self, texts: Sequence[str]) -> list[list[Piece]]:
        """Where it stands in the parts of a text, at most twice; else how the text begins."""
        found: list[list[Piece]] = []
        for text in texts:
            for start, end, spans in self._windows(text):
                found.append(_excerpt(text, spans, start, end))
                if len(found) == AT_MOST:
                    return found
        first = next((text for text in texts if text.strip()), "")
        if not found and first:
            found.append(_excerpt(first, [], 0, _edge(first, BEFORE + AFTER, 1)))
        return found

    def _windows(self, text: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
        spans, at, end = self._spans(text), 0, 0
        while at < len(spans):
            start = _edge(text, max(end, spans[at][0] - BEFORE), -1)
            end = _edge(text, min(len(text), spans[at][1] + AFTER), 1)
            inside = [span for span in spans[at:] if span[1] <= end]
            yield start, end, inside
            at += max(1, len(inside))

    def _spans(self, text: str) -> list[tuple[int, int]]:
        folded = fold(text)
        found = []
        if self._phrases is not None:
            found = [match.span() for match in self._phrases.finditer(folded)]
        if self._near:
            found += [m.span() for m in _WORD.finditer(folded) if m[0] in self._near]
        if not found:
            return []
        back = _Back(text)
        return _apart((back.start(start), back.end(end)) for start, end in sorted(found))


def _pattern(words: Sequence[str], *, opens: bool) -> str:
    """The words one after the other in a folded text, with no word between them."""
    told = []
    for place, word in enumerate(words, start=1):
        if is_han(word):
            told.append(word if len(word) > 1 else f"{re.escape(word)}(?![{VOICED}])")
        else:
            rest = f"{LETTER}*" if opens and place == len(words) else f"(?!{LETTER})"
            told.append(f"(?<!{LETTER}){re.escape(word)}{rest}")
    return _BETWEEN.join(told)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _inside_word(text: str, at: int) -> bool:
    pair = text[at - 1 : at + 1]
    return _WORD.fullmatch(fold(pair)) is not None or unicodedata.combining(pair[-1]) != 0


def _edge(text: str, at: int, way: int) -> int:
    """The nearest place in that direction that parts no word, as far as a long word reaches."""
    for _ in range(FURTHEST):
        if not 0 < at < len(text) or not _inside_word(text, at):
            break
        at += way
    return min(at, len(text))


def _cut(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> list[Piece]:
    found, at = [], start
    for first, last in spans:
        found += [Piece(text[at:first]), Piece(text[first:last], found=True)]
        at = last
    found.append(Piece(text[at:end]))
    return [Piece(_BLANKS.sub(" ", each.text), each.found) for each in found if each.text]


def _excerpt(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> list[Piece]:
    more = [Piece(MORE)]
    return more * (start > 0) + _cut(text, spans, start, end) + more * (end < len(text))


class _Back:
    """From a place in the folded text to the place in the text."""

    def __init__(self, text: str) -> None:
        self._folded, self._text = [0], [0]
        odd = "".join(letter for letter in set(text) if len(fold(letter)) != 1)
        at = 0
        for match in re.finditer(f"[{re.escape(odd)}]", text) if odd else ():
            at += match.start() - self._text[-1] + len(fold(match[0]))
            self._folded.append(at)
            self._text.append(match.end())

    def _at(self, folded: int) -> tuple[int, bool]:
        """The place in the text, and whether it is amid what one character folds to."""
        nth = bisect_right(self._folded, folded) - 1
        place = self._text[nth] + folded - self._folded[nth]
        if nth + 1 < len(self._text) and place >= self._text[nth + 1]:
            return self._text[nth + 1] - 1, True
        return place, False

    def start(self, folded: int) -> int:
        """Where something that begins there begins in the text."""
        return self._at(folded)[0]

    def end(self, folded: int) -> int:
        """Where something that ends there ends in the text."""
        place, amid = self._at(folded)
        return place + amid

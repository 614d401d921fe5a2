"""Words as the index keeps them: the same on both databases, and for what is asked.

A Han or kana character is a word of its own, so that one and two characters are found; other
scripts by word. Folded: case, width, marks above and below Latin, Greek and Cyrillic letters,
ligatures; ß is ss. Each character folds by itself, so that a place in the folded text tells the
place in the text (NFKD and full case folding, Unicode).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

VERSION = 2
BREAK = "\ue000"
"""Stands round each title and part, so that no phrase reaches from one into the next."""
LONGEST = 64
MOST_BYTES = 600_000  # a vector of PostgreSQL takes 1 MiB

HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
VOICED = "\u3099\u309a"
LETTER = rf"[^\W_{HAN}]"
_TOKEN = re.compile(rf"[{HAN}][{VOICED}]?|{LETTER}+")
_HAN = re.compile(rf"[{HAN}]")
# Marks that are folded away, and characters that are not seen: soft hyphens, joiners, variants.
_DROPPED = re.compile(
    "[\u0300-\u036f\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
    "\U000e0100-\U000e01ef]"
)
_REMEMBERED = 20_000


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFKD", chr(code)).casefold()
        folded = _DROPPED.sub("", unicodedata.normalize("NFKD", letter))
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


_folding = _Folding()


def fold(text: str) -> str:
    """The text with what tells no word apart folded away."""
    return text.translate(_folding)


def tokens(text: str) -> list[str]:
    """The words of a text, in order."""
    return [word[:LONGEST] for word in _TOKEN.findall(fold(text))]


def is_han(word: str) -> bool:
    """Whether the word is one character of a script written without blanks."""
    return _HAN.match(word) is not None


def column(parts: Iterable[str]) -> str:
    """The words of several parts as one column of the index: breaks round each, cut when long."""
    found, left = [BREAK], MOST_BYTES
    for part in parts:
        for word in tokens(part):
            left -= len(word.encode()) + 1
            if left < 0:
                break
            found.append(word)
        if found[-1] != BREAK:
            found.append(BREAK)
        if left < 0:
            break
    return " ".join(found) if len(found) > 1 else ""


def whole(words: Iterable[str]) -> str:
    """One word that stands for a title as a whole; nobody can type it."""
    return BREAK + blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


def title_column(titles: Iterable[str]) -> str:
    """The words of all titles of a document, and for each the word that stands for it."""
    told = list(titles)
    marks = {whole(words) for words in map(tokens, told) if words}
    return " ".join([column(told), *sorted(marks)])

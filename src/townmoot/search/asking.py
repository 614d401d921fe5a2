"""What somebody typed, as terms to look for. Nothing typed is ever an error or an operator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase

from townmoot.search.tokens import is_han, tokens

LONGEST = 200
MOST_TERMS = 12
PREFIX_FROM = 3
NEAR_FROM, NEAR_TO, MOST_NEAR = 5, 20, 3
_QUOTES = '"“”„«»「」『』'
_TERM = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]|([^\s{_QUOTES}]+)")


@dataclass(frozen=True)
class Term:
    """Words that stand together; `quoted`: exactly so, nothing similar."""

    words: tuple[str, ...]
    quoted: bool = False

    @property
    def opens(self) -> bool:
        """Whether longer words that begin so are similar."""
        last = self.words[-1]
        return not self.quoted and not is_han(last) and len(last) >= PREFIX_FROM

    @property
    def near(self) -> bool:
        """Whether words that are spelled nearly so are looked for."""
        word = self.words[0]
        plain = len(self.words) == 1 and word.isascii() and word.isalpha()
        return plain and not self.quoted and NEAR_FROM <= len(word) <= NEAR_TO


@dataclass(frozen=True)
class Asked:
    """What was typed: as it stands, and its terms."""

    typed: str
    terms: tuple[Term, ...]

    @property
    def whole(self) -> tuple[str, ...]:
        """All words in the order in which they were typed."""
        return tuple(word for term in self.terms for word in term.words)


def read(typed: str) -> Asked:
    """Read what was typed: quotes make a phrase, blanks part terms, all else is words or nothing.

    What is beyond 200 characters or 12 terms is left out.
    """
    typed = " ".join(typed[:LONGEST].split())
    found = []
    for match in _TERM.finditer(typed):
        quoted = match[1] is not None
        words = tuple(tokens(match[1] if quoted else match[2]))
        if words:
            found.append(Term(words, quoted))
    return Asked(typed, tuple(found[:MOST_TERMS]))


def nearly(word: str) -> list[str]:
    """Every word one slip away: a letter too many, too few, wrong, or two the wrong way round."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    found |= {
        left + letter + right[1:] for left, right in parts if right for letter in ascii_lowercase
    }
    found |= {left + letter + right for left, right in parts for letter in ascii_lowercase}
    return sorted(found - {word})

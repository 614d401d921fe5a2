"""What a search must answer, worked out by looking at every document: slow, plain, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from townmoot.search import Document, places
from townmoot.search.asking import Asked, Term, nearly, read
from townmoot.search.finding import NEAR_BELOW
from townmoot.search.tokens import tokens

Parts = list[list[str]]


@dataclass(frozen=True)
class Expected:
    """Keys in order, and how many of them are exact."""

    keys: list[UUID]
    exact: int


def stands(parts: Parts, words: tuple[str, ...], *, opens: bool = False) -> bool:
    """Whether the words stand together in one of the parts."""
    size = len(words)
    for part in parts:
        for at in range(len(part) - size + 1):
            there = part[at : at + size]
            if tuple(there[:-1]) == words[:-1] and (
                there[-1] == words[-1] or (opens and there[-1].startswith(words[-1]))
            ):
                return True
    return False


class Read:
    """A document as words."""

    def __init__(self, document: Document) -> None:
        self.titles = [tokens(each) for each in (document.title, *document.names)]
        self.texts = [tokens(each) for each in document.texts]
        self.also = [tokens(each) for each in document.also]

    def tier(self, asked: Asked, *, near: bool) -> int:
        """Place among the groups, from 1; 0 where it does not fit."""
        whole = asked.whole
        if list(whole) in self.titles:
            return 1
        if stands(self.titles, whole):
            return 2
        if stands(self.texts, whole):
            return 3
        if all(stands(self.titles + self.texts, term.words) for term in asked.terms):
            return 4
        return 5 if all(self.similar(term, near=near) for term in asked.terms) else 0

    def similar(self, term: Term, *, near: bool) -> bool:
        exact = self.titles + self.texts
        if term.quoted or not any(word.isascii() for word in term.words):
            return stands(exact, term.words)
        anywhere = exact + self.also
        if stands(anywhere, term.words, opens=term.opens):
            return True
        slips = nearly(term.words[0]) if near and term.near else []
        return any(word in slips for part in anywhere for word in part)


@cache
def as_words(document: Document) -> Read:
    return Read(document)


def expected(body: UUID, shelf: dict[str, dict[UUID, Document]], typed: str) -> Expected:
    """The answer to what was typed, from all documents."""
    asked = read(typed)
    rows = [(kind, one) for kind, held in shelf.items() for one in held.values()]
    found = fitting(body, rows, asked, near=False)
    if len(found) < NEAR_BELOW:
        found = fitting(body, rows, asked, near=True)
    exact = sum(tier < 5 for tier, _, _ in found)
    return Expected([key for _, _, key in found], exact)


def fitting(
    body: UUID, rows: Iterable[tuple[str, Document]], asked: Asked, *, near: bool
) -> list[tuple[int, int, UUID]]:
    found = []
    for kind, one in rows:
        tier = as_words(one).tier(asked, near=near)
        if tier:
            found.append((tier, -places.number(body, kind, one), one.key))
    return sorted(found)

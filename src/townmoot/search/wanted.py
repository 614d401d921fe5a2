"""What fits, as an expression that each database reads in its own language; best first.

The order is ours and the same everywhere: (1) the title is what was asked, (2) all of it stands
together in the title, (3) in the text, (4) all terms are there; then what is similar. Within each,
newest first. Each group leaves out those before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from townmoot.search.asking import MOST_NEAR, Asked, Term, nearly
from townmoot.search.tokens import whole as as_title

TITLE, TEXT, ALSO = "title", "text", "also"
READ = (TITLE, TEXT)
ANYWHERE = (TITLE, TEXT, ALSO)


@dataclass(frozen=True)
class Phrase:
    """Words that stand together in one of the columns; `opens`: the last may go on."""

    words: tuple[str, ...]
    columns: tuple[str, ...]
    opens: bool = False


@dataclass(frozen=True)
class OneOf:
    """One of these words stands in any column."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Both:
    """All parts hold."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True)
class Either:
    """One part holds, or several."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True)
class Without:
    """The first holds and the second does not."""

    what: Wanted
    but: Wanted


Wanted = Phrase | OneOf | Both | Either | Without


def all_terms(asked: Asked) -> Wanted:
    """Each term stands in title or text: what fits exactly."""
    return Both(tuple(Phrase(term.words, READ) for term in asked.terms))


def tiers(asked: Asked) -> list[Wanted]:
    """What fits exactly, in groups, best first; nothing is in two."""
    whole = asked.whole
    is_title = Phrase((as_title(whole),), (TITLE,))
    in_title = Phrase(whole, (TITLE,))
    found: list[Wanted] = [
        is_title,
        Without(in_title, is_title),
        Without(Phrase(whole, (TEXT,)), in_title),
    ]
    if len(asked.terms) > 1:
        found.append(Without(all_terms(asked), Phrase(whole, READ)))
    return found


def similar(asked: Asked, *, near: bool) -> Wanted | None:
    """What fits nearly and not exactly; None where no term has anything similar.

    Longer words that begin so and names in other letters; with `near` also words one slip away.
    """
    slips = [term for term in asked.terms if term.near][:MOST_NEAR] if near else []
    if not any(_varies(term) for term in asked.terms):
        return None
    parts = tuple(_similar(term, near=term in slips) for term in asked.terms)
    return Without(Both(parts), all_terms(asked))


def _varies(term: Term) -> bool:
    return not term.quoted and any(word.isascii() for word in term.words)


def _similar(term: Term, *, near: bool) -> Wanted:
    if not _varies(term):
        return Phrase(term.words, READ)
    phrase = Phrase(term.words, ANYWHERE, opens=term.opens)
    if not near:
        return phrase
    return Either((phrase, OneOf(tuple(nearly(term.words[0])))))

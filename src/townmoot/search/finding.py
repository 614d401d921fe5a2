"""Answering: what fits, how many of each kind, year and organization, one page of it.

What a page shows is read again through the kinds as the public sees it at that moment; should the
index ever hold what nobody may see, it is mended and asked anew, and nothing of it was shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from townmoot.record import hot
from townmoot.search import index, wanted
from townmoot.search.asking import Asked, read
from townmoot.search.engines import engine
from townmoot.search.registry import Document, kinds
from townmoot.search.sums import Narrowed, Sums

PAGE = 20
LAST_PAGE = 500
NEAR_BELOW = 10


@dataclass(frozen=True)
class Hit:
    """One document that fits; `similar`: not exactly."""

    kind: str
    document: Document
    similar: bool


@dataclass(frozen=True)
class Found:
    """A page of what fits. `exact` and `similar` count all of it, not the page alone."""

    asked: Asked
    narrowed: Narrowed
    hits: tuple[Hit, ...]
    exact: int
    similar: int
    kinds: dict[str, int]
    years: dict[int, int]
    organizations: dict[UUID, int]
    page: int

    @property
    def total(self) -> int:
        """How many fit, exactly or nearly."""
        return self.exact + self.similar

    @property
    def pages(self) -> int:
        """How many pages they are; never more than can be asked for."""
        return max(1, min(LAST_PAGE, -(-self.total // PAGE)))

    @property
    def empty(self) -> bool:
        """Whether something was typed in which there is no word."""
        return bool(self.asked.typed) and not self.asked.terms


@dataclass(frozen=True)
class _Group:
    """An expression (None: everything) whose documents are listed together."""

    what: wanted.Wanted | None
    similar: bool = False


@dataclass(frozen=True)
class _Town:
    """Whose documents, and the legal day on which it is asked."""

    body: UUID
    day: date


Listed = tuple[str, UUID, bool]
"""Kind, key, whether it is only similar."""


def search(body: UUID, typed: str, narrowed: Narrowed | None = None, page: int = 1) -> Found:
    """What the public may find in a town now; without a word, everything, newest first.

    Raises NotFound for a town that is not there.
    """
    town = _Town(body, index.bring_up_to_date(body))
    asked, narrowed = read(typed), narrowed or Narrowed()
    found = _search(town, asked, narrowed, page)
    while found is None:
        found = _search(town, asked, narrowed, page)
    return found


def _search(town: _Town, asked: Asked, narrowed: Narrowed, page: int) -> Found | None:
    """A page; None where something on it was no longer there: it is out now, ask again."""
    if asked.typed and not asked.terms:
        return Found(asked, narrowed, (), 0, 0, {}, {}, {}, 1)
    groups, exact, similar = _fitting(town.body, asked)
    both = Sums(exact.counts + similar.counts)
    total = both.of(narrowed)
    page = max(1, min(page, LAST_PAGE, -(-total // PAGE)))
    listed = _page(town.body, groups, narrowed, range(total)[(page - 1) * PAGE : page * PAGE])
    hits = _read(town, listed)
    if len(hits) < len(listed):
        index.refresh(town.body, [(kind, key) for kind, key, _similar in listed])
        return None
    return Found(
        asked,
        narrowed,
        hits,
        exact.of(narrowed),
        similar.of(narrowed),
        both.kinds(narrowed),
        both.years(narrowed),
        both.organizations(narrowed),
        page,
    )


def _fitting(body: UUID, asked: Asked) -> tuple[list[_Group], Sums, Sums]:
    """The groups in order, and what fits exactly and nearly."""
    nothing = Sums(Counter())
    if not asked.terms:
        return [_Group(None)], _sums(body, None), nothing
    groups = [_Group(each) for each in wanted.tiers(asked)]
    exact = _sums(body, wanted.all_terms(asked))
    other = wanted.similar(asked, near=False)
    if other is None:
        return groups, exact, nothing
    similar = _sums(body, other)
    if exact.total + similar.total < NEAR_BELOW and any(term.near for term in asked.terms):
        other = wanted.similar(asked, near=True)
        similar = _sums(body, other)
    return [*groups, _Group(other, similar=True)], exact, similar


def _from(body: UUID, what: wanted.Wanted | None) -> tuple[str, list[Any]]:
    """The part of a query that says which places fit."""
    town = hot.reference(body)
    if what is None:
        return "FROM search_place p WHERE p.body = %s", [town]
    one = engine()
    told = one.condition(what)
    return f"FROM {one.joined} WHERE {told.sql} AND p.body = %s", [*told.values, town]


def _asked(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _sums(body: UUID, what: wanted.Wanted | None) -> Sums:
    which, values = _from(body, what)
    rows = _asked(
        f"SELECT p.kind, p.year, p.organizations, count(*) {which} GROUP BY 1, 2, 3",
        values,
    )
    return Sums(Counter({(kind, year, units): n for kind, year, units, n in rows}))


def _page(body: UUID, groups: list[_Group], narrowed: Narrowed, places: range) -> list[Listed]:
    """What stands at these places of the whole list; a group is counted only to be passed over."""
    listed: list[Listed] = []
    more, narrowing = narrowed.sql
    skip = places.start
    for group in groups:
        if len(listed) == len(places):
            break
        which, values = _from(body, group.what)
        order = engine().newest if group.what else "p.number DESC"
        rows = _asked(
            f"SELECT p.kind, p.key {which}{more} ORDER BY {order} LIMIT %s OFFSET %s",
            [*values, *narrowing, len(places) - len(listed), skip],
        )
        listed += [(kind, _uuid(key), group.similar) for kind, key in rows]
        if rows:
            skip = 0
        elif skip:
            count = f"SELECT count(*) {which}{more}"
            skip -= _asked(count, [*values, *narrowing])[0][0]
    return listed


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _read(town: _Town, listed: list[Listed]) -> tuple[Hit, ...]:
    """The documents as the public sees them at this moment."""
    seen: dict[tuple[str, UUID], Document] = {}
    wanted_keys: dict[str, set[UUID]] = {}
    for code, key, _similar in listed:
        wanted_keys.setdefault(code, set()).add(key)
    for code, keys in wanted_keys.items():
        for document in kinds()[code].documents(town.body, town.day, keys):
            seen[code, document.key] = document
    return tuple(
        Hit(code, seen[code, key], similar) for code, key, similar in listed if (code, key) in seen
    )

"""A document's place in the index: its number, what it is counted under, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from uuid import UUID

from townmoot.record import hot
from townmoot.search import tokens
from townmoot.search.engines import engine
from townmoot.search.models import Place
from townmoot.search.registry import Document, Kind, kinds

_SINCE = date(1800, 1, 1)
_LAST_DAY, _KEY_BITS = 2**17 - 1, 46


def made_by() -> str:
    """What an index is made by: the way words are told, and the kinds of document."""
    return _made_by(tuple(sorted(kinds())))


@cache
def _made_by(codes: tuple[str, ...]) -> str:
    told = " ".join([str(tokens.VERSION), *codes])
    return blake2b(told.encode(), digest_size=16).hexdigest()


def number(body: UUID, kind: str, document: Document) -> int:
    """The place in every list: the day, then what only its id decides. Greater stands higher."""
    days = (document.on - _SINCE).days + 1 if document.on else 0
    days = max(0, min(days, _LAST_DAY))
    told = body.bytes + kind.encode() + document.key.bytes
    rest = int.from_bytes(blake2b(told, digest_size=8).digest()) >> (64 - _KEY_BITS)
    return (days << _KEY_BITS) | rest


@dataclass
class _Row:
    place: Place
    title: str
    text: str
    also: str


def _row(body: UUID, kind: Kind, document: Document) -> _Row:
    title = tokens.title_column((document.title, *document.names))
    text, also = tokens.column(document.texts), tokens.column(document.also)
    at = number(body, kind.code, document)
    year = document.on.year if document.on else None
    units = " ".join(sorted({each.hex for each in document.organizations}))
    told = "\n".join([str(at), str(year), units, title, text, also])
    digest = blake2b(told.encode(), digest_size=16).hexdigest()
    place = Place(at, body, kind.code, document.key, year, units, digest)
    return _Row(place, title, text, also)


def put(body: UUID, kind: Kind, documents: Sequence[Document]) -> None:
    """Write those documents that are new or not as they were."""
    rows = {document.key: _row(body, kind, document) for document in documents}
    known = Place._default_manager.filter(body=body, kind=kind.code, key__in=rows)
    stale = []
    for key, at, digest in known.values_list("key", "number", "digest"):
        if rows[key].place.digest == digest:
            del rows[key]
        else:
            stale.append(at)
    remove(stale)
    _add(list(rows.values()))


def remove(numbers: Sequence[int]) -> None:
    """Take documents out."""
    if numbers:
        engine().remove(numbers)
        Place._default_manager.filter(number__in=numbers).delete()


def _settle(rows: Sequence[Place]) -> None:
    """Give each a number that no other has; two that would share one stand side by side."""
    taken: set[int] = set()
    while True:
        seen: set[int] = set()
        for row in rows:
            row.number += row.number in taken
            while row.number in seen:
                row.number += 1
            seen.add(row.number)
        found = Place._default_manager.filter(number__in=seen)
        taken = set(found.values_list("number", flat=True))
        if not taken:
            return


def _add(rows: Sequence[_Row]) -> None:
    if rows:
        _settle([row.place for row in rows])
        hot.add([row.place for row in rows])
        engine().add([(row.place.number, row.title, row.text, row.also) for row in rows])

"""Keeping the index in step with the record.

Nothing is done while an act runs. Whoever asks looks first whether the record has grown since:
then the documents that hang on any row named in the new entries are read again, as the public sees
them now, under the lock of writers. After an import or its undoing, which name no rows, and
wherever the index is missing or made in another way, all are read again. So what was taken back is
gone before the next answer, whoever wrote, in which process soever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from townmoot.record import NotFound, hot, today
from townmoot.record.engine import writers_turn
from townmoot.record.models import Entry, Head
from townmoot.search import places
from townmoot.search.engines import engine
from townmoot.search.models import Place, State
from townmoot.search.places import made_by
from townmoot.search.registry import Kind, kinds

T = TypeVar("T")
BATCH = 500
MOST_IDS = 2_000
MANY = 1_000
# Acts that write many rows and name none of them.
SWEEPING = frozenset({"import", "undo", "restored"})
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Progress = Callable[[str, int], None]


def bring_up_to_date(body: UUID) -> date:
    """Read what the record of a town tells since the last time; the day for which it is right now.

    Raises NotFound for a town that is not there.
    """
    size, day = _standing(body)
    state = hot.find(State, body=body)
    told = (state.position, state.day, state.made_by) if state else ()
    if told != (size, day, made_by()):
        with writers_turn(), transaction.atomic():
            _catch_up(body)
    return day


def rebuild(body: UUID, progress: Progress = lambda _kind, _count: None) -> None:
    """Make the index of a town anew from its rows, telling how many documents each kind has.

    Raises NotFound for a town that is not there.
    """
    with writers_turn(), transaction.atomic():
        size, day = _standing(body)
        _locked(body)
        _forget(body)
        for kind in kinds().values():
            progress(kind.code, _sweep(body, day, kind))
        _learn(body)
        _remember(body, size, day)


def refresh(body: UUID, found: Iterable[tuple[str, UUID]]) -> None:
    """Read some documents again, by kind and key."""
    wanted: dict[str, set[UUID]] = {}
    for code, key in found:
        wanted.setdefault(code, set()).add(key)
    with writers_turn(), transaction.atomic():
        _size, day = _standing(body)
        for code, keys in wanted.items():
            _read(body, day, kinds()[code], keys)


def _standing(body: UUID) -> tuple[int, date]:
    """How many entries the record has, and the legal day."""
    head = hot.find(Head, body=body)
    if head is None:
        raise NotFound
    return head.size, today(head.timezone)


def _locked(body: UUID) -> State:
    """The state, locked: what another process did meanwhile is not done twice."""
    fresh = {"position": -1, "day": date.min, "made_by": ""}
    State._default_manager.get_or_create(body=body, defaults=fresh)
    return State._default_manager.select_for_update().get(body=body)


def _catch_up(body: UUID) -> None:
    state = _locked(body)
    size, day = _standing(body)
    if state.made_by != made_by() or state.position > size:
        rebuild(body)
        return
    ids = _named_since(body, state.position, size)
    for kind in kinds().values():
        if ids is None or (kind.dated and state.day != day):
            _sweep(body, day, kind)
        elif ids:
            _read(body, day, kind, set(kind.touched(body, ids)))
    if ids is None:
        _learn(body)
    _remember(body, size, day)


def _named_since(body: UUID, position: int, size: int) -> set[UUID] | None:
    """The ids of all rows named in the entries after a position; None for any and all."""
    entries = Entry._default_manager.filter(body=body, position__gt=position, position__lte=size)
    found: set[UUID] = set()
    for entry in entries.iterator(chunk_size=BATCH):
        if entry.act.rpartition(".")[2] in SWEEPING:
            return None
        told = f"{entry.subject} {entry.private} {entry.envelope}"
        found |= {UUID(each) for each in _ID.findall(told)}
        if len(found) > MOST_IDS:
            return None
    return found


def _learn(body: UUID) -> None:
    if Place._default_manager.filter(body=body).count() >= MANY:
        engine().learn()


def _forget(body: UUID) -> None:
    if not State._default_manager.exclude(body=body).exists():
        engine().clear()
        Place._default_manager.all().delete()
        return
    rows = Place._default_manager.filter(body=body).values_list("number", flat=True)
    for numbers in _batches(list(rows)):
        places.remove(numbers)


def _remember(body: UUID, size: int, day: date) -> None:
    State._default_manager.update_or_create(
        body=body, defaults={"position": size, "day": day, "made_by": made_by()}
    )


def _sweep(body: UUID, day: date, kind: Kind) -> int:
    """Read all documents of a kind; how many there are."""
    known = set(
        Place._default_manager.filter(body=body, kind=kind.code).values_list("key", flat=True)
    )
    count = 0
    for documents in _batches(kind.documents(body, day, None)):
        places.put(body, kind, documents)
        known -= {document.key for document in documents}
        count += len(documents)
    _drop(body, kind, known)
    return count


def _read(body: UUID, day: date, kind: Kind, keys: set[UUID]) -> None:
    """Read some documents of a kind again; those that nobody may see now go."""
    for some in _batches(keys):
        documents = list(kind.documents(body, day, some))
        places.put(body, kind, documents)
        _drop(body, kind, set(some) - {document.key for document in documents})


def _drop(body: UUID, kind: Kind, keys: set[UUID]) -> None:
    for some in _batches(keys):
        rows = Place._default_manager.filter(body=body, kind=kind.code, key__in=some)
        places.remove(list(rows.values_list("number", flat=True)))


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    every = iter(rows)
    while some := list(islice(every, BATCH)):
        yield some

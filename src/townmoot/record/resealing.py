"""After a key was added or another put first: what lies sealed, and sealing all of it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from townmoot.record import guard, hot, keys
from townmoot.record.errors import KeyMissingError
from townmoot.record.sealed import Sealed, SealedBytes, Token

CHUNK = 500
CLEAR = ""
Progress = Callable[[str, int, int], None]


def _columns(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, Sealed)]


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models() if _columns(model)]


def _written(field: Any) -> str:
    """The column as text, NULL where there is nothing to seal.

    Sealed bytes always go with a sealed text of their row (salt and private part).
    """
    return f"NULLIF(NULLIF(NULLIF(CAST(\"{field.column}\" AS TEXT), ''), '[]'), '{{}}')"


def _asked(model: type[Model]) -> list[str]:
    return [_written(one) for one in _columns(model) if not isinstance(one, SealedBytes)]


def counts() -> Counter[str]:
    """How many values lie under each key, by its name; under "" those that lie in the clear."""
    told: Counter[str] = Counter()
    find = "instr" if connection.vendor == "sqlite" else "strpos"
    for model in _models():
        for text in _asked(model):
            at = f"{find}({text}, '{keys.NAME}')"
            name = f"CASE WHEN {at} BETWEEN 1 AND 8 THEN substr({text}, {at} + 4, 8) ELSE '' END"
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT {name}, COUNT(*) FROM "{model._meta.db_table}" '  # noqa: S608 -- names of our own columns
                    f"WHERE {text} IS NOT NULL GROUP BY 1"
                )
                told.update(dict(cursor.fetchall()))
    return told


def _due(model: type[Model], like: str) -> list[Any]:
    """Keys of some rows in which something does not lie under the first key."""
    wrong = " OR ".join(f"{text} NOT LIKE %s" for text in _asked(model))
    pk = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{pk.column}" FROM "{model._meta.db_table}" WHERE {wrong} LIMIT {CHUNK}',  # noqa: S608 -- names of our own columns
            [like] * len(_asked(model)),
        )
        return [pk.to_python(key) for (key,) in cursor.fetchall()]


def _reseal(model: type[Model], like: str) -> int:
    """Seal some rows anew and return how many; 0 when all is done."""
    names = [field.attname for field in _columns(model)]
    with guard.writing("reseal"), transaction.atomic():
        rows = model._default_manager.select_for_update().filter(pk__in=_due(model, like))
        for row in rows:
            for name in names:
                _openable(row.__dict__[name])
            hot.change(row, *names)
        return len(rows)


def _openable(value: Any) -> None:
    if type(value) is Token and value.error:
        raise value.error


def reseal(progress: Progress) -> int:
    """Seal under the first key whatever lies in the clear or under another; return the rows.

    Work goes on meanwhile: each chunk is a transaction of its own, and a call that was interrupted
    is simply made again. What old values left in the database's file, the caller clears.
    Raises KeyMissingError without a key, and where a value lies under one that is not configured;
    SealBrokenError for an altered value.
    """
    found = keys.ring()
    if found is None:
        raise KeyMissingError(CLEAR)
    like, done, models = f"%{keys.NAME}{found.first}.%", 0, _models()
    for n, model in enumerate(models, start=1):
        while count := _reseal(model, like):
            done += count
        progress("tables", n, len(models))
    return done

"""The statements that every act runs, written once.

Django compiles a query anew each time, which costs more than the database does; these few lines
are a quarter of an act's time (bench: act). Values are adapted by the models' own fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from townmoot.record.models import Entry, Head

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = [field for field in Head._meta.concrete_fields if not field.primary_key]
_ENTRY = [field for field in Entry._meta.concrete_fields if not field.primary_key]


def reference(value: UUID) -> Any:
    """A UUID as the database keeps it."""
    return Head._meta.pk.get_db_prep_value(value, connection)


def as_uuid(value: Any) -> UUID | None:
    """A reference as the database gave it."""
    return value if value is None or isinstance(value, UUID) else UUID(value)


def locked_head(body: UUID) -> Head | None:
    """The body's head row, locked until the transaction ends."""
    columns = ", ".join(str(field.column) for field in _HEAD)
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        sql = f"SELECT {columns} FROM {Head._meta.db_table} WHERE body = %s{lock}"  # noqa: S608 -- names of our own columns
        cursor.execute(sql, [reference(body)])
        row = cursor.fetchone()
    if row is None:
        return None
    told = dict(zip((field.attname for field in _HEAD), row, strict=True))
    return Head(body=body, **told)


def add_entries(entries: Iterable[Entry]) -> None:
    """Insert entries, in order."""
    columns = ", ".join(str(field.column) for field in _ENTRY)
    marks = ", ".join(["%s"] * len(_ENTRY))
    rows = [
        [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in _ENTRY]
        for entry in entries
    ]
    with connection.cursor() as cursor:
        sql = f"INSERT INTO {Entry._meta.db_table} ({columns}) VALUES ({marks})"  # noqa: S608 -- names of our own columns
        cursor.executemany(sql, rows)


def advance(head: Head) -> None:
    """Write how far the body's record has come."""
    with connection.cursor() as cursor:
        sql = f"UPDATE {Head._meta.db_table} SET size = %s, peaks = %s WHERE body = %s"  # noqa: S608 -- names of our own columns
        cursor.execute(sql, [head.size, head.peaks, reference(head.body)])

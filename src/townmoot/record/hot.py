"""The statements that every act runs, written once.

Django compiles a query anew each time, which costs more than the database does; these few lines
are a quarter of an act's time (bench: act). Values are adapted by the models' own fields.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    BigAutoField,
    BooleanField,
    CharField,
    IntegerField,
    JSONField,
    Model,
    TextField,
    UUIDField,
)

from townmoot.record.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import Field

M = TypeVar("M", bound=Model)

_UUID: Any = UUIDField()
Converters = tuple[tuple[Any, tuple[Any, ...]], ...]


def reference(value: UUID) -> Any:
    """A UUID as the database keeps it."""
    return _UUID.get_db_prep_value(value, connection)


def as_uuid(value: Any) -> UUID | None:
    """A reference as the database gave it."""
    return value if value is None or isinstance(value, UUID) else UUID(value)


def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


@cache
def _converters(model: type[Model], vendor: str) -> Converters:
    """What makes each column's value, as this kind of database gives it, the field's own."""
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    return tuple(
        (
            column,
            (
                *connection.ops.get_db_converters(column),
                *column.get_db_converters(connection),
            ),
        )
        for column in columns
    )


@cache
def _selection(model: type[Model], names: tuple[str, ...], lock: str) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    which = " AND ".join(f'"{_field(model, name).column}" = %s' for name in names)
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE {which}{lock}'  # noqa: S608 -- names of our own columns


def find(model: type[M], *, lock: bool = False, **equal: Any) -> M | None:
    """The row whose fields have these values, by a unique one among them; None without one.

    With `lock` it is locked until the transaction ends, where the database locks rows.
    """
    here = connections[DEFAULT_DB_ALIAS]
    for_update = " FOR UPDATE" if lock and here.features.has_select_for_update else ""
    wanted = [_field(model, name).get_db_prep_value(value, here) for name, value in equal.items()]
    with here.cursor() as cursor:
        cursor.execute(_selection(model, tuple(equal), for_update), wanted)
        row = cursor.fetchone()
    if row is None:
        return None
    values = []
    for value, (column, converters) in zip(row, _converters(model, here.vendor), strict=True):
        for convert in converters:
            value = convert(value, column, here)  # noqa: PLW2901 -- step by step
        values.append(value)
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, values)


@cache
def _insertion(model: type[Model]) -> tuple[str, list[Field[Any, Any]]]:
    fields = [one for one in model._meta.concrete_fields if not isinstance(one, BigAutoField)]
    columns = ", ".join(f'"{one.column}"' for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', fields  # noqa: S608 -- names of our own columns


def insertion(rows: Sequence[Model]) -> tuple[str, list[list[Any]]]:
    """The statement that inserts new rows of one model, and their values as the database's."""
    sql, fields = _insertion(type(rows[0]))
    here = connections[DEFAULT_DB_ALIAS]
    return sql, [
        [one.get_db_prep_save(one.pre_save(row, add=True), here) for one in fields] for row in rows
    ]


def add(rows: Sequence[Model]) -> None:
    """Insert new rows of one model, in order.

    Raises IntegrityError and DataError as saving them does.
    """
    if not rows:
        return
    here = connections[DEFAULT_DB_ALIAS]
    sql, values = insertion(rows)
    with here.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 -- as Django marks what it saved


_PLAIN = (CharField, TextField, IntegerField, BooleanField)
_AS_IT_IS = frozenset({str, int, bool, type(None)})


def _column(field: Field[Any, Any], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """One column of many rows as the database keeps it; what a row leaves out is the default."""
    here, name = connections[DEFAULT_DB_ALIAS], field.attname
    if callable(field.default):
        values = [row[name] if name in row else field.get_default() for row in rows]
    else:
        default = field.get_default()
        values = [row.get(name, default) for row in rows]
    if isinstance(field, _PLAIN) and {type(value) for value in values} <= _AS_IT_IS:
        return values
    if isinstance(field, JSONField):
        return [field.get_db_prep_save(value, here) for value in values]
    known = {value: field.get_db_prep_save(value, here) for value in set(values)}
    return [known[value] for value in values]


def insert(
    model: type[Model], rows: Sequence[Mapping[str, Any]], shared: Mapping[str, Any]
) -> None:
    """Insert many rows given as values by the names of their columns, and make no objects of them.

    `shared` are values that all rows have. Raises IntegrityError and DataError as `add` does.
    """
    if not rows:
        return
    sql, fields = _insertion(model)
    here = connections[DEFAULT_DB_ALIAS]
    columns = [
        [field.get_db_prep_save(shared[field.attname], here)] * len(rows)
        if field.attname in shared
        else _column(field, rows)
        for field in fields
    ]
    with here.cursor() as cursor:
        cursor.executemany(sql, list(zip(*columns, strict=True)))


@cache
def _change(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Field[Any, Any]]]:
    fields = [_field(model, name) for name in names]
    told = ", ".join(f'"{one.column}" = %s' for one in fields)
    pk = model._meta.pk
    return f'UPDATE "{model._meta.db_table}" SET {told} WHERE "{pk.column}" = %s', [*fields, pk]  # noqa: S608 -- names of our own columns


def change(row: Model, *names: str) -> None:
    """Write these fields of a row. Raises NotFound where it is gone."""
    sql, fields = _change(type(row), names)
    here = connections[DEFAULT_DB_ALIAS]
    values = [one.get_db_prep_save(one.pre_save(row, add=False), here) for one in fields]
    with here.cursor() as cursor:
        cursor.execute(sql, values)
        if cursor.rowcount == 0:
            raise NotFound

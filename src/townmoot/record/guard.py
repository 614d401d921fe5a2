"""The write guard below the ORM: domain tables change only inside an act.

Machinery tables (credentials, sessions, jobs) are named here with the reason why they are free.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from townmoot.record.errors import WriteOutsideAct
from townmoot.record.statements import writes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

MACHINERY: dict[str, str] = {
    "django_session": "sign-in sessions: written by Django on each request that needs it",
    "django_migrations": "Django's own list of schema steps",
    "django_content_type": "Django's own list of models",
    "auth_": "Django's own permission tables, unused",
    "account_": "allauth: addresses and confirmations of accounts",
    "mfa_": "allauth: second factors",
    "usersessions_": "allauth: a person's open sessions",
    "townmoot_cache": "cache",
    "sqlite_": "SQLite's own tables",
}

# What even an act may not do: who alone may do it to the record's own tables.
_KEPT: dict[tuple[str, str], frozenset[str]] = {
    ("record_entry", "UPDATE"): frozenset({"erase", "reseal"}),
    ("record_entry", "DELETE"): frozenset(),
    ("record_entry", "REPLACE"): frozenset(),
    ("record_entry", "MERGE"): frozenset(),
    ("record_clock", "INSERT"): frozenset({"mark", "restore"}),
    ("record_clock", "DELETE"): frozenset(),
    ("record_clock", "REPLACE"): frozenset(),
    ("record_clock", "MERGE"): frozenset(),
}

_allowed: ContextVar[str] = ContextVar("townmoot_write_allowed", default="")


def declare_machinery(tables: dict[str, str]) -> None:
    """Name tables (or prefixes that end in _) that may be written outside an act, with reasons."""
    MACHINERY.update(tables)


def is_machinery(table: str) -> bool:
    """Whether the table may be written outside an act."""
    return any(
        table.startswith(name) if name.endswith("_") else table == name for name in MACHINERY
    )


@contextmanager
def writing(reason: str) -> Iterator[None]:
    """Allow writes to domain tables in this block: only the engine and migrations use it."""
    token = _allowed.set(reason)
    try:
        yield
    finally:
        _allowed.reset(token)


def check_statement(sql: str) -> None:
    """Raise WriteOutsideAct where the statement may not run now."""
    reason = _allowed.get()
    if reason == "migrate":
        return
    for verb, table in writes(sql):
        if not is_machinery(table):
            _check_write(verb, table, reason)


def _check_write(verb: str, table: str, reason: str) -> None:
    if not table:
        message = f"{verb}: only migrations do this"
        raise WriteOutsideAct(message)
    if reason not in _KEPT.get((table, verb), {reason}):
        message = f"{verb} on {table}: entries are only ever added, the mark of a rehearsal stays"
        raise WriteOutsideAct(message)
    if not reason:
        message = f"{verb} on {table} outside an act"
        raise WriteOutsideAct(message)


def guard(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
    """The execute wrapper (django.db.backends) that holds every connection to the rule."""
    check_statement(sql)
    return execute(sql, params, many, context)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guard on a connection, once."""
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)

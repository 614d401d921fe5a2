"""The write guard below the ORM: domain tables change only inside an act.

Machinery tables (credentials, sessions, jobs) are named here with the reason why they are free.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from townmoot.record.errors import WriteOutsideAct

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

_WRITE = re.compile(
    r"""(?:^|[\s(;])(INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)
        \s+(?:ONLY\s+)?["`]?(\w+)""",
    re.IGNORECASE | re.VERBOSE,
)
_READ = re.compile(r"\s*\(?\s*(SELECT|EXPLAIN|PRAGMA|SAVEPOINT|RELEASE)\b", re.IGNORECASE)

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
    if _READ.match(sql):
        return
    found = _WRITE.search(sql)
    if found is None:
        return
    verb, table = found.group(1).split()[0].upper(), found.group(2).lower()
    reason = _allowed.get()
    if reason == "migrate" or is_machinery(table):
        return
    if table == "record_entry" and not (verb == "INSERT" or (verb, reason) == ("UPDATE", "erase")):
        message = f"{verb} on the record: entries are only ever added"
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

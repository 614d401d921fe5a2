"""The ways of the intake to the database: Django's connection, and on SQLite one of its own.

SQL is written once, with %s; values come as the database keeps them (`key`, `moment`). The event
loop may not use Django's connection, and nobody waits on the loop: its own line takes the writers'
turn and the database's lock only where both are free at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import DateTimeField

from townmoot.record import clock, guard
from townmoot.record.engine import one_writer, writers_turn

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from uuid import UUID

Rows = list[tuple[Any, ...]]
REASON = "ballot.cast"
_MOMENT: Any = DateTimeField()


class BusyError(Exception):
    """Somebody else is writing; what waits goes to a thread that may wait."""


class Line(Protocol):
    """What a batch asks of the database."""

    @property
    def for_update(self) -> str:
        """What locks a row that is read."""

    def turn(self) -> AbstractContextManager[None]:
        """Hold the writers' turn and one transaction for the block; it is committed after it."""

    def rows(self, sql: str, values: Sequence[Any]) -> Rows:
        """Read."""

    def many(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """Write many rows."""

    def now(self) -> datetime:
        """Legal time."""

    def key(self, value: UUID) -> Any:
        """A reference as the database keeps it."""

    def hexed(self, kept: Any) -> str:
        """The hex of a reference as the database keeps it."""


def moment(value: datetime) -> Any:
    """A moment as the database keeps it."""
    return _MOMENT.get_db_prep_value(value, connection)


class DjangoLine:
    """Django's connection of this thread."""

    def __init__(self) -> None:
        self._hex = connection.vendor == "sqlite"

    def key(self, value: UUID) -> Any:
        return value.hex if self._hex else value

    def hexed(self, kept: Any) -> str:
        found: str = kept if self._hex else kept.hex
        return found

    @property
    def for_update(self) -> str:
        return " FOR UPDATE" if connection.features.has_select_for_update else ""

    @contextmanager
    def turn(self) -> Iterator[None]:
        """As an act does."""
        with writers_turn(), guard.writing(REASON), transaction.atomic():
            yield

    def rows(self, sql: str, values: Sequence[Any]) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(sql, list(values))
            return list(cursor.fetchall())

    def many(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """New rows in one statement, which PostgreSQL reads and plans once."""
        head, inserts, row = sql.partition(" VALUES ")
        with connection.cursor() as cursor:
            if inserts:
                rows = ", ".join([row] * len(values))
                cursor.execute(f"{head} VALUES {rows}", [one for each in values for one in each])
            else:
                cursor.executemany(sql, list(values))

    def now(self) -> datetime:
        return clock.now()


class LoopLine:
    """A connection of the event loop's own, on SQLite, set up as Django sets up its own."""

    for_update = ""

    def __init__(self) -> None:
        opened = connections[DEFAULT_DB_ALIAS].copy()
        opened.connect()
        self._own = cast("sqlite3.Connection", opened.connection)
        self._own.execute("PRAGMA busy_timeout = 0")
        self.work_seconds = self.commit_seconds = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises BusyError where it would have to wait."""
        with one_writer().held_at_once() as held:
            if not held:
                raise BusyError
            began = thread_time()
            self._begin()
            try:
                yield
            except BaseException:
                self._own.execute("ROLLBACK")
                raise
            self.work_seconds = thread_time() - began  # what others of the machine do counts not
            worked = perf_counter()
            self._own.execute("COMMIT")
            self.commit_seconds = perf_counter() - worked

    def was_slow(self, limit: float) -> bool:
        """Whether the last commit took longer; asked once, so that it is tried again."""
        slow = self.commit_seconds > limit
        self.commit_seconds = 0.0
        return slow

    def key(self, value: UUID) -> Any:
        return value.hex

    def hexed(self, kept: Any) -> str:
        return str(kept)

    def _begin(self) -> None:
        try:
            self._own.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise BusyError from error

    def rows(self, sql: str, values: Sequence[Any]) -> Rows:
        return self._own.execute(sql.replace("%s", "?"), list(values)).fetchall()

    def many(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        self._own.executemany(sql.replace("%s", "?"), values)

    def now(self) -> datetime:
        (moved,) = self.rows("SELECT max(at) FROM record_clock", ())[0]
        if moved is None:
            return clock.real_now()
        return datetime.fromisoformat(moved).replace(tzinfo=UTC)

    def close(self) -> None:
        """Close it."""
        self._own.close()

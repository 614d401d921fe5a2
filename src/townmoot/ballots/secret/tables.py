"""On PostgreSQL: the store of a poll is a table of its own, dropped when the poll closes.

`secret_<poll>` holds the envelopes, `secret_<poll>_inner` the shuffled inner ones. Both ride in the
transaction of whoever calls. Dropping gives the file back to the disk at the next checkpoint; what
was archived or replicated of the WAL is out of reach: see docs/threats/ballots.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from townmoot.ballots.secret.envelopes import Envelopes, Gone, Outcome, Put, made
from townmoot.ballots.secret.shuffling import shuffled
from townmoot.record import guard

# Statistics would keep some of the values: PostgreSQL is to gather none.
_DIALECT = {
    "postgresql": ("bytea", " WITH (autovacuum_enabled = false)"),
    "sqlite": ("BLOB", " WITHOUT ROWID"),
}
_ALONE = {"postgresql": "SELECT pg_advisory_xact_lock(%s)", "sqlite": "SELECT %s"}
_CHUNK = 300


def _ask(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def known() -> set[UUID]:
    """The polls that have tables here."""
    names = connection.introspection.table_names()
    return {UUID(name.split("_")[1]) for name in names if name.startswith("secret_")}


def _exists(table: str) -> bool:
    return table in connection.introspection.table_names()


@dataclass(frozen=True)
class TableStore:
    """The store of one poll as tables. Nothing here asks whether the poll may be in that state."""

    poll: UUID

    @property
    def open_table(self) -> str:
        """The envelopes of the open poll."""
        return f"secret_{self.poll.hex}"

    @property
    def inner_table(self) -> str:
        """The inner envelopes of the closed poll."""
        return f"{self.open_table}_inner"

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Tables come and go with polls: the guard knows that of migrations alone."""
        with guard.writing("migrate"), transaction.atomic():
            _ask(_ALONE[connection.vendor], [self.poll.int % 2**63])
            yield

    @contextmanager
    def _rows(self) -> Iterator[Envelopes]:
        try:
            with guard.writing("secret ballots"), transaction.atomic():
                yield Envelopes(_ask, self.open_table)
        except DatabaseError as error:
            if self.is_open():
                raise
            raise Gone from error

    def create(self) -> None:
        """Make an empty store; nothing where it is there already."""
        with self._writing():
            if not self.is_open():
                for sql in made(self.open_table, *_DIALECT[connection.vendor]):
                    _ask(sql)

    def is_open(self) -> bool:
        """Whether the envelopes are there."""
        return _exists(self.open_table)

    def is_used(self) -> bool:
        """Whether ballots are there, in envelopes or shuffled."""
        return _exists(self.inner_table) or (self.is_open() and self.count() > 0)

    def put(self, rows: Sequence[Put], *, revisable: bool) -> list[Outcome]:
        """Put ballots into their envelopes; durable when the transaction is. Raises Gone."""
        with self._rows() as envelopes:
            return envelopes.put(rows, revisable=revisable)

    def count(self) -> int:
        """How many have voted. Raises Gone."""
        with self._rows() as envelopes:
            return envelopes.count()

    def voted(self) -> list[UUID]:
        """Who has voted. Raises Gone."""
        with self._rows() as envelopes:
            return envelopes.voted()

    def settle(self) -> None:
        """Shuffle and drop the link, both or neither.

        Raises Gone where there is neither an open nor a shuffled store.
        """
        with self._writing():
            if not _exists(self.inner_table):
                with self._rows() as envelopes:
                    inner = shuffled(envelopes.sealed())
                self._keep(inner)
            self._drop(self.open_table, f"{self.open_table}_earlier")

    def _keep(self, inner: list[bytes]) -> None:
        kind, _ending = _DIALECT[connection.vendor]
        _ask(f"CREATE TABLE {self.inner_table} (place integer PRIMARY KEY, sealed {kind})")
        for start in range(0, len(inner), _CHUNK):
            rows = list(enumerate(inner[start : start + _CHUNK], start))
            marks = ", ".join(["(%s, %s)"] * len(rows))
            _ask(
                f"INSERT INTO {self.inner_table} (place, sealed) VALUES {marks}",  # noqa: S608 -- marks only
                [value for row in rows for value in row],
            )

    def _drop(self, *tables: str) -> None:
        for table in tables:
            _ask(f"DROP TABLE IF EXISTS {table}")

    def inner(self, length: int) -> list[bytes]:
        """The shuffled inner envelopes. Raises Gone."""
        if not _exists(self.inner_table):
            raise Gone
        rows = _ask(f"SELECT sealed FROM {self.inner_table} ORDER BY place")  # noqa: S608 -- our own name
        return [bytes(sealed) for (sealed,) in rows]

    def destroy(self) -> None:
        """Take everything away that is left of the poll."""
        with self._writing():
            self._drop(self.open_table, f"{self.open_table}_earlier", self.inner_table)

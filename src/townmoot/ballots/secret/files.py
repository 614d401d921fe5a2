"""On SQLite: an open poll is a database file of its own, a closed one a plain file.

`<poll>.open.sqlite3` holds the envelopes (WAL, `synchronous=FULL`, rows without a rowid: the order
of arrival is kept nowhere but in the WAL, which goes with the file). Closing writes the shuffled
inner envelopes to `<poll>.shuffled`, all of one length, one after the other, and then wipes the
first: the link to the voters was in that file alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

from django.conf import settings

from townmoot.ballots.secret import disk
from townmoot.ballots.secret.envelopes import Envelopes, Gone, Outcome, Put, made
from townmoot.ballots.secret.shuffling import shuffled

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)
_WAIT_SECONDS = 20
_CONTENT = ("-wal", "")
_SIDES = ("-wal", "-shm", "-journal", "")  # what belongs to a database file, the file itself last


@dataclass(frozen=True)
class _Held:
    """A connection that is kept between batches, and the file it was opened on."""

    connection: sqlite3.Connection
    inode: int


_held: dict[Path, _Held] = {}
_turn = Lock()


def folder() -> Path:
    """Where the stores of polls lie; no backup reads it."""
    return Path(settings.DATA) / "ballots"


def known() -> set[UUID]:
    """The polls of which something lies here."""
    names = (path.name.lstrip(".").partition(".")[0] for path in folder().glob("*[0-9a-f]*.*"))
    return {UUID(name) for name in names}


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _let_go(path: Path) -> None:
    held = _held.pop(path, None)
    if held is not None:
        held.connection.close()


def let_go_all() -> None:
    """Close every connection that is kept (tests, and before a folder is taken away)."""
    with _turn:
        for path in list(_held):
            _let_go(path)


def _connection(path: Path) -> sqlite3.Connection:
    try:
        inode = path.stat().st_ino
    except FileNotFoundError as error:
        _let_go(path)
        raise Gone from error
    held = _held.get(path)
    if held is None or held.inode != inode:
        _let_go(path)
        held = _held[path] = _Held(_connected(path), inode)
    return held.connection


@dataclass(frozen=True)
class FileStore:
    """The store of one poll as files. Nothing here asks whether the poll may be in that state."""

    poll: UUID

    @property
    def open_path(self) -> Path:
        """The envelopes of the open poll."""
        return folder() / f"{self.poll}.open.sqlite3"

    @property
    def shuffled_path(self) -> Path:
        """The inner envelopes of the closed poll."""
        return folder() / f"{self.poll}.shuffled"

    @contextmanager
    def _rows(self, begin: str) -> Iterator[Envelopes]:
        with _turn:
            if self.shuffled_path.exists():
                raise Gone
            connection = _connection(self.open_path)

            def ask(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
                return connection.execute(sql.replace("%s", "?"), values).fetchall()

            connection.execute(begin)
            try:
                yield Envelopes(ask, "envelopes")
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    def create(self) -> None:
        """Make an empty store, on disk before this returns; nothing where it is there already."""
        with self._alone():
            if self.is_open():
                return
            fresh = self.open_path.with_suffix(".fresh")
            disk.write(fresh, b"")
            connection = sqlite3.connect(fresh, isolation_level=None)
            connection.execute("PRAGMA journal_mode=OFF")  # half-made, it is made anew
            for sql in made("envelopes", "BLOB", " WITHOUT ROWID"):
                connection.execute(sql)
            connection.close()
            fresh.replace(self.open_path)
            disk.sync_folder(folder())

    def is_open(self) -> bool:
        """Whether the envelopes are there."""
        return self.open_path.exists()

    def is_used(self) -> bool:
        """Whether ballots are there, in envelopes or shuffled."""
        return self.shuffled_path.exists() or (self.is_open() and self.count() > 0)

    def put(self, rows: Sequence[Put], *, revisable: bool) -> list[Outcome]:
        """Put ballots into their envelopes, on disk before this returns. Raises Gone."""
        with self._rows("BEGIN IMMEDIATE") as envelopes:
            return envelopes.put(rows, revisable=revisable)

    def count(self) -> int:
        """How many have voted. Raises Gone."""
        with self._rows("BEGIN") as envelopes:
            return envelopes.count()

    def voted(self) -> list[UUID]:
        """Who has voted. Raises Gone."""
        with self._rows("BEGIN") as envelopes:
            return envelopes.voted()

    def settle(self) -> None:
        """Shuffle, make durable, drop the link. Stopped anywhere, it goes on when called again.

        Raises Gone where there is neither an open nor a shuffled store.
        """
        with self._alone():
            if not self.shuffled_path.exists():
                with self._rows("BEGIN") as envelopes:
                    inner = shuffled(envelopes.sealed())
                disk.write(self.shuffled_path, b"".join(inner))
            self._drop_open()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        disk.ensure_folder(folder())
        with disk.alone(folder() / "lock"):
            yield

    def _drop_open(self) -> None:
        """Overwrite while the database is open: closing it would let the WAL go as it is."""
        with _turn:
            for side in _CONTENT:
                disk.blank(self._side(side))
            _let_go(self.open_path)
            for side in _SIDES:
                disk.wipe(self._side(side))

    def _side(self, side: str) -> Path:
        return Path(f"{self.open_path}{side}")

    def inner(self, length: int) -> list[bytes]:
        """The shuffled inner envelopes, each `length` bytes. Raises Gone."""
        with suppress(FileNotFoundError):
            content = self.shuffled_path.read_bytes()
            return [content[at : at + length] for at in range(0, len(content), length)]
        raise Gone

    def destroy(self) -> None:
        """Take everything away that is left of the poll, also what was never finished."""
        with self._alone():
            self._drop_open()
            for path in sorted(folder().glob(f"*{self.poll}*")):
                disk.wipe(path)

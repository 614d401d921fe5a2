"""How a process learns that another one wrote: hints only, the record is the truth.

On SQLite the hub looks at `PRAGMA data_version`, which counts what other connections committed; on
PostgreSQL each process listens (LISTEN, NOTIFY), and looks for itself now and then.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from django.db import connection

PLACE = "townmoot_live"
PAUSE = 1.0  # seconds before a connection that broke is made anew
SELDOM = 20  # ticks between looks of those who are told
_log = logging.getLogger(__name__)
_own = secrets.token_hex(4)  # who said it: a process need not be told what it said itself


class Note(Protocol):
    """What was said, as psycopg gives it."""

    @property
    def payload(self) -> str: ...


class Hearing(Protocol):
    """As much of psycopg's asynchronous connection as is needed."""

    def execute(self, query: Any, /) -> Awaitable[object]: ...
    def notifies(self) -> AsyncIterator[Note]: ...


Connect = Callable[[], Awaitable[AbstractAsyncContextManager[Hearing]]]


class Watch:
    """Whether anything may have been written since last asked; asked on the hub's own thread."""

    def __init__(self, vendor: str) -> None:
        self._counts = vendor == "sqlite"
        self._asked = 0
        self._version = 0

    def changed(self) -> bool:
        """On SQLite what its counter says; elsewhere yes, now and then."""
        if not self._counts:
            self._asked += 1
            return self._asked % SELDOM == 0
        with connection.cursor() as cursor:
            version: int = cursor.execute("PRAGMA data_version").fetchone()[0]
        before, self._version = self._version, version
        return before != version


def announce(words: str) -> None:
    """Tell the other processes, where the database passes it on."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [PLACE, f"{_own} {words}"])


async def listen(
    connect: Connect, hear: Callable[[str, str], None], again: Callable[[], None]
) -> None:
    """Hear what other processes announce, for ever: `hear(kind, key)`.

    `again` is called whenever listening begins: what was said before was not heard.
    """
    import psycopg  # noqa: PLC0415 -- a town on SQLite needs none

    while True:
        try:
            async with await connect() as there:
                await there.execute(f"LISTEN {PLACE}")
                again()
                async for note in there.notifies():
                    _heard(note.payload, hear)
        except (psycopg.Error, OSError) as error:
            _log.warning("live: not listening to the database: %s", error)
        await asyncio.sleep(PAUSE)


def _heard(payload: str, hear: Callable[[str, str], None]) -> None:
    who, _, words = payload.partition(" ")
    if who != _own:
        kind, _, key = words.partition(" ")
        hear(kind, key)


def way() -> Connect | None:
    """How to connect for listening; None where the database passes nothing on."""
    if connection.vendor != "postgresql":
        return None
    given = connection.get_connection_params()
    words = {k: v for k, v in given.items() if k not in {"cursor_factory", "context"}}

    async def connect() -> Any:
        import psycopg  # noqa: PLC0415 -- likewise

        return await psycopg.AsyncConnection.connect(**words, autocommit=True)

    return connect

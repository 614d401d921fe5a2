"""Deputies with the meeting's page open: each holds a live stream of its own, as a browser does."""

from __future__ import annotations

import asyncio
import re
import resource
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal.visitor import Visitor

TOKEN_URL = re.compile(r'data-live-token-url="([^"]+)"')
AFTER = re.compile(r'data-live-after="([^"]+)"')
PATIENCE = 30  # seconds until everybody must have what was told
T = TypeVar("T")


def place(mark: str) -> tuple[int, ...]:
    """A mark of the record as something that can be compared."""
    return tuple(map(int, mark.split(".")))


@dataclass
class Heard:
    """One thing told live: how many heard it, the first and the last of them (seconds)."""

    first: float
    last: float
    count: int = 0


@dataclass
class Listener:
    """One deputy's open page."""

    visitor: Visitor
    token_url: str
    after: str
    listens: bool = False
    task: asyncio.Task[None] | None = None


@dataclass
class Crowd:
    """All who listen, on a thread of their own; what goes wrong is kept for the table."""

    base: str
    faults: list[str] = field(default_factory=list)
    told: int = 0
    heard: int = 0
    most: int = 0  # who listened at the same time
    slowest: float = 0.0  # seconds from the first who heard of something to the last
    _told: dict[str, Heard] = field(default_factory=dict)
    _listeners: list[Listener] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def sit_down(self, visitor: Visitor, page: str) -> None:
        """Open the page of a meeting and listen. Raises RefusedError; CommandFaultError."""
        text = visitor.page(page)
        token_url, after = TOKEN_URL.search(text), AFTER.search(text)
        if token_url is None or after is None:
            raise CommandFaultError(f"{visitor.login}: the page {page} is not live", code=1)
        listener = Listener(visitor, token_url[1], after[1])
        self._wait(self._begin(listener))

    def hush(self) -> None:
        """Wait until everybody listens; what was told before is not counted."""
        self._until(lambda: all(one.listens for one in list(self._listeners)))
        self._wait(self._forget())

    def leave(self, mark: str) -> None:
        """See that everybody heard all that was told up to that mark, then close all pages."""
        self._until(lambda: not self._missing(mark))
        self._wait(self._count(mark))

    def facts(self) -> dict[str, Any]:
        """What was heard, for the table at the end."""
        own = {"told": self.told, "heard": self.heard, "most": self.most}
        return own | {"slowest": round(self.slowest, 3)}

    def close(self) -> None:
        """End the thread."""
        self._wait(self._hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        future: Future[T] = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return future.result(PATIENCE)

    def _missing(self, mark: str) -> list[Listener]:
        """Who has not come that far; who began anew hears of several things as one."""
        return [one for one in list(self._listeners) if place(one.after) < place(mark)]

    async def _begin(self, listener: Listener) -> None:
        self._listeners.append(listener)
        self.most = max(self.most, len(self._listeners))
        listener.task = self._loop.create_task(self._listen(listener))

    async def _forget(self) -> None:
        self._told.clear()

    async def _count(self, mark: str) -> None:
        mute = [one for one in self._listeners if not one.listens]
        self.faults += [f"{one.visitor.login} listened no more at the end" for one in mute]
        for listener in self._missing(mark):
            self.faults.append(f"{listener.visitor.login} heard nothing after {listener.after}")
        for one in self._told.values():
            self.slowest = max(self.slowest, one.last - one.first)
            self.heard += one.count
        self.told += len(self._told)
        self._told.clear()
        await self._hang_up()

    async def _hang_up(self) -> None:
        tasks = [one.task for one in self._listeners if one.task is not None]
        self._listeners.clear()
        for task in tasks:
            task.cancel()
        for done in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(done, Exception):
                self.faults.append(f"a stream broke off: {done!r}")

    async def _listen(self, listener: Listener) -> None:
        """Listen on, with a fresh token each time the server wants one."""
        while True:
            token = await asyncio.to_thread(listener.visitor.token, listener.token_url)
            await self._stream(listener, token)

    async def _stream(self, listener: Listener, token: str) -> None:
        where = urlsplit(self.base)
        secure = where.scheme == "https"
        port = where.port or (443 if secure else 80)
        reader, writer = await asyncio.open_connection(where.hostname, port, ssl=secure or None)
        asked = urlencode({"token": token, "after": listener.after})
        session = listener.visitor.http.cookies.get("sessionid") or ""
        head = f"GET /live/stream?{asked} HTTP/1.1\r\nHost: {where.netloc}\r\n"
        writer.write(f"{head}Cookie: sessionid={session}\r\n\r\n".encode())
        try:
            answer = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in answer.split(b"\r\n", 1)[0]:
                words = f"{listener.visitor.login}: {answer.split(b' ', 2)[1].decode()} of a stream"
                raise CommandFaultError(words, code=1)
            listener.listens = True
            with suppress(asyncio.IncompleteReadError):
                while self._take(listener, await reader.readuntil(b"\n\n")):
                    pass
        finally:
            listener.listens = False
            writer.close()

    def _take(self, listener: Listener, block: bytes) -> bool:
        """Take in an event; False where it is the last of this stream."""
        words = dict(line.partition(": ")[::2] for line in block.decode().splitlines())
        event = words.get("event", "")
        if event in {"bye", "renew", "fresh"}:
            if event == "fresh":
                self.faults.append(f"{listener.visitor.login} lost the thread")
            return False
        mark = words.get("id")
        if mark is not None and event == "piece":
            self._hear(listener, mark)
        listener.after = mark or listener.after
        return True

    def _hear(self, listener: Listener, mark: str) -> None:
        if mark == listener.after:
            self.faults.append(f"{listener.visitor.login} heard of {mark} twice")
        now = time.monotonic()
        one = self._told.setdefault(mark, Heard(now, now))
        one.last = now
        one.count += 1

"""The hub: one a process, on its event loop; it follows the records to which somebody listens.

Nobody listening costs nothing: no timer, no thread at work, no question to the database.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.db import connection, connections

from townmoot.live import frames, wakes
from townmoot.live.streams import BEHIND, Stream, Wire
from townmoot.live.tokens import LIFE, Grant
from townmoot.live.town import Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from townmoot.live.marks import Mark

TICK = 0.25  # seconds between looks at what other processes wrote
TICKS_A_SECOND = 4
HEARTBEAT = 15  # seconds between signs of life of one stream
EARLY = 0.15  # part of a token's time by which some streams end earlier than others


class Guest(Protocol):
    """A connection that has a time to say what it wants."""

    def overdue(self) -> None: ...


class Hub:
    """Who listens in this process. Its methods run on the loop, but for `wake` and `signed_out`."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.thread = threading.get_ident()
        self.towns: dict[UUID, Town] = {}
        self.stopping = False
        self._lobby: dict[Guest, float] = {}
        self._slots: list[set[Stream]] = [set() for _ in range(HEARTBEAT)]
        self._signed_out: dict[str, float] = {}  # sessions, until their last token ends
        self._worker = ThreadPoolExecutor(1, "live")
        self._watch = wakes.Watch(connection.vendor)
        self._way = wakes.way()
        self._listening: asyncio.Task[None] | None = None
        self._ticks = 0
        self._opened = 0
        self._timer: asyncio.TimerHandle | None = None

    def open(self, wire: Wire, grant: Grant, after: Mark | None) -> Stream:
        """Begin a stream on a wire that has said hello. It may end at once, with its reason."""
        left = grant.expires - time.time()
        until = self.loop.time() + left * (1 - EARLY * random.random())  # noqa: S311 -- spreads renewals
        stream = Stream(wire, grant, after, until)
        if self.stopping:
            stream.end(frames.BYE)
        elif grant.session and grant.session in self._signed_out:
            stream.end(frames.RENEW)
        else:
            self._opened += 1
            stream.slot = self._opened % HEARTBEAT
            self._slots[stream.slot].add(stream)
            self._town(grant.body).add(stream, grant.channel)
            self._tick_on()
        return stream

    def leave(self, stream: Stream) -> None:
        """The client is gone."""
        stream.leave()
        self._slots[stream.slot].discard(stream)

    def expect(self, guest: Guest, seconds: float) -> None:
        """Call `guest.overdue` after so many seconds, unless it is excused before."""
        self._lobby[guest] = self.loop.time() + seconds
        self._tick_on()

    def excuse(self, guest: Guest) -> None:
        """The guest has said what it wants, or is gone."""
        self._lobby.pop(guest, None)

    def wake(self, body: UUID) -> None:
        """A body's record has grown; may be called from any thread."""
        if body in self.towns:
            self._soon(self._woken, body)

    def signed_out(self, session: str) -> None:
        """A session has ended (its hash, as tokens hold it); may be called from any thread."""
        self._soon(self._end_session, session)

    def cut(self, hall: UUID) -> None:
        """Hang up on a hall without a word, as a broken line does; from any thread."""
        self._soon(self._cut, hall)

    def stop(self) -> None:
        """Tell everybody that the server stops, and hang up."""
        if self.stopping:
            return
        self.stopping = True
        for stream in self._streams():
            stream.end(frames.BYE)
        for town in self.towns.values():
            town.stop()
        self.towns.clear()
        if self._listening is not None:
            self._listening.cancel()
        self._worker.submit(connections.close_all)
        self._worker.shutdown(wait=False)

    def _soon(self, function: Callable[..., None], *words: object) -> None:
        with suppress(RuntimeError):  # the loop has ended, and everybody with it
            self.loop.call_soon_threadsafe(function, *words)

    def _town(self, body: UUID) -> Town:
        if body not in self.towns:
            self.towns[body] = Town(body, self._worker)
        return self.towns[body]

    def _woken(self, body: UUID) -> None:
        if body in self.towns:
            self.towns[body].wake()

    def _end_session(self, session: str) -> None:
        now = self.loop.time()
        self._signed_out = {s: until for s, until in self._signed_out.items() if until > now}
        self._signed_out[session] = now + LIFE
        for stream in self._streams():
            if stream.session == session:
                stream.end(frames.RENEW)

    def _cut(self, hall: UUID) -> None:
        for stream in self._streams():
            if stream.line is not None and stream.line.channel.hall == hall:
                stream.leave()
                stream.wire.abort()

    def _streams(self) -> list[Stream]:
        return [stream for slot in self._slots for stream in slot if stream.line is not None]

    def _tick_on(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(TICK, self._tick)
        if self._listening is None and self.towns and self._way is not None:
            hearing = wakes.listen(self._way, self._heard, self._wake_all)
            self._listening = self.loop.create_task(hearing)

    def _tick(self) -> None:
        self._timer = None
        self._ticks += 1
        if self._ticks % TICKS_A_SECOND == 0:
            self._second(self._ticks // TICKS_A_SECOND)
        if self.towns:
            self._worker.submit(self._look)
        elif self._listening is not None:
            self._listening.cancel()
            self._listening = None
        if (self.towns or self._lobby) and not self.stopping:
            self._tick_on()

    def _look(self) -> None:
        """On the worker: wake all where another process may have written."""
        if self._watch.changed():
            self._soon(self._wake_all)

    def _wake_all(self) -> None:
        for town in self.towns.values():
            town.wake()

    def _heard(self, kind: str, key: str) -> None:
        """What another process announced."""
        if kind == "session":
            self._end_session(key)
        else:
            self._woken(UUID(key))

    def _second(self, number: int) -> None:
        now = self.loop.time()
        for guest in [one for one, until in self._lobby.items() if until <= now]:
            del self._lobby[guest]
            guest.overdue()
        self._beat(self._slots[number % HEARTBEAT], now)
        for body in [body for body, town in self.towns.items() if not town.sweep()]:
            self.towns.pop(body).stop()

    def _beat(self, slot: set[Stream], now: float) -> None:
        """A sign of life to a fifteenth of all; the end where a token's time is up."""
        for stream in list(slot):
            if stream.line is None:
                slot.discard(stream)
            elif stream.until <= now + HEARTBEAT:
                stream.end(frames.RENEW)
            elif stream.wire.get_write_buffer_size() > BEHIND:
                stream.leave()
                stream.wire.abort()
            else:
                stream.wire.write(stream.line.beat())


_current: list[Hub] = []


def current() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if not _current or _current[0].loop is not loop:
        _current[:] = [Hub(loop)]
    return _current[0]


def stop() -> None:
    """Stop the hub of this process, if it has one."""
    for hub in _current:
        hub.stop()
    _current.clear()


def record_grew(body: UUID, position: int) -> None:
    """After each commit, on the thread that wrote: wake the hubs here and elsewhere."""
    wakes.announce(f"record {body}")
    for hub in _current:
        hub.wake(body)


def session_ended(session: str) -> None:
    """Close the streams of a session, by its hash, here and elsewhere."""
    wakes.announce(f"session {session}")
    for hub in _current:
        hub.signed_out(session)


def cut(hall: UUID) -> None:
    """Break the line of a hall, in this process: for the demonstration."""
    for hub in _current:
        hub.cut(hall)

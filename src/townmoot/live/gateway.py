"""The gateway: hot paths are answered here, below ASGI; all else goes to the house's own protocol.

A connection may carry pages, then a ballot, then a stream. At the beginning of each request its
first bytes tell whose it is. What is not plainly ours (escapes, chunks, `Expect`, HTTP/1.0) goes
the long way round, where `live.front` answers the same addresses in the same way.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from townmoot.live import asking, heads, hub
from townmoot.live.asking import NotGranted

if TYPE_CHECKING:
    from collections.abc import Callable

    from townmoot.live.hub import Hub
    from townmoot.live.streams import Stream

PATIENCE = 20  # seconds for a whole request, and between two of one connection
SEND_BUFFER = 64 * 1024  # bytes that the kernel keeps for a stream's client, who may not read
GONE = 60_000  # milliseconds after which a client that acknowledges nothing is taken for gone
_log = logging.getLogger(__name__)


class Pages(Protocol):
    """The protocol that answers all else: uvicorn's, with the few words it is asked here.

    `idle`: between two requests, none of which is half read or half answered; `begun`: has read
    a whole head; `leave` lets go of the connection without closing it.
    """

    @property
    def idle(self) -> bool: ...
    @property
    def begun(self) -> bool: ...
    def leave(self) -> None: ...
    def shutdown(self) -> None: ...
    def connection_made(self, transport: asyncio.BaseTransport, /) -> None: ...
    def connection_lost(self, exc: Exception | None, /) -> None: ...
    def data_received(self, data: bytes, /) -> None: ...
    def eof_received(self) -> bool | None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


class Gateways:
    """What uvicorn takes as its `http` protocol: makes a gateway for each connection."""

    def __init__(self, pages: Callable[..., Pages]) -> None:
        self._pages = pages
        self._make: Callable[[], Pages] | None = None

    def __call__(self, **words: Any) -> Gateway:
        """A gateway; the words, the same for each connection of a server, are for the pages."""
        if self._make is None:
            self._make = partial(self._pages, **words)
        return Gateway(self._make, words["server_state"].connections)


class Gateway(asyncio.Protocol):
    """One connection."""

    __slots__ = (
        *("_connections", "_held", "_hub", "_letter", "_make", "_pages", "_reading"),
        *("_stream", "_transport"),
    )

    def __init__(self, make: Callable[[], Pages], connections: set[Any]) -> None:
        self._connections = connections
        self._make = make
        self._hub: Hub = hub.current()
        self._transport = cast("asyncio.Transport", None)
        self._reading = False
        self._pages: Pages | None = None
        self._stream: Stream | None = None
        self._letter: object | None = None  # the one that waits for its answer
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._connections.add(self)
        self._hub.expect(self, PATIENCE)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        self._hub.excuse(self)
        self._letter = None
        if self._stream is not None:
            self._hub.leave(self._stream)
        if self._pages is not None:
            self._pages.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._pages is not None:
            if not (self._pages.idle and heads.may_be_hot(data)):
                self._pages.data_received(data)
                return
            self._pages.leave()
            self._pages = None
            self._hub.expect(self, PATIENCE)
        if self._stream is None:
            self._held += data
            if self._letter is None:
                self._read()
            elif len(self._held) > heads.HEAD_LIMIT + asking.BODY_LIMIT:
                self._transport.pause_reading()

    def eof_received(self) -> bool:
        """Who has sent all may wait for the answer; whatever else was open is closed."""
        if self._pages is not None:
            return bool(self._pages.eof_received())
        return self._letter is not None

    def pause_writing(self) -> None:
        if self._pages is not None:
            self._pages.pause_writing()

    def resume_writing(self) -> None:
        if self._pages is not None:
            self._pages.resume_writing()

    def shutdown(self) -> None:
        """The server ends. Streams have their last word already; pages are told by uvicorn too."""
        if self._stream is not None and self._transport.get_write_buffer_size():
            self._transport.abort()
        elif self._pages is None and self._letter is None:
            self._transport.close()

    def overdue(self) -> None:
        """The time for a request is up."""
        if self._pages is None or not self._pages.begun:
            self._transport.close()

    def _read(self) -> None:
        """Answer what is whole, as far as it goes."""
        if self._reading:
            return
        self._reading = True
        while self._held and self._letter is None and self._stream is None and self._next():
            pass
        self._reading = False

    def _next(self) -> bool:
        """Answer one request; False where it is not whole, or not ours."""
        held = self._held
        if not heads.may_be_hot(held):
            return self._hand_over()
        end = held.find(b"\r\n\r\n")
        if (len(held) if end < 0 else end) > heads.HEAD_LIMIT:
            return self._refuse(431, "head")
        if end < 0:
            return False
        request = heads.read(held)
        if request is None:
            return self._hand_over()
        if request.length > asking.BODY_LIMIT:
            return self._refuse(413, "too_large")
        if len(held) < request.head + request.length:
            return False
        self._answer(request)
        return True

    def _hand_over(self) -> bool:
        """This request is not ours."""
        held, self._held = self._held, b""
        self._pages = self._make()
        self._pages.connection_made(self._transport)
        self._pages.data_received(held)
        return False

    def _answer(self, request: heads.Request) -> None:
        end = request.head + request.length
        body, self._held = self._held[request.head : end], self._held[end:]
        try:
            if request.asked.method == "POST":
                self._take(request, body)
            elif request.asked.path == asking.TIME:
                self._write(200, asking.clock(), last=request.last)
            else:
                self._listen(request)
        except NotGranted as no:
            self._write(no.status, {"code": no.code}, last=request.last)

    def _listen(self, request: heads.Request) -> None:
        grant, after = asking.stream_of(request.asked)
        self._hub.excuse(self)
        self._held = b""
        line = self._transport.get_extra_info("socket")
        with suppress(OSError, AttributeError):  # not every line is a TCP one of Linux
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE)
        self._transport.write(heads.STREAM_HEAD)
        self._stream = self._hub.open(self._transport, grant, after)
        if line is not None and self._transport.get_extra_info("ssl_object") is None:
            self._stream.fd = line.fileno()

    def _take(self, request: heads.Request, body: bytes) -> None:
        letter = self._letter = object()
        answer = partial(self._answered, letter, request.last)
        try:
            take, told = asking.letter_of(request.asked, body, answer)
            self._hub.excuse(self)
            take(told)
        except NotGranted:
            self._letter = None
            raise
        except Exception:  # noqa: BLE001 -- another app's fault is told in the log
            _log.exception("live: the intake of %s failed", request.asked.path)
            answer(500, {"code": "fault"})

    def _answered(self, letter: object, last: bool, status: int, values: dict[str, Any]) -> None:  # noqa: FBT001 -- bound
        if threading.get_ident() != self._hub.thread:
            with suppress(RuntimeError):  # the loop has ended
                self._hub.loop.call_soon_threadsafe(self._answered, letter, last, status, values)
        elif letter is self._letter:
            self._letter = None
            self._write(status, values, last=last)
            self._transport.resume_reading()
            self._read()

    def _write(self, status: int, values: dict[str, Any], *, last: bool) -> None:
        ends = last or self._hub.stopping
        self._transport.write(heads.answer(status, asking.as_json(values), last=ends))
        if ends:
            self._transport.close()
            self._held = b""
        else:
            self._hub.expect(self, PATIENCE)

    def _refuse(self, status: int, code: str) -> bool:
        """Answer and hang up: what follows cannot be told apart."""
        self._write(status, {"code": code}, last=True)
        return False

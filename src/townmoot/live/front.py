"""The hot paths above ASGI: the same answers, for what the gateway leaves and where it is off."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from townmoot.live import asking, frames, heads, hub
from townmoot.live.asking import Asked, NotGranted

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
_log = logging.getLogger(__name__)


class Front:
    """An ASGI application that answers the hot paths and asks another for all else."""

    def __init__(self, behind: Application) -> None:
        self._behind = behind

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or asking.method_for(scope["path"]) is None:
            await self._behind(scope, receive, send)
            return
        asked = _asked(scope)
        try:
            if asked.method != asking.method_for(asked.path):
                await _answer(send, 405, {"code": "method"})
            elif asked.path == asking.TIME:
                await _answer(send, 200, asking.clock())
            elif asked.path == asking.STREAM:
                await _stream(asked, receive, send)
            else:
                await _answer(send, *await _posted(asked, receive))
        except NotGranted as no:
            await _answer(send, no.status, {"code": no.code})


class Pipe:
    """A wire of which ASGI's `send` takes one piece after the other."""

    def __init__(self) -> None:
        self._pieces: deque[bytes] = deque()
        self._size = 0
        self._ready = asyncio.Event()
        self._closed = False

    def write(self, data: bytes) -> None:
        """Keep it until it is taken."""
        self._pieces.append(data)
        self._size += len(data)
        self._ready.set()

    def get_write_buffer_size(self) -> int:
        """Bytes that are not taken yet."""
        return self._size

    def close(self) -> None:
        """No more will come."""
        self._closed = True
        self._ready.set()

    def abort(self) -> None:
        """No more will come, and what is here is not needed."""
        self._pieces.clear()
        self.close()

    async def take(self) -> bytes | None:
        """All that is here, once there is something; None at the end."""
        while not self._pieces:
            if self._closed:
                return None
            self._ready.clear()
            await self._ready.wait()
        taken = b"".join(self._pieces)
        self._pieces.clear()
        self._size = 0
        return taken


async def _stream(asked: Asked, receive: Receive, send: Send) -> None:
    grant, after = asking.stream_of(asked)
    await send({"type": "http.response.start", "status": 200, "headers": _STREAM})
    here, pipe = hub.current(), Pipe()
    pipe.write(frames.HELLO)
    stream = here.open(pipe, grant, after)
    gone = asyncio.ensure_future(_gone(receive, pipe))
    try:
        while (taken := await pipe.take()) is not None:
            await send({"type": "http.response.body", "body": taken, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        here.leave(stream)
        gone.cancel()


async def _gone(receive: Receive, pipe: Pipe) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    pipe.abort()


async def _posted(asked: Asked, receive: Receive) -> tuple[int, Message]:
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise NotGranted(400, "broken_off")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > asking.BODY_LIMIT:
            raise NotGranted(413, "too_large")
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[tuple[int, Message]] = loop.create_future()

    def settle(status: int, values: Message) -> None:
        if not answered.done():
            answered.set_result((status, values))

    def answer(status: int, values: Message) -> None:
        loop.call_soon_threadsafe(settle, status, values)

    take, letter = asking.letter_of(asked, body, answer)
    try:
        take(letter)
    except Exception:  # noqa: BLE001 -- another app's fault is told in the log
        _log.exception("live: the intake of %s failed", asked.path)
        answer(500, {"code": "fault"})
    return await answered


async def _answer(send: Send, status: int, values: Message) -> None:
    body = asking.as_json(values)
    headers = [*_headers(heads.JSON), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _asked(scope: Message) -> Asked:
    words = {name: value.decode("latin1") for name, value in scope["headers"]}
    return Asked(
        scope["method"],
        scope["path"],
        scope["query_string"].decode("latin1"),
        *(words.get(name, "") for name in heads.TAKEN),
    )


def _headers(text: bytes) -> list[tuple[bytes, bytes]]:
    pairs = (line.partition(b": ") for line in text.split(b"\r\n") if line)
    return [(name, value) for name, _, value in pairs]


_STREAM = [*_headers(heads.STREAM), (b"connection", b"close")]

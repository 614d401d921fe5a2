"""WSGI behind ASGI: one hop to a thread for each request, one hop back.

A body is read whole before a thread is taken, so somebody who sends slowly holds none; a body that
breaks off is never handed on as if it were whole. An answer of ordinary size is made in one go;
what is larger is fetched piece by piece as fast as it is read, and holds no thread in between.
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

from typing_extensions import Buffer

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

IN_MEMORY = 256 * 1024  # bytes of a body kept in memory; the rest goes to a temporary file
IN_ONE_GO = 256 * 1024  # bytes of an answer made in one go


@dataclass
class Answer:
    """What the application said; `pieces` is what of it is still to be fetched."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    pieces: Iterator[bytes] | None = None
    iterable: Iterable[bytes] = ()

    def start(
        self, status: str, headers: list[tuple[str, str]], _fault: object = None
    ) -> Callable[[Buffer], object]:
        """WSGI's start_response. Of its old `write` nothing here makes use."""
        self.status = int(status[:3])
        self.headers = [(k.lower().encode("latin1"), v.encode("latin1")) for k, v in headers]
        return _no_write

    def close(self) -> None:
        """Tell the application that its answer is out."""
        if (close := getattr(self.iterable, "close", None)) is not None:
            close()


def _no_write(_: Buffer) -> object:
    raise NotImplementedError


class Bridge:
    """An ASGI application that asks a WSGI application in one of `workers` threads.

    Of a body no more is read than its stated length, and nothing where that is above `largest`
    bytes: the application refuses such a request by its length.
    """

    def __init__(self, application: Any, *, workers: int, largest: int) -> None:
        self.application = application
        self.largest = largest
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; anything but HTTP is turned away."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        environ = _environ(scope)
        body = await self._body(environ, receive)
        if body is None:
            return
        with body:
            environ["wsgi.input"] = body
            answer = await self._in_thread(self._asked, environ)
            head = {"status": answer.status, "headers": answer.headers}
            await send({"type": "http.response.start", **head})
            if answer.pieces is not None:
                await self._send_pieces(answer, send)
        await send({"type": "http.response.body", "body": answer.body})

    async def _body(self, environ: Message, receive: Receive) -> IO[bytes] | None:
        """The request's body from its beginning; None where the sender went away before its end."""
        body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed by the caller
        length = _length(environ)
        more = 0 < length <= self.largest
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                body.close()
                return None
            body.write(message.get("body", b""))
            more = message.get("more_body", False)
        body.seek(0)
        return body

    async def _in_thread(self, do: Callable[..., Any], *words: Any) -> Any:
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        return await loop.run_in_executor(self.pool, context.run, do, *words)

    def _asked(self, environ: Message) -> Answer:
        answer = Answer()
        answer.iterable = self.application(environ, answer.start)
        pieces, taken, size = iter(answer.iterable), [], 0
        for piece in pieces:
            taken.append(piece)
            size += len(piece)
            if size > IN_ONE_GO:
                answer.pieces = pieces
                break
        else:
            answer.close()
        answer.body = b"".join(taken)
        return answer

    async def _send_pieces(self, answer: Answer, send: Send) -> None:
        piece: bytes | None = answer.body
        try:
            while piece is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await self._in_thread(next, answer.pieces, None)
        finally:
            await self._in_thread(answer.close)
        answer.body = b""


def _length(environ: Message) -> int:
    with suppress(ValueError):
        return int(environ.get("CONTENT_LENGTH") or 0)
    return 0


def _environ(scope: Message) -> Message:
    """PEP 3333's environment; a header with an underscore is dropped, it could pose as another."""
    host, port = scope.get("server") or ("localhost", 80)
    environ: Message = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if scope.get("client"):
        environ["REMOTE_ADDR"] = scope["client"][0]
    for raw, value in scope["headers"]:
        if b"_" in raw:
            continue
        name = raw.decode("latin1").upper().replace("-", "_")
        key = name if name in {"CONTENT_LENGTH", "CONTENT_TYPE"} else f"HTTP_{name}"
        text = value.decode("latin1")
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{text}" if key in environ else text
    return environ

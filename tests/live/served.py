"""Our own server in a thread, and a client that speaks bytes."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.live.book import Book
from townmoot.cli.server import Server, config
from townmoot.live import hub
from townmoot.live.front import Front

SECONDS = 10


async def pages(scope: Any, receive: Any, send: Any) -> None:
    """What stands for Django: tells what it was asked."""
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    told = json.dumps({"page": scope["path"], "size": size}).encode()
    headers = [(b"content-length", str(len(told)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": told})


@dataclass
class Served:
    """A running server: its port, its book, whether the gateway is on."""

    server: Server
    book: Book
    gateway: bool
    port: int = 0
    secure: bool = False

    @property
    def hub(self) -> hub.Hub:
        return hub._current[0]

    @contextmanager
    def line(self, sent: bytes = b"") -> Iterator[Line]:
        """A connection to it."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS) as plain:
            there = plain
            if self.secure:
                context = ssl.create_default_context()
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                there = context.wrap_socket(plain)
            line = Line(there)
            line.send(sent)
            yield line
            there.close()

    def listen(self, token: str | None = None, after: object = "", headers: str = "") -> bytes:
        """The bytes that ask for a stream."""
        token = self.book.token() if token is None else token
        return get(f"/live/stream?token={token}&after={after}", headers)

    def ballot(self, body: bytes = b"{}", token: str | None = None, headers: str = "") -> bytes:
        """The bytes of a ballot."""
        token = self.book.token("ballot") if token is None else token
        return post(f"/ballots/{self.book.poll}", body, f"X-Townmoot-Token: {token}\r\n{headers}")


def get(path: str, headers: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


def post(path: str, body: bytes, headers: str = "") -> bytes:
    size = f"Content-Length: {len(body)}\r\n"
    return f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{size}{headers}\r\n".encode() + body


class Line:
    """One connection, read answer by answer or event by event."""

    def __init__(self, there: socket.socket) -> None:
        self.there = there
        self.held = b""
        self.chunked = False

    def send(self, data: bytes) -> None:
        self.there.sendall(data)

    def until(self, end: bytes) -> bytes:
        """All up to an end, which is taken too."""
        while end not in self.held:
            self._more()
        found, _, self.held = self.held.partition(end)
        return found

    def answer(self) -> tuple[int, Any]:
        """One answer: its status and its JSON."""
        head = self.until(b"\r\n\r\n").lower()
        length = int(head.partition(b"content-length: ")[2].split(b"\r\n")[0])
        while len(self.held) < length:
            self._more()
        body, self.held = self.held[:length], self.held[length:]
        return int(head.split()[1]), json.loads(body)

    def opened(self) -> Line:
        """Read the head of a stream."""
        head = self.until(b"\r\n\r\n").lower()
        assert head.startswith(b"http/1.1 200"), head
        assert b"content-type: text/event-stream; charset=utf-8" in head
        self.chunked = b"transfer-encoding: chunked" in head
        assert self.event() == {"retry": "2000"}
        return self

    def event(self, *, place: bool = False) -> dict[str, str]:
        """The next event, signs of life left out; its fields, of several `data` the lines."""
        while True:
            block = self._block().decode()
            fields: dict[str, str] = {}
            for line in block.split("\n"):
                name, _, value = line.partition(": ")
                if name.strip(":"):
                    fields[name] = f"{fields[name]}\n{value}" if name in fields else value
            if fields and (place or fields.keys() != {"id"}):
                return fields

    def _block(self) -> bytes:
        if not self.chunked:
            return self.until(b"\n\n")
        while b"\n\n" not in self.held.replace(b"\r\n", b""):
            self._more()
        # Chunks of these tests hold whole events, and no CR of their own.
        plain = b"".join(part for part in self.held.split(b"\r\n") if not _is_size(part))
        found, _, self.held = plain.partition(b"\n\n")
        return found

    def ended(self) -> bool:
        """Whether the other side hangs up; what it said before is kept."""
        while True:
            try:
                data = self.there.recv(65536)
            except ConnectionResetError:
                return True
            except TimeoutError:
                return False
            if not data:
                return True
            self.held += data

    def _more(self) -> None:
        data = self.there.recv(65536)
        if not data:
            raise EOFError(self.held)
        self.held += data


def _is_size(part: bytes) -> bool:
    return bool(part) and all(byte in b"0123456789abcdef" for byte in part)


@contextmanager
def serving(book: Book, *, gateway: bool, **words: Any) -> Iterator[Served]:
    """Serve for the block, pages by the stand-in above."""
    plan = config("127.0.0.1", 0, gateway=gateway, **words)
    plan.app = Front(pages)
    server = Server(plan)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(server, book, gateway, port, secure=bool(words))
    finally:
        server.should_exit = True
        thread.join(SECONDS)
        assert not thread.is_alive()


def until(true: Any, seconds: float = SECONDS) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not become so in time"
        time.sleep(0.005)

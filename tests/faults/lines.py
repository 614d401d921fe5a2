"""The wire between a server and its clients: a line that can be cut, and those at its ends."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


def place_of(base: str) -> tuple[str, int]:
    """Host and port of an address."""
    parts = urlsplit(base)
    return parts.hostname or "", parts.port or 80


@dataclass
class Line:
    """A hall's line to the server: while it is cut nothing passes and nobody is told."""

    base: str
    url: str = ""
    up: threading.Event = field(default_factory=threading.Event)
    ends: list[socket.socket] = field(default_factory=list)

    def cut(self) -> None:
        """Let nothing pass, as when a cable is pulled: no word to either end."""
        self.up.clear()

    def mend(self) -> None:
        """Let it pass again; what was under way is lost, as behind a router that forgot it."""
        while self.ends:
            with suppress(OSError):
                self.ends.pop().shutdown(socket.SHUT_RDWR)
        self.up.set()

    def _serve(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                here, _ = door.accept()
                threading.Thread(target=self._join, args=[here], daemon=True).start()

    def _join(self, here: socket.socket) -> None:
        self.up.wait()
        with here, socket.create_connection(place_of(self.base)) as there:
            self.ends += [here, there]
            back = threading.Thread(target=self._carry, args=[there, here], daemon=True)
            back.start()
            self._carry(here, there)
            back.join()

    def _carry(self, source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.up.wait()
                to.sendall(data)
        with suppress(OSError):
            to.shutdown(socket.SHUT_WR)


@contextmanager
def line_to(base: str) -> Iterator[Line]:
    """A line to the server at `base`, up at first; `url` is its near end."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        made = Line(base, f"http://127.0.0.1:{door.getsockname()[1]}")
        made.up.set()
        threading.Thread(target=made._serve, args=[door], daemon=True).start()
        yield made
        made.mend()


@dataclass
class Heard:
    """What a listener was told."""

    after: str = ""
    pieces: list[tuple[str, str]] = field(default_factory=list)
    last: str = ""

    def take(self, block: str) -> None:
        """Take in one event."""
        name, data = "", []
        for row in block.split("\n"):
            key, _, value = row.partition(":")
            value = value.removeprefix(" ")
            if key == "id":
                self.after = value
            elif key == "event":
                name = value
            elif key == "data":
                data.append(value)
        if name == "piece":
            self.pieces.append((data[0], "\n".join(data[1:])))
        elif name:
            self.last = name


OPENED: list[Listener] = []


class Listener:
    """A page that listens on a stream, in a thread of its own, until its stream ends."""

    def __init__(self, base: str, token: str, after: str = "", cookie: str = "") -> None:
        self.heard, self.status = Heard(after), 0
        OPENED.append(self)
        self.socket = socket.create_connection(place_of(base), timeout=30)
        head = f"GET /live/stream?token={token}&after={after} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        self.socket.sendall(f"{head}Cookie: sessionid={cookie}\r\n\r\n".encode())
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        held = b""
        with suppress(OSError):
            while data := self.socket.recv(65536):
                held += data
                if not self.status:
                    head, found, rest = held.partition(b"\r\n\r\n")
                    if not found:
                        continue
                    self.status, held = int(head.split()[1]), rest
                *blocks, held = held.split(b"\n\n")
                for block in blocks:
                    self.heard.take(block.decode())

    def close(self) -> None:
        """Go away."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join(5)
        self.socket.close()


async def ask(place: tuple[str, int], request: bytes, wanted: bytes, seconds: float = 20) -> bytes:
    """Send a request and read until `wanted` was read; what was read, then hang up."""
    reader, writer = await asyncio.open_connection(*place)
    try:
        writer.write(request)
        async with asyncio.timeout(seconds):
            return await reader.readuntil(wanted)
    finally:
        writer.close()


class Voter:
    """A device that hands in one ballot, and again the same until it is answered."""

    def __init__(self, base: str, address: str, token: str, cookie: str) -> None:
        self.place, self.address = place_of(base), address
        self.headers = {
            "X-Townmoot-Token": token,
            "Cookie": f"sessionid={cookie}",
            "Content-Type": "application/json",
        }

    def hand_in(self, ballot: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and answer. Raises OSError or HTTPException where there was none."""
        there = http.client.HTTPConnection(*self.place, timeout=25)
        try:
            there.request("POST", self.address, json.dumps(ballot), self.headers)
            answer = there.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            there.close()

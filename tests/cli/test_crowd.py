"""Deputies of a larger rehearsal listen, each with a stream of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from urllib.parse import parse_qs, urlsplit

import pytest

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal.crowd import Crowd
from townmoot.cli.rehearsal.visitor import Visitor

PAGE = b'<main data-live-token-url="/token/" data-live-after="1.4">'
pytestmark = pytest.mark.once


class Hall(ThreadingHTTPServer):
    """A server whose streams say what a test puts into them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.streams: SimpleQueue[tuple[str, SimpleQueue[bytes]]] = SimpleQueue()
        self.status = 200

    def stream(self) -> tuple[str, SimpleQueue[bytes]]:
        """The next stream that was opened: after which mark, and what it is to say."""
        return self.streams.get(timeout=10)


class Door(BaseHTTPRequestHandler):
    server: Hall

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        self.send_response(self.server.status if where.path == "/live/stream" else 200)
        self.end_headers()
        if where.path == "/live/stream" and self.server.status == 200:
            said: SimpleQueue[bytes] = SimpleQueue()
            self.server.streams.put((parse_qs(where.query)["after"][0], said))
            while told := said.get(timeout=10):
                self.wfile.write(told)
        elif where.path == "/token/":
            self.wfile.write(json.dumps({"token": "t"}).encode())
        else:
            self.wfile.write(PAGE if where.path == "/meeting/" else b"<main>")

    def log_message(self, *words: object) -> None:
        """Quiet."""


@pytest.fixture
def hall() -> Iterator[Hall]:
    with Hall() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def crowd(hall: Hall) -> Iterator[Crowd]:
    with closing(Crowd(f"http://127.0.0.1:{hall.server_port}")) as made:
        yield made


def deputy(crowd: Crowd) -> Visitor:
    return Visitor(crowd.base, "d")


def piece(mark: str) -> bytes:
    return f"id: {mark}\nevent: piece\ndata: now\ndata: <p>\n\n".encode()


def test_all_hear_what_is_told_and_go_on_after_a_cut(hall: Hall, crowd: Crowd):
    for _ in range(2):
        crowd.sit_down(deputy(crowd), "/meeting/")
    (_after, one), (after, other) = hall.stream(), hall.stream()
    assert after == "1.4"
    crowd.hush()
    one.put(b":\nid: 1.4\n\n" + piece("1.5"))
    other.put(piece("1.5") + b"event: bye\ndata: bye\n\n")
    other.put(b"")
    after, again = hall.stream()
    assert after == "1.5"
    for stream in (one, again):
        stream.put(piece("1.6"))
    crowd.leave("1.6")
    assert crowd.faults == []
    told = crowd.facts()
    assert (told["told"], told["heard"], told["most"]) == (2, 4, 2)
    for stream in (one, again):
        stream.put(b"")


def test_who_hears_twice_or_not_at_all_is_named(hall: Hall, crowd: Crowd, monkeypatch):
    monkeypatch.setattr("townmoot.cli.rehearsal.crowd.PATIENCE", 1)
    for _ in range(2):
        crowd.sit_down(deputy(crowd), "/meeting/")
    one, other = hall.stream()[1], hall.stream()[1]
    crowd.hush()
    one.put(piece("1.5") * 2)
    crowd.leave("1.5")
    assert sorted(crowd.faults) == ["d heard nothing after 1.4", "d heard of 1.5 twice"]
    for stream in (one, other):
        stream.put(b"")


def test_a_page_is_not_live_and_a_stream_refused(hall: Hall, crowd: Crowd, monkeypatch):
    monkeypatch.setattr("townmoot.cli.rehearsal.crowd.PATIENCE", 1)
    with pytest.raises(CommandFaultError, match="not live"):
        crowd.sit_down(deputy(crowd), "/other/")
    hall.status = 401
    crowd.sit_down(deputy(crowd), "/meeting/")
    crowd.hush()
    crowd.leave("1.4")
    assert any("401 of a stream" in fault for fault in crowd.faults)

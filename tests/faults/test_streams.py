"""Streams in bad company: who never reads, who all come back at once, whose line is cut."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from uuid import UUID

import pytest

from tests.cli.houses import act, client, end, until
from tests.faults.lines import Listener, ask, line_to, place_of
from tests.faults.stage import Stage

pytestmark = pytest.mark.slow
THOUSAND = 1000
MIB = 1024 * 1024
MUCH = 200 * 1024  # bytes: more than kernel and server keep for one who does not read
REPORTS = "SELECT id FROM meetings_agendaitem WHERE kind = 'report'"


def place(stage: Stage) -> str:
    """Where the record stands."""
    epoch, position = stage.house.rows("SELECT epoch, size FROM record_head")[0]
    return f"{epoch}.{position}"


def goes_on(stage: Stage, base: str, *steps: str) -> None:
    """Let the clerk's browser lead the meeting on."""
    http = client(base, stage.login, stage.password)
    for step in steps:
        answer = act(http, step, {"meeting": str(stage.meeting)})
        assert answer.status_code == 200, answer.text


def test_a_hall_whose_line_was_cut_catches_up_while_the_others_went_on(stage):
    with stage.house.serving() as (base, _), line_to(base) as line:
        there = Listener(line.url, stage.stream_token(), place(stage))
        here = Listener(base, stage.stream_token(), place(stage))
        until(lambda: here.status == there.status == 200)
        line.cut()
        goes_on(stage, base, "meeting.pause")
        until(lambda: here.heard.pieces)
        time.sleep(0.2)
        assert there.heard.pieces == []
        line.mend()
        there.thread.join(10)
        again = Listener(line.url, stage.stream_token(), there.heard.after)
        until(lambda: again.heard.pieces)
        assert dict(again.heard.pieces) == dict(here.heard.pieces)
        goes_on(stage, base, "meeting.resume")
        until(lambda: len(again.heard.pieces) > len(here.heard.pieces) / 2 and here.heard.pieces)
        until(lambda: dict(again.heard.pieces) == dict(here.heard.pieces))


def memory(pid: int) -> int:
    """Bytes of a process that lie in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def deaf(base: str, token: str, after: str) -> socket.socket:
    """A client that opens a stream and never reads from it."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.connect(place_of(base))
    made.sendall(
        f"GET /live/stream?token={token}&after={after} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    )
    return made


def is_over(there: socket.socket) -> bool:
    """Whether the server has hung up, seen without reading what it sent."""
    with suppress(OSError):
        there.setblocking(False)
        there.send(b"x")
        return False
    return True


def test_a_client_that_never_reads_is_cut_off_and_costs_the_others_nothing(stage):
    with ExitStack() as hanging_up, stage.house.serving() as (base, process):
        here = Listener(base, stage.stream_token(), place(stage))
        never = [
            hanging_up.enter_context(deaf(base, stage.stream_token(), place(stage)))
            for _ in range(20)
        ]
        until(lambda: here.status == 200)
        before = memory(process.pid)
        http = client(base, stage.login, stage.password)
        for (item,) in stage.house.rows(REPORTS):
            seen = len(here.heard.pieces)
            for step in ("item.start", "item.finish"):
                answer = act(http, step, {"item": str(UUID(str(item)))})
                assert answer.status_code == 200, answer.text
            until(lambda seen=seen: len(here.heard.pieces) > seen)
        heard = sum(len(html.encode()) for _, html in here.heard.pieces)
        assert heard > MUCH, heard
        until(lambda: all(is_over(one) for one in never), 30)
        assert memory(process.pid) - before < 20 * MIB


async def all_at_once(base: str, requests: list[bytes]) -> tuple[float, float]:
    """Seconds until each has its stream, and until a page is answered meanwhile."""
    began = time.monotonic()
    page = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    clients = [ask(place_of(base), one, b"event: piece") for one in requests]

    async def front() -> float:
        await ask(place_of(base), page, b"</html>")
        return time.monotonic() - began

    found = await asyncio.gather(front(), *clients)
    return time.monotonic() - began, float(found[0])


def test_a_thousand_clients_come_back_at_once_after_a_restart_and_miss_nothing(stage):
    with stage.house.serving() as (base, process):
        here = Listener(base, stage.stream_token(), place(stage))
        until(lambda: here.status == 200)
        after = place(stage)
        goes_on(stage, base, "meeting.pause")
        assert end(process, signal.SIGTERM) == 0
        here.thread.join(5)
        assert here.heard.last == "bye"
    with stage.house.serving() as (base, _):
        asked = f"/live/stream?token={stage.stream_token()}"
        head = f"GET {asked} HTTP/1.1\r\nHost: 127.0.0.1\r\nLast-Event-ID: {after}\r\n\r\n"
        seconds, page = asyncio.run(all_at_once(base, [head.encode()] * THOUSAND))
        assert seconds < 10
        assert page < 5

"""The same bytes to thousands who listen, against a C server that does nothing else.

Both servers have one core, whoever listens has the other. The candidate is the whole server with
one piece of 420 bytes in the place of its pages (bench/plain.py); each listener has a token of its
own, bound to a session. What one event costs with one listener, the act and the rendering, is taken
off its processor time: what is left is the delivering.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench import plain
from bench.acts import post
from bench.load import LOAD_CORE, SERVER_CORE, Program, cpu, ready, resident, write_requests
from bench.pairs import alternated, ratio, steady
from bench.stand import FOUND, Stand, copied, founded, free_port, serving

SIZES = (5_000, 10_000)
EVENTS = 6
WINDOW = 1_000  # connections on their way at once
MILLION = 1_000_000
KIB = 1024
WORDS = {
    "fanout-5k-cost": "420 bytes to 5,000 who listen, processor time beside a bare C server's",
    "fanout-5k-last": "the same, from the first who has them to the last, beside the C server's",
    "fanout-5k-top": "the same, from the commit to the last, on top of the C server's time",
    "fanout-5k-memory": "the same, the server's memory for each who listens",
    "fanout-10k-cost": "420 bytes to 10,000 who listen, processor time beside a bare C server's",
    "fanout-10k-last": "the same, from the first who has them to the last, beside the C server's",
    "fanout-10k-top": "the same, from the commit to the last, on top of the C server's time",
    "fanout-10k-memory": "the same, the server's memory for each who listens",
    "fanout-10k-open": "10,000 streams opened",
}

# A token for each listener, with a session of its own; the requests go to a file.
LISTENERS = """
import secrets
from datetime import datetime, timezone
from django.conf import settings
from bench.load import write_requests
from bench.plain import MEETING
from townmoot.live import Audience, tokens
from townmoot.live.marks import here
from townmoot.record.models import new_id

mark, moment = here(town.body), datetime.now(timezone.utc)


def request():
    key = secrets.token_hex(16)
    whom = {"audience": Audience.FLOOR, "account": new_id(), "person": new_id(), "session_key": key}
    token = tokens.issue(tokens.STREAM, body=town.body, topic=MEETING, language="zh-hans",
        now=moment, mark=mark, **whom)
    return (f"GET /live/stream?token={token} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n"
            f"Accept: text/event-stream\\r\\nCookie: sessionid={key}\\r\\n").encode()


write_requests(settings.DATA / "one", [request()])
write_requests(settings.DATA / "all", [request() for _ in range(COUNT)])
print(client.cookies["sessionid"].value)
"""


@dataclass(frozen=True)
class Fanned:
    """One run: seconds of processor time a delivery, nanoseconds to the last one, and what else."""

    cost: float
    spread: float  # from the first who had an event to the last, the middle of the events
    path: float  # from the commit, or the word to the limit, to the last
    opened: float = 0.0
    held: float = 0.0  # bytes of memory for each who listens


def _checked(told: dict[str, Any], listeners: int, events: int) -> None:
    """Raise RuntimeError unless everybody had everything, once and in order."""
    faults = [told[name] for name in ("refused", "cut", "double", "backward", "differ")]
    if any(faults) or told["counts"] != [listeners] * events:
        message = f"not everybody had everything once: {told}"
        raise RuntimeError(message)


def limit(listeners: int) -> Fanned:
    """The C server, which has the event ready."""
    with tempfile.TemporaryDirectory() as folder:
        data, port = Path(folder), free_port()
        rest = plain.event(plain.PIECE, "x" * plain.BYTES)
        surplus = len(rest) + plain.size_of_id("1.1") - plain.BYTES
        (data / "event").write_bytes(plain.event(plain.PIECE, "x" * (plain.BYTES - surplus)))
        asking = write_requests(data / "all", [b"GET /live/stream HTTP/1.1\r\n"] * listeners)
        with (
            ready("fanout", port, data / "event") as server,
            Program("listen", port, asking, WINDOW, core=LOAD_CORE) as crowd,
        ):
            opened = crowd.line("opened")["seconds"]
            began, events, told = cpu(server.pid), [], []
            for _ in range(EVENTS):
                server.say()
                told.append(server.line("told"))
                events.append(crowd.line("event"))
            cost = (cpu(server.pid) - began) / listeners / EVENTS
            crowd.say()
            _checked(crowd.line("now"), listeners, EVENTS)
    spread = statistics.median(one["last"] - one["first"] for one in events)
    path = [one["last"] - word["began"] for one, word in zip(events, told, strict=True)]
    return Fanned(cost, spread, statistics.median(path), opened)


def _events(stand: Stand, crowd: Program) -> tuple[float, list[tuple[int, dict[str, Any]]]]:
    """Do acts one after the other; processor time, and each commit with how it reached all."""
    commits, found = stand.data / "commits", []
    began = cpu(stand.pid)
    for _ in range(EVENTS):
        post(stand)
        event = crowd.line("event")
        found.append((int(commits.read_text().split()[-1]), event))
    return cpu(stand.pid) - began, found


def candidate(data: Path, session: str, listeners: int) -> Fanned:
    """The server, with a town of its own."""
    with copied(data) as own:
        more = {"COMMITS": str(own / "commits")}
        with serving(own, session, core=SERVER_CORE, module="bench.plain", more=more) as stand:
            listen = partial(Program, "listen", stand.port, core=LOAD_CORE)
            for _ in range(EVENTS):
                post(stand)
            with partial(listen, own / "one", WINDOW)() as one:
                one.line("opened")
                _events(stand, one)
                alone, _found = _events(stand, one)
            before = resident(stand.pid)
            with partial(listen, own / "all", WINDOW)() as crowd:
                opened = crowd.line("opened")["seconds"]
                time.sleep(0.3)
                post(stand)
                crowd.line("event")
                taken, events = _events(stand, crowd)
                held = (resident(stand.pid) - before) / listeners
                crowd.say()
                _checked(crowd.line("now"), listeners, EVENTS + 1)
    return Fanned(
        (taken - alone) / listeners / EVENTS,
        statistics.median(event["last"] - event["first"] for _commit, event in events),
        statistics.median(event["last"] - commit for commit, event in events),
        opened,
        held,
    )


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """Ratios to the C server, and what is on top from the commit to the last client."""
    for listeners in SIZES:
        code = f"{FOUND}\nCOUNT = {listeners}\n{LISTENERS}"
        with founded(code) as (data, session):
            run = partial(candidate, data, session, listeners)
            pairs = list(alternated(partial(limit, listeners), run))
        name = f"fanout-{listeners // 1000}k"
        for one, other in pairs:
            print(f"{name}: {_shown(one)} | {_shown(other)}", flush=True)
        steady(name, (one.cost for one, _other in pairs))
        cost = ratio((one.cost, other.cost) for one, other in pairs)
        last = ratio((one.spread, other.spread) for one, other in pairs)
        top = statistics.median(other.path - one.path for one, other in pairs) / MILLION
        yield f"{name}-cost", round(cost, 2), "x", 1.3, "lower"
        yield f"{name}-last", round(last, 2), "x", 1.5, "lower"
        yield f"{name}-top", round(top, 1), "ms", 30, "lower"
        held = statistics.median(other.held for _one, other in pairs) / KIB
        yield f"{name}-memory", round(held, 1), "KiB", 10, "lower"
        if listeners == max(SIZES):
            opened = statistics.median(other.opened for _one, other in pairs)
            yield f"{name}-open", round(opened, 2), "s", 3, "lower"


def _shown(one: Fanned) -> str:
    words = f"{one.cost * MILLION:.2f} µs, last {one.spread / MILLION:.0f} ms, "
    return f"{words}path {one.path / MILLION:.0f} ms, opened {one.opened:.2f} s, {one.held:.0f} B"

"""A restart under 5,000 who listen: all come back with Last-Event-ID, and pages are answered.

While the server is away something happens. Everybody must get it, once; who had it before the cut
must not get that again. Counted from the moment at which the new server takes connections.
"""

from __future__ import annotations

import socket
import statistics
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.acts import post
from bench.fanout import LISTENERS, WINDOW
from bench.load import LOAD_CORE, SERVER_CORE, Program
from bench.stand import FOUND, copied, founded, free_port, python, serving

LISTEN = 5_000
ROUNDS = 3
BILLION = 1_000_000_000
WORDS = {
    "reconnect-time": "5,000 cut off by a restart listen again and have what they missed",
    "reconnect-page": "the slowest page meanwhile",
}
HAPPENS = """
import django; django.setup()
from townmoot.people.models import Body
from townmoot.record import OPERATOR
from townmoot.record.engine import perform
body = Body.objects.get().pk
perform("person.add", body=body, account=OPERATOR, inputs={"name": "赵敏"})
print("done")
"""


@dataclass(frozen=True)
class Return:
    """One restart: seconds until all were back, of the slowest page, and of the whole outage."""

    back: float
    page: float
    away: float


def _listens(port: int) -> int:
    """Wait until somebody takes connections at a port; returns when that was (nanoseconds)."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return time.monotonic_ns()
        time.sleep(0.005)
    raise TimeoutError("the server does not come back")


class Reader(threading.Thread):
    """Somebody who reads a page ten times a second, from when it is there until told to end."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port
        self.listening = 0  # when the server took connections, nanoseconds
        self.times: list[float] = []
        self._ends = threading.Event()
        self.start()

    def run(self) -> None:
        """Read on."""
        self.listening = _listens(self.port)
        while not self._ends.wait(0.1):
            began = time.monotonic()
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=30) as page:
                page.read()
            self.times.append(time.monotonic() - began)

    def end(self) -> float:
        """Let it finish its page; returns how long the slowest took. Raises RuntimeError."""
        self._ends.set()
        self.join()
        if not self.times:
            raise RuntimeError("no page was answered")
        return max(self.times)


def restart(data: Path, session: str) -> Return:
    """Cut everybody off, let something happen, serve again."""
    port = free_port()
    with copied(data) as own:
        more = {"COMMITS": str(own / "commits")}
        again = partial(serving, own, session, core=SERVER_CORE, module="bench.plain", port=port)
        crowd = Program("listen", port, own / "all", WINDOW, "again", core=LOAD_CORE)
        with crowd:
            with again(more=more) as stand:
                crowd.line("opened")
                post(stand)
                crowd.line("event")
                cut = time.monotonic_ns()
            python(HAPPENS, own)
            reader = Reader(port)
            with again(more=more):
                at = max(crowd.line("opened")["at"], crowd.line("event")["last"])
                page = reader.end()
            crowd.say()
            told = crowd.line("now")
    if told["double"] or told["backward"] or told["counts"] != [LISTEN] * 2:
        message = f"not everybody had what was missed, once: {told}"
        raise RuntimeError(message)
    return Return((at - reader.listening) / BILLION, page, (at - cut) / BILLION)


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """Seconds until all are back, and of the slowest page; medians."""
    with founded(f"{FOUND}\nCOUNT = {LISTEN}\n{LISTENERS}") as (data, session):
        found = [restart(data, session) for _ in range(ROUNDS)]
    for one in found:
        words = f"back in {one.back:.2f} s, slowest page {one.page:.2f} s, away {one.away:.1f} s"
        print(f"reconnect: {words}", flush=True)
    yield "reconnect-time", round(statistics.median(one.back for one in found), 2), "s", 5, "lower"
    yield "reconnect-page", round(statistics.median(one.page for one in found), 2), "s", 1, "lower"

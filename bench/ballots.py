"""A burst of ballots of 5,000 signed-in voters, against a C server that commits the same rows.

Each voter has a connection that stands before the burst, a token of the poll and a session. A 200
comes after the commit (synchronous=FULL). Afterwards all vote once more, under other act ids: each
of these must be refused, and what is stored must be what was accepted.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from bench.acts import post
from bench.fanout import MILLION, WINDOW
from bench.load import LOAD_CORE, SERVER_CORE, Program, cpu, ready
from bench.pairs import alternated, ratio, steady
from bench.stand import READY, TOWN, Stand, copied, founded, free_port, python, serving

VOTERS = 5_000
LISTEN = 200
STORMS, POSTGRES_RUNS = 5, 5
SETTLE = 0.5  # seconds until the server has taken up all connections
PAUSE = 0.02  # seconds between two acts during a storm
WORDS = {
    "ballots-cost": "5,000 ballots at once, how many a second beside a bare C server",
    "ballots-rate": "the same, ballots that are on disk, a second",
    "ballots-p99": "the same, 99 of 100 answered within",
    "ballots-live": "a live event during the burst, 99 of 100 who listen have it within",
    "ballots-postgres": "the same burst on PostgreSQL, ballots a second",
}

CLOCK = """
from tests.meetings.conftest import Moot, at
from townmoot.record import clock

clock.mark_rehearsal(at("2026-07-10"))
"""
# A session with all in the hall, a vote by name open under its item; voters beyond three are copies
# of the rows that acts made of the first. The requests go to files: all vote, then all once more.
SETUP = """
import json, secrets
from datetime import datetime, timedelta, timezone
from uuid import uuid4
from django.conf import settings
from django.contrib.sessions.models import Session
from bench.load import write_requests
from townmoot.ballots.models import Question
from townmoot.live import Audience, tokens
from townmoot.live.marks import here
from townmoot.meetings.models import CheckIn, Participant
from townmoot.people.models import Account, Person
from townmoot.record import guard
from townmoot.record.models import new_id

moot = Moot(town, town.person(role="chair"), town.person(role="steward"), town.group())
moot.deputies = [town.deputy(group=moot.group) for _ in range(3)]
meeting, hall, (item,) = moot.hold(kind="session", items=("vote",))
moot.do("item.start", item=item)
first = moot.deputies[0]
person = Person.objects.filter(pk=first.person).values().get()
account = Account.objects.filter(pk=first.account).values().get()
listed = Participant.objects.filter(meeting=meeting, person=first.person).values().get()
came = CheckIn.objects.filter(participant=listed["id"]).values().get()
people, accounts, rows, visits = [], [], [], []
for place in range(VOTERS):
    people.append(Person(**{**person, "id": new_id()}))
    names = {"login": f"voter-{place}", "person_id": people[-1].pk}
    accounts.append(Account(**{**account, "id": new_id(), **names}))
    who = {"person_id": people[-1].pk, "number": f"V{place}"}
    rows.append(Participant(**{**listed, "id": new_id(), **who}))
    visits.append(CheckIn(**{**came, "id": new_id(), "participant_id": rows[-1].pk}))
with guard.writing("migrate"):
    for made in (people, accounts, rows, visits):
        type(made[0]).objects.bulk_create(made)
asked = {"context": meeting, "subject": item, "name": "关于预算的决议", "kind": "named"}
poll = moot.make("poll.prepare", by=moot.chair, **asked)
moot.do("poll.open", by=moot.chair, poll=poll)
answers = {str(one.pk): "for" for one in Question.objects.filter(poll=poll)}
mark, moment = here(town.body), datetime.now(timezone.utc)
keys = [secrets.token_hex(16) for _ in range(VOTERS)]
Session.objects.bulk_create(Session(session_key=key, session_data="",
    expire_date=moment + timedelta(days=1)) for key in keys)
common = {"body": town.body, "language": "zh-hans", "now": moment, "mark": mark}
given = [tokens.issue(tokens.BALLOT, topic=poll, audience=Audience.FLOOR, account=one.pk,
         person=one.person_id, session_key=key, **common)
         for one, key in zip(accounts, keys, strict=True)]


def ballot(token, key):
    told = json.dumps({"act": str(uuid4()), "answers": answers}, separators=(",", ":"))
    return (f"POST /ballots/{poll} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nCookie: sessionid={key}\\r\\n"
            f"X-Townmoot-Token: {token}\\r\\nContent-Type: application/json\\r\\n"
            f"Content-Length: {len(told)}\\r\\n\\r\\n{told}").encode()


for name in ("votes", "again"):
    write_requests(settings.DATA / name, map(ballot, given, keys))
clerk, key = Account.objects.get(pk=town.clerk.account), client.cookies["sessionid"].value
token = tokens.issue(tokens.STREAM, topic=meeting, audience=Audience.CLERK, account=clerk.pk,
    person=clerk.person_id, session_key=key, **common)
stream = (f"GET /live/stream?token={token} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n"
          f"Cookie: sessionid={key}\\r\\n").encode()
write_requests(settings.DATA / "listen", [stream] * LISTEN)
signed = tokens._keys(settings.SECRET_KEY)[0].hex()
print(json.dumps({"session": key, "key": signed, "person": str(first.person)}))
"""
COUNT = """
import django; django.setup()
from townmoot.ballots.models import Ballot
print(Ballot.objects.count(), Ballot.objects.values("elector").distinct().count())
"""


@dataclass(frozen=True)
class Burst:
    """One run: ballots a second, seconds within which 99 of 100 were answered, processor time."""

    rate: float
    p99: float
    cost: float  # seconds a ballot


def _vote(port: int, pid: int, requests: Path) -> tuple[dict[str, Any], float]:
    """All vote at once; what came of it, and the server's processor time."""
    with Program("vote", port, requests, VOTERS, core=LOAD_CORE) as crowd:
        crowd.line("connected")
        time.sleep(SETTLE)
        began = cpu(pid)
        crowd.say()
        told = crowd.line("statuses")
        return told, cpu(pid) - began


def _burst(port: int, pid: int, data: Path) -> Burst:
    """All vote, then all once more. Raises RuntimeError where not each was taken just once."""
    told, taken = _vote(port, pid, data / "votes")
    again, _taken = _vote(port, pid, data / "again")
    if told["statuses"] != {"200": VOTERS} or again["statuses"] != {"409": VOTERS}:
        message = f"not each ballot was taken once: {told}, then {again}"
        raise RuntimeError(message)
    return Burst(VOTERS / told["seconds"], told["p99"], taken / VOTERS)


def _check_stored(stored: object) -> None:
    if stored != (VOTERS, VOTERS):
        message = f"{VOTERS} ballots were accepted, but there are {stored}"
        raise RuntimeError(message)


def limit(data: Path, key: str) -> Burst:
    """The C server, with a table as the candidate's, empty."""
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(_file(data))) as ours:
        path, port = Path(folder) / "limit.sqlite3", free_port()
        table = "SELECT sql FROM sqlite_master WHERE tbl_name = 'ballots_ballot' AND sql NOT NULL"
        with closing(sqlite3.connect(path)) as own:
            for (sql,) in ours.execute(table):
                own.execute(sql)
            own.commit()
        with ready("ballots", port, path, key) as server:
            found = _burst(port, server.pid, data)
        with closing(sqlite3.connect(path)) as own:
            count = "SELECT count(*), count(DISTINCT elector_id) FROM ballots_ballot"
            _check_stored(own.execute(count).fetchone())
    return found


def _file(data: Path) -> Path:
    return next(data.glob("*.sqlite3"))


def candidate(data: Path, session: str) -> Burst:
    """The server, with a town of its own."""
    with copied(data) as own:
        with serving(own, session, core=SERVER_CORE) as stand:
            found = _burst(stand.port, stand.pid, own)
        _check_stored(tuple(map(int, python(COUNT, own).split())))
    return found


def storm(data: Path, told: dict[str, str]) -> list[float]:
    """Acts during a burst; seconds from each, sent, until 99 of 100 who listen have its event."""
    with copied(data) as own, serving(own, told["session"], core=SERVER_CORE) as stand:
        requests = own / "listen"
        with Program("listen", stand.port, requests, WINDOW, core=LOAD_CORE) as crowd:
            crowd.line("opened")
            rename = Rename(stand, crowd, told["person"])
            time.sleep(5 * PAUSE)
            began = time.monotonic_ns()
            _vote(stand.port, stand.pid, own / "votes")
            ended = time.monotonic_ns()
            rename.end()
    within = [one for one in rename.found if one[1] > began and one[0] < ended]
    return [(had - sent) / MILLION / 1000 for sent, had in within]


class Rename(threading.Thread):
    """Somebody who corrects a name again and again; when each was sent, and when it was had."""

    def __init__(self, stand: Stand, crowd: Program, person: str) -> None:
        super().__init__()
        self._stand, self._crowd, self._person = stand, crowd, person
        self._ends = threading.Event()
        self.found: list[tuple[int, int]] = []
        self.start()

    def run(self) -> None:
        """Correct it, wait until all who listen have that, begin again."""
        for name in cycle(("王芳", "王方")):
            if self._ends.wait(PAUSE):
                return
            sent = time.monotonic_ns()
            post(self._stand, "person.correct", person=self._person, name=name)
            self.found.append((sent, self._crowd.line("event")["p99"]))

    def end(self) -> None:
        """Let it finish."""
        self._ends.set()
        self.join()


def on_postgres() -> list[Burst]:
    """The burst on PostgreSQL, some runs, each in a database of its own."""
    import psycopg

    from tools.with_postgres import postgres

    found = []
    with (
        postgres(durable=True) as url,
        tempfile.TemporaryDirectory(prefix="townmoot-bench-") as folder,
    ):
        data, base = Path(folder), url.rpartition("/")[0]
        with psycopg.connect(url, autocommit=True) as line:
            line.execute("CREATE DATABASE town")
        session = json.loads(python(_code(), data, f"{base}/town").splitlines()[-1])["session"]
        for turn in range(POSTGRES_RUNS):
            with psycopg.connect(url, autocommit=True) as line:
                line.execute(f"CREATE DATABASE run{turn} TEMPLATE town")
            more = {"DATABASE_URL": f"{base}/run{turn}"}
            with serving(data, session, core=SERVER_CORE, more=more) as stand:
                found.append(_burst(stand.port, stand.pid, data))
            counted = python(COUNT, data, more["DATABASE_URL"]).split()
            _check_stored(tuple(map(int, counted)))
    return found


def _code() -> str:
    return f"{READY}{CLOCK}{TOWN}\nVOTERS, LISTEN = {VOTERS}, {LISTEN}\n{SETUP}"


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """The ratio to the C server, the rate and the wait; live events meanwhile; PostgreSQL."""
    with founded(_code()) as (data, line):
        told = json.loads(line)
        run = partial(candidate, data, told["session"])
        pairs = list(alternated(partial(limit, data, told["key"]), run))
        for one, other in pairs:
            print(f"ballots: {_shown(one)} | {_shown(other)}", flush=True)
        steady("ballots", (one.cost for one, _other in pairs))
        share = ratio((one.rate, other.rate) for one, other in pairs)
        yield "ballots-cost", round(share, 2), "x", 0.4, "higher"
        rate = statistics.median(other.rate for _one, other in pairs)
        yield "ballots-rate", round(rate), "1/s", 10_000, "higher"
        p99 = statistics.median(other.p99 for _one, other in pairs)
        yield "ballots-p99", round(p99, 3), "s", 0.5, "lower"
        waits = sorted(one for _ in range(STORMS) for one in storm(data, told))
        print(f"ballots: {len(waits)} events during {STORMS} bursts", flush=True)
        yield "ballots-live", round(waits[len(waits) * 99 // 100] * 1000), "ms", 100, "lower"
    try:
        runs = on_postgres()
    except (SystemExit, subprocess.CalledProcessError) as error:
        print(f"ballots: not measured on PostgreSQL: {error}", flush=True)
        return
    for each in runs:
        print(f"ballots on PostgreSQL: {_shown(each)}", flush=True)
    rate = statistics.median(each.rate for each in runs)
    yield "ballots-postgres", round(rate), "1/s", 4_000, "higher"


def _shown(one: Burst) -> str:
    return f"{one.rate:.0f} a second, p99 {one.p99:.3f} s, {one.cost * MILLION:.0f} µs each"

"""How one process hears of another: SQLite's counter, PostgreSQL's notes, and a real record."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from types import SimpleNamespace

import pytest
from django.db import connection, connections

from townmoot.live import wakes


class Hearing:
    """What stands for a connection to PostgreSQL."""

    def __init__(self, notes):
        self.notes = notes
        self.asked = []

    async def execute(self, query):
        self.asked.append(query)

    async def notifies(self):
        for note in self.notes:
            if isinstance(note, Exception):
                raise note
            yield SimpleNamespace(payload=note)


def test_notes_of_others_are_heard_again_and_again(monkeypatch, caplog):
    monkeypatch.setattr(wakes, "PAUSE", 0)
    ways = [
        OSError("not there"),
        Hearing([f"{wakes._own} record 1", "other record 2", OSError("broken")]),
        Hearing(["other session 3"]),
    ]
    heard, begun = [], []

    async def connect():
        found = ways.pop(0) if ways else await asyncio.sleep(60)
        if isinstance(found, Exception):
            raise found

        @asynccontextmanager
        async def there():
            yield found

        return there()

    async def run():
        task = asyncio.create_task(
            wakes.listen(connect, lambda *words: heard.append(words), lambda: begun.append(1))
        )
        while len(heard) < 2:  # noqa: ASYNC110 -- a test's own waiting
            await asyncio.sleep(0)
        task.cancel()

    asyncio.run(run())
    assert heard == [("record", "2"), ("session", "3")]
    assert len(begun) == 2
    assert "not there" in caplog.text
    assert "broken" in caplog.text


class Postgres:
    """What stands for Django's connection."""

    vendor = "postgresql"

    def __init__(self):
        self.asked = []

    def cursor(self):
        return closing(SimpleNamespace(execute=lambda *words: self.asked.append(words), close=int))

    def get_connection_params(self):
        return {"dbname": "town", "cursor_factory": int, "context": None}


def test_postgresql_is_told_and_listened_to_with_the_same_words(monkeypatch):
    import psycopg

    there, given = Postgres(), {}

    async def connect(**words):
        given.update(words)

    monkeypatch.setattr(wakes, "connection", there)
    monkeypatch.setattr(psycopg.AsyncConnection, "connect", connect)
    monkeypatch.setattr(there, "cursor", lambda: _Cursor(there.asked))
    wakes.announce("record 1")
    assert there.asked == [
        ("SELECT pg_notify(%s, %s)", ["townmoot_live", f"{wakes._own} record 1"])
    ]
    asyncio.run(wakes.way()())
    assert given == {"dbname": "town", "autocommit": True}


class _Cursor:
    def __init__(self, asked):
        self.asked = asked

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def execute(self, *words):
        self.asked.append(words)


def test_elsewhere_one_looks_now_and_then(monkeypatch):
    monkeypatch.setattr(wakes, "SELDOM", 3)
    watch = wakes.Watch("postgresql")
    assert [watch.changed() for _ in range(6)] == [False, False, True] * 2


@pytest.mark.django_db
def test_sqlite_has_nothing_to_tell_and_counts():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own way")
    assert wakes.way() is None
    wakes.announce("record 1")
    watch = wakes.Watch("sqlite")
    watch.changed()
    assert not watch.changed()


@pytest.mark.django_db(transaction=True)
def test_what_another_connection_commits_is_seen():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own way")
    watch = wakes.Watch("sqlite")
    watch.changed()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("CREATE TABLE other_process (x)")
        other.execute("DROP TABLE other_process")
        other.commit()
    assert watch.changed()


@pytest.mark.django_db(transaction=True)
def test_a_real_record_is_followed_across_processes(monkeypatch):
    """An act done here, and one told of by another process, reach a stream through the database."""
    from tests.live.wire import Wire, until
    from townmoot.live import Audience, Mark, News, hub, marks, ports, tokens
    from townmoot.record import OPERATOR, clock
    from townmoot.record.engine import perform
    from townmoot.record.models import new_id

    body, meeting = new_id(), new_id()
    told = []

    def route(one):
        told.append((one.position, one.act, one.subject))
        return [News(meeting, f"p{one.position}")]

    monkeypatch.setattr(ports, "_routers", [route])
    monkeypatch.setattr(ports, "_renderers", [lambda channel, piece: piece])
    monkeypatch.setattr(hub, "TICK", 0.02)
    monkeypatch.setattr(wakes, "SELDOM", 10**9)
    act = ThreadPoolExecutor(1)
    clock.forget()

    def do(name, /, **inputs):
        return perform(name, body=body, account=OPERATOR, inputs=inputs)

    def found():
        words = {"name": "澄汀镇", "kind": "township", "profile": "cn-township"}
        do("body.found", **words, timezone="Asia/Shanghai", locale="zh-hans")

    def said_by_another():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, %s)", [wakes.PLACE, f"other record {body}"])

    async def run():
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(act, found)
        here = hub.current()
        mark = await loop.run_in_executor(act, marks.here, body)
        words = {"body": body, "topic": meeting, "audience": Audience.FLOOR, "language": "en"}
        token = tokens.issue("stream", **words, now=clock.real_now(), mark=mark)
        wire = Wire()
        here.open(wire, tokens.read(token, "stream"), Mark(mark.epoch, mark.position - 1))
        await until(lambda: wire.events)
        assert wire.events == [f"{mark} p{mark.position} p{mark.position}"]
        if here._way is not None:
            await asyncio.sleep(0.3)  # listening has begun
        monkeypatch.setattr(here, "wake", lambda body: None)
        await loop.run_in_executor(act, lambda: do("person.add", name="王芳"))
        await loop.run_in_executor(act, said_by_another)
        await until(lambda: told[-1][1] == "person.add" and "data: p" in wire.said.decode())
        await until(lambda: any(f"p{told[-1][0]}" in event for event in wire.events))
        hub.stop()
        await loop.run_in_executor(act, connections.close_all)

    asyncio.run(asyncio.wait_for(run(), 30))
    assert len(told) == len(set(told))

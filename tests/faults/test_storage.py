"""The database cannot be written for a while: nothing is half done, and pages are still read."""

from __future__ import annotations

import resource
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.cli.houses import House, act, client

pytestmark = pytest.mark.slow
HELD = 1.0  # seconds for which somebody else writes; ours wait up to 20
SPARE = 192 * 1024


@contextmanager
def written_by_another(house: House) -> Iterator[None]:
    """Another program holds the database's write lock: a backup tool, a console left open."""
    if house.url:
        with psycopg.connect(house.url) as there:
            there.execute("LOCK TABLE record_head IN EXCLUSIVE MODE")
            yield
        return
    file = house.data / "townmoot.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as there:
        there.execute("BEGIN IMMEDIATE")
        yield
        there.execute("ROLLBACK")


def test_while_another_program_writes_acts_wait_and_pages_answer(stage):
    house = stage.house
    with house.serving() as (base, _):
        mine, reading = client(base, stage.login, stage.password), client(base)
        answers = []
        worker = threading.Thread(
            target=lambda: answers.append(act(mine, "person.add", {"name": "邹晓"}))
        )
        with written_by_another(house):
            began = time.monotonic()
            worker.start()
            while time.monotonic() - began < HELD:
                assert reading.get("/").status_code == 200
                time.sleep(0.1)
            assert answers == []
        worker.join(20)
        assert [answer.status_code for answer in answers] == [200]
    assert house.verdicts() == [""]


@contextmanager
def full_disk(house: House, process) -> Iterator[None]:
    """The server may write no file beyond a little more than its log weighs now."""
    log = house.data / "townmoot.sqlite3-wal"
    size = log.stat().st_size if log.exists() else 0
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    limit = (size + SPARE, before[1])
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, limit)
    yield
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.once
def test_on_a_full_disk_nothing_is_half_done_and_a_retry_works_when_there_is_room(stage):
    house = stage.house
    if house.url:
        pytest.skip("the disk of another program's database is not ours to fill")
    with house.serving() as (base, process):
        http = client(base, stage.login, stage.password)
        told, refused = {}, ""
        with full_disk(house, process):
            for _ in range(200):
                act_id = str(uuid4())
                answer = act(http, "person.add", {"name": "邹" * 80}, act_id=act_id)
                if answer.status_code != 200:
                    refused = act_id
                    assert answer.status_code >= 500
                    break
                told[act_id] = answer.json()["position"]
            assert refused, "the disk was never full"
            assert client(base).get("/").status_code == 200
            assert act(http, "person.add", {"name": "邹晓"}).status_code >= 500
        once, again = (
            act(http, "person.add", {"name": "邹" * 80}, act_id=refused) for _ in range(2)
        )
        assert (once.status_code, once.json()["repeated"]) == (200, False)
        assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert house.verdicts() == [""]
    rows = house.rows("SELECT act_id, position FROM record_entry")
    kept = {str(UUID(str(act_id))): position for act_id, position in rows}
    assert told
    assert told.items() <= kept.items()
    assert once.json()["position"] == max(kept.values()) == len(kept)

"""kill -9 in the middle: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from tests.cli.houses import act, client, end, until
from tests.people.sheets import deputy, roster

pytestmark = pytest.mark.slow
FILL = """
from uuid import UUID
from townmoot.record.engine import perform
from townmoot.record import OPERATOR
for n in range(int(sys.argv[2])):
    perform("person.add", body=UUID(sys.argv[1]), account=OPERATOR, inputs={"name": f"王{n}"})
print("null")
"""


def kill_after(process, true):
    """Wait until something is so, then kill -9; it must have been at work until then."""
    until(true, 60)
    assert process.poll() is None, "it had ended before it was killed"
    end(process, signal.SIGKILL)


def entries(house):
    """How many entries there are, before the database is made too."""
    try:
        return house.counts()[1]
    except (sqlite3.Error, psycopg.Error):
        return 0


def test_acts_that_were_acknowledged_are_there_after_the_server_was_killed(house):
    told, sent = {}, []

    def work(http):
        while True:
            act_id = str(uuid4())
            sent.append(act_id)
            try:
                answer = act(http, "person.add", {"name": "邹晓"}, act_id=act_id)
            except httpx.HTTPError:
                return
            assert answer.status_code == 200, answer.text
            told[act_id] = answer.json()

    with house.serving() as (base, process):
        people = [client(base, "clerk", house.password) for _ in range(4)]
        workers = [threading.Thread(target=work, args=[http]) for http in people]
        for worker in workers:
            worker.start()
        kill_after(process, lambda: len(told) >= 60)
        for worker in workers:
            worker.join(20)
    assert house.verdicts() == [""]
    assert len(sent) > len(told) >= 60
    kept = {
        str(UUID(str(act_id))): (position, json.loads(private)["result"])
        for act_id, position, private in house.rows(
            "SELECT act_id, position, private FROM record_entry"
        )
    }
    for act_id, receipt in told.items():
        assert kept[act_id] == (receipt["position"], receipt["result"])
    with house.serving() as (base, _process):
        again = client(base, "clerk", house.password)
        for act_id, receipt in list(told.items())[-3:]:
            answer = act(again, "person.add", {"name": "邹晓"}, act_id=act_id)
            assert (answer.status_code, answer.json()) == (200, {**receipt, "repeated": True})


Taking = tuple[subprocess.Popen[str], threading.Thread, list[httpx.Response]]


@contextmanager
def taking_over(house, rows: int) -> Iterator[Taking]:
    """A clerk's roster, handed in over HTTP, with the yes just sent."""
    content = roster(*(deputy(n, number=f"N{n}") for n in range(rows)))
    with house.serving() as (base, process):
        http = client(base, "clerk", house.password)
        token = http.cookies["csrftoken"]
        form = {"csrfmiddlewaretoken": token}
        page = http.post(
            "/clerk/lists/roster/", data=form, files={"file": ("名册.xlsx", content)}, timeout=60
        )
        assert page.status_code == 200, page.text[:3000]
        ((key, sha256),) = house.rows("SELECT id, sha256 FROM people_upload")
        upload = str(UUID(str(key)))

        def agree():
            try:
                answers.append(act(http, "roster.import", {"upload": upload, "sha256": sha256}))
            except httpx.HTTPError:
                return

        answers: list[httpx.Response] = []
        worker = threading.Thread(target=agree)
        worker.start()
        yield process, worker, answers
        worker.join(20)
        assert not answers


def test_an_import_that_was_killed_is_as_if_it_had_not_begun(house):
    with taking_over(house, 1500) as (process, worker, answers):
        before = house.counts()
        time.sleep(0.6)
        assert worker.is_alive(), [answer.text for answer in answers]
        end(process, signal.SIGKILL)
    assert house.counts() == before
    assert house.verdicts() == [""]


def test_a_rehearsal_that_was_killed_keeps_what_was_done_and_its_server_ends(bare):
    town = bare("rehearsed")
    process = town.start("rehearse", "samples/chengting", "--data", str(town.data))
    until(lambda: entries(town) > 150, 90)
    (server,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    seen = entries(town)
    kill_after(process, lambda: entries(town) > seen)
    until(lambda: not Path(f"/proc/{server}/cmdline").exists())
    assert entries(town) > seen
    assert town.verdicts() == [""]
    assert len(town.rows("SELECT at FROM record_clock")) == 1


def test_a_backup_that_was_killed_leaves_the_old_one_in_place(house, tmp_path):
    house.python(FILL, house.body, "1500")
    place = tmp_path / "kept"
    place.mkdir()
    file = place / "town.tar.gz"
    file.write_bytes(b"the backup of yesterday")
    process = house.start("backup", str(file))
    kill_after(process, lambda: list(place.glob(".town*")))
    assert file.read_bytes() == b"the backup of yesterday"
    assert house.verdicts() == [""]
    assert house.run("backup", str(file)).returncode == 0
    with tarfile.open(file) as tar:
        assert "manifest.json" in tar.getnames()


def test_a_restore_that_was_killed_leaves_an_empty_database(house, bare, tmp_path):
    house.python(FILL, house.body, "1500")
    file = tmp_path / "town.tar.gz"
    assert house.run("backup", str(file)).returncode == 0
    new = bare("new")
    process = new.start("restore", str(file))
    kill_after(process, lambda: restoring(process.pid, file))
    assert new.counts() == (0, 0)
    done = new.run("restore", str(file))
    assert "every record verifies" in done.stdout, done.stderr
    assert new.counts()[0] == house.counts()[0]


def restoring(pid: int, file: Path) -> bool:
    """Whether the process has the backup open and has read a good part of it."""
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            if link.resolve() != file.resolve():
                continue
            told = Path(f"/proc/{pid}/fdinfo/{link.name}").read_text()
        except OSError:
            continue
        return int(told.split()[1]) > file.stat().st_size // 3
    return False

"""kill -9 in the middle: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import signal
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.cli.houses import act, client, end, until
from tests.people.sheets import deputy, roster

pytestmark = pytest.mark.slow
COUNT = (
    "from townmoot.people.models import Person\n"
    "from townmoot.record.models import Entry\n"
    "print(json.dumps([Person.objects.count(), Entry.objects.count()]))"
)
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
    until(true)
    assert process.poll() is None, "it had ended before it was killed"
    end(process, signal.SIGKILL)


def has_bytes(folder, pattern):
    return any(path.stat().st_size > 0 for path in folder.glob(pattern))


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
    with house.serving() as (base, _):
        http = client(base, "clerk", house.password)
        for act_id, receipt in told.items():
            again = act(http, "person.add", {"name": "邹晓"}, act_id=act_id).json()
            assert again == {**receipt, "repeated": True}


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
        upload, sha256 = house.python(
            "from townmoot.people.models import Upload\n"
            "one = Upload.objects.get()\n"
            "print(json.dumps([str(one.pk), one.sha256]))"
        )

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
    before = house.python(COUNT)
    with taking_over(house, 1500) as (process, worker, answers):
        time.sleep(0.6)
        assert worker.is_alive(), [answer.text for answer in answers]
        end(process, signal.SIGKILL)
    assert house.python(COUNT) == before
    assert house.verdicts() == [""]


def test_a_backup_that_was_killed_leaves_the_old_one_in_place(house, tmp_path):
    house.python(FILL, house.body, "1500")
    place = tmp_path / "kept"
    place.mkdir()
    file = place / "town.tar.gz"
    assert house.run("backup", str(file)).returncode == 0
    old = file.read_bytes()
    process = house.start("backup", str(file))
    kill_after(process, lambda: list(place.glob(".town*")))
    assert file.read_bytes() == old
    assert house.verdicts() == [""]
    assert house.run("backup", str(file)).returncode == 0
    with tarfile.open(file) as tar:
        assert "manifest.json" in tar.getnames()


def test_a_restore_that_was_killed_leaves_an_empty_database(house, bare, tmp_path):
    house.python(FILL, house.body, "1500")
    paper = tmp_path / "paper.txt"
    paper.write_text("会议通知\n" * 50)
    file = tmp_path / "town.tar.gz"
    assert house.run("backup", str(file)).returncode == 0
    new = bare("new")
    assert (
        new.python(
            "from django.core.management import call_command\n"
            "call_command('migrate', verbosity=0)\nprint('null')"
        )
        is None
    )
    process = new.start("restore", str(file))
    time.sleep(0.1)
    kill_after(process, lambda: restoring(process.pid, file))
    left = new.python(COUNT)
    assert left == [0, 0]
    done = new.run("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert new.python(COUNT)[0] == house.python(COUNT)[0]
    assert new.verdicts() == [""]


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

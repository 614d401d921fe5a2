"""The commands as they are typed: what they print, and with which code they end."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from uuid import uuid4

import httpx
import pytest

from tests.cli.houses import CLI, end, until
from townmoot.cli.rehearsal.running import free_port

pytestmark = pytest.mark.slow


def told(done):
    return json.loads(done.stdout)


def test_a_town_is_founded_once_and_its_password_is_told_once(founded):
    assert len(founded.password) >= 12
    again = founded.run("init", "别镇", "--json")
    assert again.returncode == 1
    assert told(again)["exit"] == 1
    assert "founded here already" in again.stderr
    assert founded.password not in again.stdout + again.stderr


@pytest.mark.once
def test_an_unknown_profile_founds_nothing(bare):
    town = bare("none")
    assert town.run("init", "澄汀镇", "--profile", "no-such").returncode == 2
    assert (
        town.python("from townmoot.record.models import Entry\nprint(Entry.objects.count())") == 0
    )


def test_acts_are_listed_done_refused_and_repeated(house):
    assert "person.add" in told(house.run("act", "--json"))["acts"]
    words = ("act", "person.add", "name=邹晓", "--act-id", str(uuid4()), "--json")
    first, second = told(house.run(*words)), told(house.run(*words))
    assert (first["exit"], first["repeated"]) == (0, False)
    assert second == {**first, "repeated": True}
    refused = house.run("act", "person.add", "name=", "--json")
    assert refused.returncode == told(refused)["exit"] == 1
    assert "name" in refused.stderr
    unknown = house.run("act", "no.such")
    assert (unknown.returncode, "not_found" in unknown.stderr) == (1, True)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DATABASE_URL": "postgres://a:b@127.0.0.1:1/x"}, "the database in x cannot be used"),
        ({"DATABASE_URL": "garbage"}, "DATABASE_URL names no database"),
        ({"DATABASE_URL": ""}, "file is not a database"),
        ({"TOWNMOOT_DATA": "/proc/none"}, "/proc/none cannot be made"),
    ],
)
def test_settings_that_do_not_fit_and_a_broken_database_are_told(bare, environment, said):
    town = bare("broken")
    (town.data / "townmoot.sqlite3").write_bytes(b"not a database" * 500)
    done = town.run("backup", "x.tar.gz", **environment)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "folder", "said"),
    [
        (("act",), "/proc/none", "/proc/none cannot be made"),
        (("act", "person.add", "name=x"), "/proc", "the data folder cannot be used"),
    ],
)
@pytest.mark.once
def test_an_act_in_an_unusable_folder_ends_with_2_and_says_why(bare, words, folder, said):
    done = bare("unusable").run(*words, TOWNMOOT_DATA=folder)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("act", "person.add", "name"), "'name' is not KEY=VALUE"),
        (("act", "person.add", "name=x", "--as", "nobody"), "nobody signs in as 'nobody'"),
        (("export", "/nowhere/at/all"), "cannot be written"),
        (("export", "-"), "needs a FILE"),
        (("backup", "/nowhere/at/all"), "cannot be written"),
        (("serve", "--tls-cert", "x.pem"), "belong together"),
        (("serve", "--tls-cert", "no.pem", "--tls-key", "no.pem"), "cannot be read"),
        (("rehearse", "/nowhere/at/all"), "cannot be read"),
        (("figures", "check"), "needs a FILE"),
    ],
)
@pytest.mark.once
def test_a_wrong_call_ends_with_2_and_says_why(house, words, said):
    done = house.run(*words, "--json")
    assert (done.returncode, told(done)["exit"]) == (2, 2), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_town_that_is_not_there_is_told_and_nothing_is_made(bare):
    nothing = bare("none")
    for words in (("act", "person.add", "name=x"), ("import", "roster", "list.xlsx")):
        done = nothing.run(*words)
        assert (done.returncode, "there is no town in" in done.stderr) == (2, True), done.stderr
        assert "townmoot init" in done.stderr
    assert not list(nothing.data.glob("*.sqlite3"))
    done = nothing.run("restore", "/nowhere/at/all")
    assert (done.returncode, "cannot be read" in done.stderr) == (2, True)


def test_an_export_verifies_without_the_database_and_names_what_was_altered(house, tmp_path):
    file = tmp_path / "record.jsonl"
    made = told(house.run("export", str(file), "--json"))
    alone = {"PATH": "/usr/bin", "TOWNMOOT_DATA": "/nowhere", "DATABASE_URL": "nothing://"}

    def verify(*words):
        command = [*CLI, "verify", *words, "--json"]
        done = subprocess.run(
            command, env=alone, capture_output=True, text=True, timeout=30, check=False
        )
        return {**told(done), "code": done.returncode}

    whole = verify(str(file))
    assert (whole["code"], whole["holds"], whole["entries"]) == (0, True, made["entries"])
    assert verify(str(file), "--root", whole["root"])["code"] == 0
    assert verify(str(file), "--root", "00" * 32)["code"] == 1
    assert verify(str(file), "--day", "2026-07-22")["day"] == "2026-07-22"
    assert verify(str(tmp_path / "none"))["code"] == 2
    lines = file.read_text().splitlines(keepends=True)
    lines[3] = lines[3].replace("commitment", "commitmemt")
    file.write_text("".join(lines))
    altered = verify(str(file))
    assert (altered["code"], altered["position"]) == (1, 3)


def test_verification_needs_no_django_settings():
    code = (
        "import sys; from townmoot.cli.main import main; main(['verify', '/dev/null']);"
        "from django.conf import settings; sys.exit(settings.configured)"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0


def test_figures_are_shown_and_published_ones_checked(house, tmp_path):
    assert told(house.run("figures", "show", "--json"))["exit"] == 0
    assert told(house.run("reindex", "--json"))["documents"]["organization"] >= 1
    assert house.run("figures", "check", str(tmp_path / "none")).returncode == 2


@pytest.mark.once
def test_a_server_answers_and_ends_within_6_seconds_when_told(house):
    with house.serving() as (base, process):
        assert httpx.get(f"{base}/healthz", trust_env=False).json() == {"ok": True}
        taken = house.run("serve", "--port", base.rpartition(":")[2], "--json")
        assert taken.returncode == told(taken)["exit"] == 2
        assert "cannot be had" in taken.stderr
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        said, complained = process.communicate(timeout=10)
        assert time.monotonic() - began < 6
        assert json.loads(said)["exit"] == process.returncode == 0, complained


@pytest.mark.once
def test_a_server_with_a_client_that_hangs_ends_as_well(house):
    with house.serving() as (base, process):
        idle = socket.create_connection(("127.0.0.1", int(base.rpartition(":")[2])))
        idle.sendall(
            b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
        )
        time.sleep(0.2)
        began = time.monotonic()
        end(process, signal.SIGTERM)
        assert time.monotonic() - began < 8
        idle.close()


@pytest.mark.once
def test_a_demo_starts_and_is_interrupted(bare, tmp_path):
    town, port = bare("demo"), free_port()
    process = town.start("demo", "--port", str(port), "--data", str(tmp_path / "demo"))
    try:

        def there():
            try:
                address = f"http://127.0.0.1:{port}/demo/progress/"
                return httpx.get(address, trust_env=False, timeout=5).is_success
            except httpx.HTTPError:
                return False

        until(there, 60)
        time.sleep(1)
        assert end(process, signal.SIGINT) == 130
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False)
    finally:
        end(process)


@pytest.mark.once
def test_a_folder_that_is_no_demo_is_never_emptied(bare, tmp_path):
    kept = tmp_path / "mine"
    kept.mkdir()
    (kept / "letter.txt").write_text("x")
    done = bare("demo").run("demo", "--no-serve", "--data", str(kept))
    assert (done.returncode, (kept / "letter.txt").exists()) == (2, True)
    assert bare("two").run("rehearse", "samples/chengting", "--data", str(kept)).returncode == 2

"""Whose folder a demo may empty, and whose port a rehearsal may play on."""

from __future__ import annotations

import argparse
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from townmoot.cli import demo_command
from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal import running


def _folder(place: Path, *, entries: int, marks: int) -> Path:
    place.mkdir()
    (place / "demo.mark").touch()
    with closing(sqlite3.connect(place / "townmoot.sqlite3")) as there:
        for table, rows in (("record_entry", entries), ("record_clock", marks)):
            there.execute(f"CREATE TABLE {table} (id)")
            there.executemany(f"INSERT INTO {table} VALUES (?)", [(n,) for n in range(rows)])
        there.commit()
    return place


@pytest.mark.parametrize(("entries", "marks"), [(3, 1), (0, 1), (0, 0)])
def test_what_a_demo_left_is_emptied(tmp_path, entries, marks):
    place = _folder(tmp_path / "demo", entries=entries, marks=marks)
    (place / "files").mkdir()
    with demo_command._fresh(place):
        assert [each.name for each in place.iterdir()] == ["demo.mark"]


def test_a_real_town_in_a_demos_folder_is_not_emptied(tmp_path):
    place = _folder(tmp_path / "demo", entries=3, marks=0)
    with pytest.raises(CommandFaultError, match="not a demo"):
        demo_command._fresh(place)
    assert (place / "townmoot.sqlite3").exists()


def test_what_cannot_be_read_as_a_database_is_no_town(tmp_path):
    (tmp_path / "demo.mark").touch()
    (tmp_path / "townmoot.sqlite3").write_text("torn")
    demo_command._fresh(tmp_path).close()
    assert not (tmp_path / "townmoot.sqlite3").exists()


def test_two_demos_do_not_play_in_one_folder(tmp_path):
    with demo_command._fresh(tmp_path / "demo"):
        (tmp_path / "demo" / "kept").touch()
        with pytest.raises(CommandFaultError, match="is playing"):
            demo_command._fresh(tmp_path / "demo")
        assert (tmp_path / "demo" / "kept").exists()
    demo_command._fresh(tmp_path / "demo").close()


def test_a_demo_plays_in_its_own_folder_whatever_database_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/town")
    monkeypatch.setenv("TOWNMOOT_DATA", "elsewhere")
    monkeypatch.setenv("TOWNMOOT_DEMO", "")
    seen = {}
    monkeypatch.setattr(demo_command, "_play", lambda *_: seen.update(demo_command.os.environ) or 0)
    args = argparse.Namespace(folder=tmp_path, data=tmp_path / "demo")
    assert demo_command.run(args, None) == 0  # type: ignore[arg-type] # nothing is said
    assert "DATABASE_URL" not in seen
    assert seen["TOWNMOOT_DATA"] == str(tmp_path / "demo")


def test_a_rehearsal_never_plays_on_somebody_elses_server(monkeypatch):
    monkeypatch.setattr(running.subprocess, "Popen", None)  # nothing is started
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        with pytest.raises(CommandFaultError, match=f"port {port}"), running.server(port):
            pass
        monkeypatch.setattr(running, "USUAL_PORT", port)
        assert running.usual_port() != port
    assert running.usual_port() == port

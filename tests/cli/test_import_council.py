"""townmoot import oparl, popolo: a council in one command, kept in step by the same again."""

from __future__ import annotations

import json

import pytest

from tests import factories
from tests.opendata.councils import at, council, founded, thing, write
from townmoot.cli import import_command
from townmoot.cli.main import main
from townmoot.meetings.models import Paper
from townmoot.people.models import Body, Membership
from townmoot.record.export import lines
from townmoot.record.models import Entry


@pytest.fixture(autouse=True)
def _set_up(db, monkeypatch):
    monkeypatch.setattr(import_command, "set_up", lambda **_how: None)
    monkeypatch.setenv("TOWNMOOT_DATA", "")


def run(capsys, *words, code=0):
    assert main(["import", *map(str, words), "--json"]) == code
    told = capsys.readouterr()
    return json.loads(told.out), told.err


def test_a_council_is_founded_and_taken_over_and_the_same_again_is_nothing(tmp_path, capsys):
    folder = write(tmp_path / "dump")
    told, _progress = run(capsys, "oparl", folder, "--found", "--data", tmp_path / "data")
    assert told["read"]["paper"] == told["counts"]["paper"]["new"] == 2
    body = Body.objects.get()
    assert (body.name, body.timezone, str(body.pk)) == (
        "Gemeinde Erlenau",
        "Europe/Berlin",
        told["body"],
    )
    entries = Entry.objects.count()
    again, _progress = run(capsys, "oparl", folder, "--found")
    assert (again["changed"], Entry.objects.count()) == (False, entries)
    record = tmp_path / "record.jsonl"
    record.write_text("".join(f"{line}\n" for line in lines(body.pk)), encoding="utf-8")
    assert main(["verify", str(record)]) == 0
    assert "holds: 3 entries" in capsys.readouterr().out


def test_a_dry_run_leaves_nothing(tmp_path, capsys):
    told, _progress = run(capsys, "oparl", write(tmp_path / "dump"), "--found", "--dry-run")
    assert told["counts"]["paper"]["new"] == 2
    assert not Body.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("an empty text; read as not given", "no longer listed at the source, and kept: 1")),
        ("zh-hans", ("空文本；视为未填", "来源不再列出、仍予保留：1项")),
    ],
)
def test_faults_are_told_one_by_one_in_the_terminals_language(tmp_path, capsys, language, words):
    founded()
    told = council()
    told["meeting"][0]["agendaItem"][1]["number"] = ""
    assert main(["import", "oparl", str(write(tmp_path / "a", told)), "--language", language]) == 0
    said = capsys.readouterr().out
    told["paper"].pop()
    told["person"][1] = thing("Person", "person/2", deleted=True)
    assert main(["import", "oparl", str(write(tmp_path / "b", told)), "--language", language]) == 0
    assert main(["import", "oparl", str(write(tmp_path / "c")), "--language", language]) == 0
    said += capsys.readouterr().out
    assert at("item/2") in said
    for each in words:
        assert each in said


def test_what_cannot_be_read_is_said_and_nothing_is_founded(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    for words in (
        ("oparl", tmp_path / "missing"),
        ("oparl", tmp_path / "empty"),
        ("oparl", "http://127.0.0.1:9/system"),
        ("popolo", tmp_path / "missing.json"),
    ):
        run(capsys, *words, "--found", code=2)
    assert not Body.objects.exists()
    folder = write(tmp_path / "dump")
    run(capsys, "oparl", folder, "--found", "--timezone", "Nowhere", code=2)
    assert not Body.objects.exists()


def test_a_town_that_works_here_takes_no_council_over(tmp_path, capsys):
    town = factories.town()
    login = factories.with_password(town.clerk)
    _told, said = run(capsys, "oparl", write(tmp_path / "dump"), "--as", login, code=1)
    assert "none of the rows" in said
    assert not Paper.objects.exists()


def test_a_roster_of_one_council_is_taken_over(tmp_path, capsys, monkeypatch):
    roster = {
        "persons": [{"id": "p", "name": "Ann Bell"}, {"id": "q", "name": "Carl Dee"}],
        "organizations": [{"id": "o", "name": "Ash"}, {"id": "r", "name": "Birch"}],
        "memberships": [
            {"person_id": "p", "organization_id": "o", "start_date": "2012-11-07"},
            {"person_id": "q", "organization_id": "r"},
        ],
    }
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(roster))
    more = ("--found", "--name", "Councils", "--organization", "Ash")
    told, _progress = run(capsys, "popolo", path, *more)
    assert told["counts"]["person"]["new"] == 1
    assert (Body.objects.get().name, Body.objects.get().timezone) == ("Councils", "UTC")
    told, _progress = run(capsys, "popolo", path)
    assert (told["counts"]["person"]["new"], told["missing"]) == (1, 0)
    assert Membership.objects.filter(start=None).count() == 1
    from townmoot.cli import import_council

    monkeypatch.setattr(import_council, "LARGEST", 1)
    run(capsys, "popolo", path, code=2)

"""docs/threats/ballots.md, claim by claim: what a poll leaves in database, backup, record."""

from __future__ import annotations

import tarfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connection

from tests.ballots.conftest import founded, moot, votes
from tests.ballots.secret.boxes import Box, box, committed
from tests.ballots.secret.conftest import PHRASE
from townmoot.ballots import queries
from townmoot.ballots.models import Elector, Voted
from townmoot.ballots.secret import keyring, stages
from townmoot.cli import keeping
from townmoot.record.models import Entry

__all__ = ["box", "committed", "founded", "moot", "votes"]
pytestmark = pytest.mark.django_db
CODE = "c0de" * 8


def rows():
    """Every row of every table of the house; a store of ballots on PostgreSQL is none of them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(("secret_", "search_tokens")):
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def told(row) -> set[bytes]:
    """What of a ballot must stand nowhere: as bytes, in hex, as text."""
    found = {row.sealed[:24], row.sealed[70:94], row.ballot.bytes, CODE.encode()}
    return found | {part.hex().encode() for part in found} | {str(row.ballot).encode()}


def test_the_database_tells_neither_voter_nor_answer(box: Box):
    box.open()
    before = rows()
    cast = box.cast("for", "against", code=CODE)
    assert rows() == before
    assert Elector.objects.filter(poll=box.key).exclude(voted=None).count() == 0
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        there = [file, *(Path(f"{file}{side}") for side in ("-wal", "-shm"))]
        content = b"".join(path.read_bytes() for path in there if path.exists())
        assert [part for row in cast for part in told(row) if part in content] == []


def test_a_backup_holds_neither_ballots_nor_keys(box: Box, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "_snapshot", nullcontext)  # the test's own transaction
    box.open()
    cast = box.cast("for", "against", code=CODE)
    (key,) = keyring.folder().iterdir()
    keeping.backup(tmp_path / "town.backup", lambda *_of: None)
    with tarfile.open(tmp_path / "town.backup") as tar:
        members = {one.name: tar.extractfile(one).read() for one in tar.getmembers()}
    names = " ".join(members)
    assert "ballots.poll.jsonl" in names
    parts = ("secret_", "open.sqlite3", "shuffled", "keys/")
    assert [part for part in parts if part in names] == []
    content = b"".join(members.values())
    wrapped = key.read_text().partition('"wrapped": "')[2][:40].encode()
    assert len(wrapped) == 40
    assert [part for row in cast for part in {*told(row), wrapped} if part in content] == []


def test_the_record_links_nobody(box: Box, votes, committed):
    committed(box.open)
    cast = box.cast("against", "for", "against", code=CODE)
    committed(votes.do, "poll.close", poll=box.key)
    voted = sorted(str(row.elector) for row in cast)
    close = Entry.objects.get(act="poll.close")
    assert close.private.count('"voted":[' + ",".join(f'"{one}"' for one in voted) + "]") == 1
    committed(box.confirm)
    votes.do("poll.publish", poll=box.key)
    entries = "".join(entry.envelope + entry.private for entry in Entry.objects.all()).encode()
    for row in cast:
        assert entries.count(str(row.elector).encode()) == 1
        assert [part for part in told(row) if part in entries] == []
    assert [part for part in PHRASE if part.encode() in entries] == []
    # The rows that are left: who voted, in the order of ids, all at one moment; how often what.
    left = rows()
    assert Voted.objects.values("created_at").distinct().count() == 1
    assert left["ballots_listedballot"] == []
    assert [part for row in cast for part in told(row) if part.decode("latin-1") in str(left)] == []
    assert not stages.store_of(box.key).is_used()
    assert not keyring.has(queries.seal_of(box.poll))

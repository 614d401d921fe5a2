"""docs/threats/ballots.md, claim by claim: each test attacks one. Here: the stores and the disk."""

from __future__ import annotations

import os
import sqlite3
from itertools import product
from uuid import UUID, uuid4

import pytest

from tests.ballots.secret.conftest import PHRASE, POLL
from townmoot.ballots.secret import files, keyring, plain, stages, suite
from townmoot.ballots.secret.envelopes import Put
from townmoot.ballots.secret.files import FileStore
from townmoot.ballots.secret.tables import TableStore
from townmoot.record import Refused

VOTERS = 64


def vote(seal, answer, elector=None, code=""):
    packed = plain.packed({"question": answer}, code, seal.length)
    return Put(elector or uuid4(), uuid4(), suite.sealed(seal, packed))


def on_disk(*folders):
    """Every byte of every file, by path."""
    return {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def places(needle: bytes, contents) -> list[str]:
    """In which files bytes stand, as they are, in hex or as text of a UUID."""
    forms = {needle, needle.hex().encode()}
    if len(needle) == 16:
        forms.add(str(UUID(bytes=needle)).encode())
    return [path.name for path, content in contents.items() if any(f in content for f in forms)]


@pytest.fixture
def store(seal):
    store = FileStore(POLL)
    store.create()
    return store


@pytest.fixture
def rows(seal, store):
    """A trickle: each ballot alone in its batch, in this order."""
    rows = [
        vote(seal, "against" if n % 3 else "for", code=f"{n + 0xC0DE0000:08x}" * 4)
        for n in range(VOTERS)
    ]
    for row in rows:
        store.put([row], revisable=False)
    return rows


def test_a_copy_of_the_disk_opens_nothing(seal, rows, place, tmp_path):
    copy = on_disk(place)
    assert any(path.name.endswith("-wal") for path in copy)
    private = keyring.private_key(seal, PHRASE)
    told = [b"against", b"question", *(part.encode() for part in PHRASE)]
    for secret in (private, *told, bytes.fromhex("c0de0007" * 4)):
        assert places(secret, copy) == []
    # What stands there are sealed ballots, and none of them says what it holds by its length.
    assert {len(row.sealed) for row in rows} == {seal.sealed_length}
    assert places(rows[0].sealed, copy)
    # No bytes of the disk are the key, wherever they begin; nor do likely passphrases open it.
    (kept,) = (content for path, content in copy.items() if path.parent.name == "keys")
    for start in range(len(kept) - suite.PRIVATE_BYTES):
        candidate = kept[start : start + suite.PRIVATE_BYTES]
        with pytest.raises(suite.UnopenedError):
            suite.opened(seal, rows[0].sealed, candidate)
    guesses = ("password1234", "correct horse", "battery staple", str(POLL), seal.fingerprint)
    for parts in product(guesses, repeat=1):
        with pytest.raises(Refused, match="does not fit"):
            keyring.private_key(seal, parts)


def test_the_shuffled_order_tells_nothing(seal, rows, store):
    store.settle()
    arrival = {row.sealed: place for place, row in enumerate(rows)}
    by_voter = {
        row.sealed: place for place, row in enumerate(sorted(rows, key=lambda row: row.elector))
    }
    inner = store.inner(seal.sealed_length)
    assert sorted(inner) == sorted(arrival)
    for order in (arrival, by_voter):
        found = [order[sealed] for sealed in inner]
        apart = sum((there - here) ** 2 for there, here in enumerate(found))
        spearman = 1 - 6 * apart / (VOTERS * (VOTERS**2 - 1))
        # Of 64 places in random order the coefficient has a deviation of 0.126: five of them.
        assert abs(spearman) < 0.63
        assert found != list(range(VOTERS))


def test_nothing_on_the_disk_names_a_voter_after_the_close(seal, rows, store, place):
    store.settle()
    left = on_disk(place / "data")
    assert {path.suffix for path in left if path.name != "lock"} == {".shuffled"}
    for row in rows:
        assert places(row.elector.bytes, left) == []
        assert places(row.ballot.bytes, left) == []
        assert places(row.sealed, left) == [f"{POLL}.shuffled"]


def test_what_was_dropped_was_overwritten(seal, rows, store, place):
    """A second name keeps each file's blocks in reach, as undeleting would."""
    kept = place / "kept"
    kept.mkdir()
    for path in (place / "data/ballots").glob("*.open.sqlite3*"):
        os.link(path, kept / path.name)
    before = on_disk(kept)
    assert [name for name in places(rows[-1].elector.bytes, before) if name.endswith("-wal")]
    store.settle()
    after = on_disk(kept)
    assert set(after) == set(before)
    for row in rows:
        assert places(row.elector.bytes, after) == []
        assert places(row.sealed, after) == []
    shuffled = kept / "shuffled"
    os.link(store.shuffled_path, shuffled)
    store.destroy()
    assert shuffled.read_bytes().strip(b"\x00") == b""


def test_a_destroyed_key_was_overwritten(seal, place):
    (path,) = (place / "keys").iterdir()
    os.link(path, place / "kept")
    keyring.destroy(POLL)
    assert (place / "kept").read_bytes().strip(b"\x00") == b""
    assert list((place / "keys").iterdir()) == []


def test_a_replaced_ballot_does_not_linger(seal, store, place):
    voters = [uuid4() for _ in range(40)]
    first = [vote(seal, "for", voter) for voter in voters]
    store.put(first, revisable=True)
    store.put([vote(seal, "against", voter) for voter in voters], revisable=True)
    files.let_go_all()  # the WAL goes into the file
    left = on_disk(place / "data")
    assert [path.name for path in left if path.name != "lock"] == [f"{POLL}.open.sqlite3"]
    for row in first:
        assert places(row.sealed, left) == []


def test_the_open_store_keeps_no_time_and_no_order_of_arrival(seal, rows, store):
    """Pages are in the order of the voters' ids; there is no rowid and no column of time."""
    files.let_go_all()
    connection = sqlite3.connect(store.open_path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(envelopes)")]
    assert columns == ["elector", "ballot", "sealed"]
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        connection.execute("SELECT rowid FROM envelopes")
    found = [bytes(row[0]) for row in connection.execute("SELECT elector FROM envelopes")]
    connection.close()
    assert found == sorted(row.elector.bytes for row in rows)


def test_the_files_are_for_the_servers_user_alone(rows, place):
    for path in [*(place / "data/ballots").iterdir(), *(place / "keys").iterdir()]:
        assert path.stat().st_mode & 0o077 == 0, path.name
    for folder in (place / "data/ballots", place / "keys"):
        assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_nothing_is_logged(seal, caplog, monkeypatch):
    caplog.set_level(0)
    rows = [vote(seal, "against", code="c0de" * 8)]
    for kind in (FileStore, TableStore):
        monkeypatch.setattr(stages, "store_of", kind)
        stages.open_store(seal)
        stages.put(POLL, rows, revisable=False)
        with pytest.raises(Refused) as refused:
            stages.unsealed(seal, ("another passphrase",))
        assert "another" not in str(refused.value)
        assert len(stages.unsealed(seal, PHRASE).ballots) == 1
        store = kind(POLL)
        store.destroy()
    assert [word for word in ("against", "c0de", *PHRASE, "another") if word in caplog.text] == []


@pytest.mark.django_db(transaction=True)
def test_a_dropped_table_leaves_no_file(seal):
    from django.db import connection

    if connection.vendor != "postgresql":
        return  # on SQLite the store is a file: see above
    store = TableStore(POLL)
    store.create()
    store.put([vote(seal, "for") for _ in range(50)], revisable=False)
    path = "SELECT pg_relation_filepath(%s)"
    there = "SELECT size FROM pg_stat_file(%s, true)"
    with connection.cursor() as cursor:
        cursor.execute(path, [store.open_table])
        (file,) = cursor.fetchone()
        cursor.execute(there, [file])
        assert cursor.fetchone()
        store.settle()
        cursor.execute("CHECKPOINT")
        cursor.execute(there, [file])
        assert cursor.fetchone() in (None, (None,))
        cursor.execute("SELECT relname FROM pg_class WHERE relname LIKE 'secret_%%'")
        assert {name for (name,) in cursor.fetchall()} == {
            store.inner_table,
            f"{store.inner_table}_pkey",
        }
    assert len(store.inner(seal.sealed_length)) == 50
    store.destroy()

"""Backup and restore: everything comes back, on either database, or nothing does."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from tests import factories
from tests.doors import signed_in
from townmoot.cli.keeping import RestoreRefusedError, backup, models_kept, restore
from townmoot.files.store import path_of, store
from townmoot.people.models import Account, Person, Upload
from townmoot.record import clock, guard, keys
from townmoot.record.check import verify_all
from townmoot.record.models import Entry, Head

CHANGES = {"record.head", "record.entry"}  # a restore adds one entry and an epoch
PAPER = b"%PDF-1.7\n%%EOF\n"


def silent(what, done, total):
    """Progress that nobody looks at."""


def empty():
    with guard.writing("migrate"):
        call_command("flush", verbosity=0, interactive=False)
    clock.forget()


def is_empty():
    return not any(model.objects.exists() for model in models_kept())


def members(path):
    with tarfile.open(path) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar.getmembers() if one.isfile()}


def pack(path, contents):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in contents.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def resealed(contents):
    """The archive with a manifest that fits its tables."""
    manifest = json.loads(contents["manifest.json"])
    for label, table in manifest["tables"].items():
        table["sha256"] = hashlib.sha256(contents[f"tables/{label}.jsonl"]).hexdigest()
    return {**contents, "manifest.json": json.dumps(manifest).encode()}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA = tmp_path / "data"
    clock.forget()
    yield
    clock.forget()


def found():
    made = factories.town()
    factories.with_password(made.clerk)
    made.deputy(group=made.group())
    store(io.BytesIO(PAPER), "议程.pdf")
    return made


@pytest.fixture
def town(transactional_db):
    return found()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A town and its backup; the database is empty again."""
    path = tmp_path_factory.mktemp("made")
    with django_db_blocker.unblock(), override_settings(DATA=path):
        clock.forget()
        town = found()
        backup(path / "town.tar.gz", silent)
        empty()
    return town, (path / "town.tar.gz").read_bytes()


@pytest.fixture
def kept(made, tmp_path):
    path = tmp_path / "kept.tar.gz"
    path.write_bytes(made[1])
    return path


def tables(path):
    return {
        name: content
        for name, content in members(path).items()
        if name.startswith("tables/") and name[7:-6] not in CHANGES
    }


def test_a_sealed_town_comes_back_with_its_key_and_not_without(
    transactional_db, settings, tmp_path
):
    settings.FIELD_KEYS = (keys.new_key(),)
    phone, path = "13800001234", tmp_path / "sealed.tar.gz"
    factories.town().somebody(phone=phone)
    backup(path, silent)
    assert [name for name, text in members(path).items() if phone.encode() in text] == []
    empty()
    (key,), settings.FIELD_KEYS = settings.FIELD_KEYS, ()
    with pytest.raises(RestoreRefusedError, match=f"sealed with the key {keys.name_of(key)}"):
        restore(path, silent)
    assert is_empty()
    settings.FIELD_KEYS = (keys.new_key(), key)
    restore(path, silent)
    assert [person.phone for person in Person.objects.exclude(phone="")] == [phone]
    assert all(verdict.holds for verdict in verify_all())


def test_everything_comes_back_and_a_new_epoch_begins(made, kept, transactional_db, tmp_path):
    town = made[0]
    counts = restore(kept, silent)
    assert counts["people.person"] == Person.objects.count() > 0
    assert all(verdict.holds for verdict in verify_all())
    head = Head.objects.get(body=town.body)
    assert head.epoch == 2
    assert Entry.objects.get(body=town.body, position=head.size).act == "record.restored"
    again = tmp_path / "again.tar.gz"
    backup(again, silent)
    assert tables(again) == tables(kept)
    before = members(kept)["tables/record.entry.jsonl"]
    assert members(again)["tables/record.entry.jsonl"].startswith(before)
    assert path_of(hashlib.sha256(PAPER).hexdigest()).read_bytes() == PAPER


def test_after_a_restore_the_town_works_on_and_signs_in_with_its_passwords(
    made, kept, transactional_db
):
    town = made[0]
    restore(kept, silent)
    account = Account.objects.get(pk=town.clerk.account)
    assert account.check_password(factories.PASSWORD)
    town.do("person.add", by=town.clerk, name="邹晓")
    assert all(verdict.holds for verdict in verify_all())


def test_what_signs_people_in_for_the_moment_stays_out(town, tmp_path):
    signed_in(town.clerk)
    assert Session.objects.exists()
    Upload.objects.create(
        body=town.body, kind="roster", file_name="x", sha256="0" * 64, rows=[], made_at=clock.now()
    )
    path = tmp_path / "town.tar.gz"
    backup(path, silent)
    names = set(members(path))
    for label in ("sessions.session", "people.slip", "people.lockout", "people.upload"):
        assert f"tables/{label}.jsonl" not in names
    assert b"pbkdf2" in members(path)["tables/people.account.jsonl"] or (
        b"$" in members(path)["tables/people.account.jsonl"]
    )


def test_a_database_in_use_is_not_restored_into(town, tmp_path):
    path = tmp_path / "town.tar.gz"
    backup(path, silent)
    size = Head.objects.get(body=town.body).size
    with pytest.raises(RestoreRefusedError, match="not empty"):
        restore(path, silent)
    assert Head.objects.get(body=town.body).size == size


def test_a_database_marked_for_a_rehearsal_is_not_restored_into(kept, db):
    clock.mark_rehearsal(clock.real_now())
    with pytest.raises(RestoreRefusedError, match="not empty"):
        restore(kept, silent)


def refuse(path, words):
    with pytest.raises(RestoreRefusedError, match=words):
        restore(path, silent)
    assert is_empty()


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_backup_cut_off_is_refused(db, kept, share):
    content = kept.read_bytes()
    kept.write_bytes(content[: int(len(content) * share)])
    refuse(kept, "damaged|lacks")


def test_a_backup_with_a_flipped_byte_is_refused(db, kept):
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 0x10
    kept.write_bytes(bytes(content))
    refuse(kept, "damaged|not as it was written|lacks")


def test_what_is_no_archive_is_refused(tmp_path, db):
    for name, content in {"text": b"hello", "gzip": gzip.compress(b"hello"), "none": b""}.items():
        path = tmp_path / name
        path.write_bytes(content)
        refuse(path, "damaged|lacks")


def test_a_table_changed_by_hand_is_refused(db, kept):
    contents = members(kept)
    name = "tables/people.person.jsonl"
    pack(kept, {**contents, name: contents[name].replace("王".encode(), "汪".encode())})
    refuse(kept, "people.person is not as it was written")


def entries_with(contents, change, line=4):
    name = "tables/record.entry.jsonl"
    rows = [json.loads(row) for row in contents[name].splitlines()]
    change(rows[line]["fields"])
    text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    return resealed({**contents, name: text.encode()})


@pytest.mark.parametrize("column", ["private", "envelope", "act", "at", "root", "salt"])
def test_an_altered_record_is_refused_with_the_entry_named(db, kept, column):
    def change(fields):
        value = fields[column]
        new = {"at": "2001-01-01T00:00:00Z", "root": "0" * 64, "salt": "AAAA"}
        fields[column] = new.get(column, value.replace(":", ": ", 1) + " ")

    pack(kept, entries_with(members(kept), change))
    refuse(kept, "does not verify at entry 5")


def test_a_record_without_its_head_is_refused(db, kept):
    contents = members(kept)
    pack(kept, resealed({**contents, "tables/record.head.jsonl": b""}))
    refuse(kept, "entries of no body")


def test_rows_that_refer_to_nothing_are_refused(db, kept):
    contents = members(kept)
    pack(kept, resealed({**contents, "tables/people.person.jsonl": b""}))
    refuse(kept, "damaged")


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "tables/people.person.jsonl", f"files/{hashlib.sha256(PAPER).hexdigest()}"],
)
def test_a_missing_part_is_refused(db, kept, name):
    sha256 = name.removeprefix("files/")
    name = f"files/{sha256[:2]}/{sha256}" if name.startswith("files/") else name
    contents = members(kept)
    del contents[name]
    pack(kept, contents)
    refuse(kept, "lacks")


@pytest.mark.parametrize(
    "name", ["files/../../out", "files//tmp/out", "files/ab/../../../out", "files/out"]
)
def test_names_that_lead_elsewhere_are_refused(db, kept, tmp_path, name):
    pack(kept, {**members(kept), name: b"x"})
    refuse(kept, "is not what its checksum says")
    assert not list(tmp_path.rglob("out"))


def test_tables_that_no_backup_has_are_refused(db, kept):
    contents = members(kept)
    manifest = json.loads(contents["manifest.json"])
    manifest["tables"]["people.slip"] = {"rows": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    told = {"manifest.json": json.dumps(manifest).encode(), "tables/people.slip.jsonl": b""}
    pack(kept, {**contents, **told})
    refuse(kept, "people.slip")


def test_rows_smuggled_into_another_table_are_refused(db, kept):
    contents = members(kept)
    smuggled = contents["tables/people.person.jsonl"] + b"\n" + contents["tables/people.body.jsonl"]
    pack(kept, resealed({**contents, "tables/people.person.jsonl": smuggled}))
    refuse(kept, "rows of another")


@pytest.mark.parametrize("text", [b"[]", b"{}", b"null", b"\xff", b"[" * 100_000])
def test_a_malformed_manifest_is_refused(db, kept, text):
    pack(kept, {**members(kept), "manifest.json": text})
    refuse(kept, "damaged|not a backup")


def test_a_backup_while_acts_go_on_is_one_moment(town, tmp_path):
    stop, faults = threading.Event(), []

    def work():
        try:
            while not stop.is_set():
                town.do("person.add", name="邹晓")
        except Exception as error:  # noqa: BLE001 -- told below
            faults.append(error)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        path = tmp_path / "town.tar.gz"
        for _ in range(3):
            backup(path, silent)
    finally:
        stop.set()
        worker.join(30)
    assert not faults
    contents = members(path)
    head = json.loads(contents["tables/record.head.jsonl"].splitlines()[0])["fields"]
    assert contents["tables/record.entry.jsonl"].count(b"\n") == head["size"]
    size = Head.objects.get(body=town.body).size
    assert size >= head["size"]
    empty()
    restore(path, silent)


def test_a_backup_that_fails_leaves_the_old_one(town, tmp_path, settings):
    path = tmp_path / "town.tar.gz"
    path.write_bytes(b"the old one")

    def stop(what, done, total):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        backup(path, stop)
    assert path.read_bytes() == b"the old one"
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".town")] == []


@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL"), reason="from one kind of database to another needs both"
)
def test_a_town_moves_between_postgresql_and_sqlite(made, kept, transactional_db, tmp_path):
    town = made[0]
    there = tmp_path / "sqlite"
    environment = {**os.environ, "TOWNMOOT_DATA": str(there)}
    del environment["DATABASE_URL"]

    def townmoot(*words):
        command = [sys.executable, "-m", "townmoot.cli.main", *words]
        return subprocess.run(command, env=environment, check=True, timeout=60)

    back = tmp_path / "back.tar.gz"
    townmoot("restore", str(kept))
    townmoot("backup", str(back))
    assert (there / "townmoot.sqlite3").exists()
    assert tables(back) == tables(kept)
    restore(back, silent)
    assert Head.objects.get(body=UUID(str(town.body))).epoch == 3
    assert Path(path_of(hashlib.sha256(PAPER).hexdigest())).exists()
    town.do("person.add", name="邹晓")

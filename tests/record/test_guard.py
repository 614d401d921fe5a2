"""The write guard below the ORM."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate

from townmoot.people.models import Account, Organization
from townmoot.record import WriteOutsideAct, guard
from townmoot.record.models import Entry, Head

pytestmark = pytest.mark.django_db


WRITES = [
    "UPDATE people_organization SET name = 'x'",
    '  delete FROM "people_person"',
    "DELETE\nFROM\tpeople_person",
    "INSERT OR REPLACE INTO people_post VALUES (1)",
    "REPLACE INTO people_post VALUES (1)",
    "/* a word */INSERT/**/INTO people_post VALUES ('x')",
    "-- a word\nINSERT INTO people_post VALUES (1)",
    "UPDATE OR IGNORE [people_body] SET name = 'x'",
    "UPDATE 'people_body' SET name = 'x'",
    'UPDATE ONLY "public"."people_body" SET name = \'x\'',
    "WITH x AS (SELECT 1) UPDATE people_body SET name = 'x'",
    "WITH x AS (SELECT 1) INSERT INTO people_post SELECT * FROM x",
    "WITH x AS (DELETE FROM django_session RETURNING *) INSERT INTO people_post SELECT * FROM x",
    "INSERT INTO django_session VALUES (1); DELETE FROM people_person",
    "SELECT 1; DELETE FROM people_person",
    "SELECT E'\\''; DELETE FROM people_person --'",
    "EXPLAIN ANALYZE DELETE FROM people_person",
    "INSERT INTO people_post VALUES (1) ON CONFLICT (id) DO UPDATE SET name = 'x'",
    "MERGE INTO people_post USING people_person ON true",
    "TRUNCATE people_person",
    "TRUNCATE django_session, people_person",
    "DROP TABLE people_person",
    "SELECT 1; ALTER TABLE people_person RENAME TO x",
    "CREATE TRIGGER x AFTER INSERT ON people_post BEGIN DELETE FROM people_person; END",
    "DO $$ BEGIN DELETE FROM people_person; END $$",
    "COPY people_person FROM stdin",
    "INSERT",
]
READS = [
    "SELECT 'UPDATE people_body SET name'",
    "SELECT $$ DELETE FROM people_body $$, replace(name, 'a', 'b') FROM people_body",
    'SELECT "t"."update", t.delete FROM t FOR UPDATE OF t -- DELETE FROM people_body',
    "SELECT 1 FROM people_body FOR NO KEY UPDATE",
    "CREATE DATABASE elsewhere",
    "VACUUM",
    "INSERT INTO django_session VALUES (1) ON CONFLICT DO NOTHING",
]


@pytest.mark.parametrize("statement", WRITES)
def test_no_way_of_writing_a_statement_passes_outside_an_act(statement):
    with pytest.raises(WriteOutsideAct):
        guard.check_statement(statement)
    long = statement.replace("DELETE", " " * 5000 + "DELETE")
    with pytest.raises(WriteOutsideAct):
        guard.check_statement(long)


@pytest.mark.parametrize("statement", READS)
def test_what_only_reads_or_writes_machinery_passes(statement):
    guard.check_statement(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE main.record_entry SET act = 'x'",
        "UPDATE 'record_entry' SET act = 'x'",
        "INSERT OR REPLACE INTO record_entry VALUES (1)",
        "REPLACE INTO [record_entry] VALUES (1)",
        "INSERT INTO record_entry VALUES (1) ON CONFLICT (id) DO UPDATE SET act = 'x'",
        "WITH x AS (SELECT 1) DELETE FROM record_entry",
        "MERGE INTO record_entry USING record_head ON true",
        "TRUNCATE record_entry",
        "DROP TABLE record_entry",
        "INSERT INTO record_clock VALUES (1)",
        "DELETE FROM record_clock",
    ],
)
def test_even_an_act_cannot_change_the_past_or_the_mark_of_a_rehearsal(statement):
    with guard.writing("person.add"), pytest.raises(WriteOutsideAct):
        guard.check_statement(statement)


def test_no_code_goes_around_the_guard():
    source = Path(guard.__file__).parents[1]
    around = re.compile(r"executescript|connection\.connection\b|\.copy\([\"']COPY")
    found = [path for path in source.rglob("*.py") if around.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "write",
    [
        lambda: Organization.objects.update(name="x"),
        lambda: Organization.objects.all().delete(),
        lambda: Organization.objects.bulk_create([Organization(name="x")]),
        lambda: Organization.objects.bulk_update(Organization.objects.all(), ["name"]),
        lambda: Organization.objects.all()._raw_delete("default"),
        lambda: Head.objects.update(size=0),
        lambda: connection.cursor().execute("UPDATE people_organization SET name = 'x'"),
        lambda: connection.cursor().executemany("DELETE FROM people_post WHERE name = %s", [["x"]]),
    ],
)
def test_a_write_outside_an_act_is_refused(town, write):
    town.group()
    with pytest.raises(WriteOutsideAct):
        write()


def test_credentials_may_be_written(town):
    account = town.account()
    Account.objects.filter(pk=account).update(login="renamed")
    assert Account.objects.get(pk=account).login == "renamed"


@pytest.mark.parametrize("reason", ["organization.add", "restore"])
def test_even_an_act_cannot_change_or_remove_an_entry(town, reason):
    with guard.writing(reason):
        with pytest.raises(WriteOutsideAct, match="entries are only ever added"):
            Entry.objects.update(act="x")
        with pytest.raises(WriteOutsideAct, match="entries are only ever added"):
            connection.cursor().execute("DELETE FROM record_entry")


def test_migrations_may_write(town):
    with guard.writing("migrate"):
        Organization.objects.update(name="y")


def test_the_guard_is_open_from_before_a_migration_until_after_it(town):
    migrated = apps.get_app_config("record")
    more = {"app_config": migrated, "verbosity": 0, "interactive": False, "using": "default"}
    pre_migrate.send(sender=migrated, **more)
    Organization.objects.update(name="y")
    post_migrate.send(sender=migrated, **more)
    with pytest.raises(WriteOutsideAct):
        Organization.objects.update(name="z")


def test_the_guard_is_put_on_a_connection_once():
    before = list(connection.execute_wrappers)
    guard.install(connection)
    assert connection.execute_wrappers == before


def test_machinery_is_named_by_table_or_by_prefix():
    assert guard.is_machinery("account_emailaddress")
    assert guard.is_machinery("django_session")
    assert not guard.is_machinery("django_session_of_deputies")

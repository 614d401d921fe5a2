"""Every change of a model has its migration, and they make the tables that are made at once."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def missing(written: ProjectState, models: ProjectState) -> list[str]:
    """Return the changes of the models that no migration makes."""
    found = MigrationAutodetector(written, models)._detect_changes()
    return [
        f"{app}: {operation.describe()}"
        for app, migrations in found.items()
        for migration in migrations
        for operation in migration.operations
    ]


def written() -> ProjectState:
    return MigrationLoader(None).project_state()


def test_all_migrations_are_made():
    assert missing(written(), ProjectState.from_apps(apps)) == []


@pytest.mark.django_db
def test_the_database_agrees():
    call_command("migrate", "--check", verbosity=0)


def test_no_migration_conflicts_with_another():
    assert MigrationLoader(None).detect_conflicts() == {}


def test_a_model_without_migration_is_found():
    before = written()
    before.remove_model("record", "entry")
    assert any("Entry" in change for change in missing(before, ProjectState.from_apps(apps)))


COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name,
  character_maximum_length, is_identity, is_generated, generation_expression
FROM information_schema.columns WHERE table_schema = 'public'"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
ROWS = (
    "SELECT app, name FROM django_migrations",
    "SELECT app_label, model FROM django_content_type",
    "SELECT codename, name FROM auth_permission",
)
# Of a table that nothing uses: Django makes it 64 bits wide by its steps, 32 by its models.
UNUSED = ("auth_group_permissions", "id")


def parts(sql: str) -> list[str]:
    """Return the columns and constraints of a table, in no order: a later step adds at the end."""
    inside = re.sub(r"^CREATE TABLE [^(]+", "", sql).strip()
    if not sql.startswith("CREATE TABLE") or not inside.startswith("("):
        return [sql]
    found, depth = [""], 0
    for sign in inside[1:-1]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return sorted(each.strip() for each in found)


def schema(asked: Any) -> list[Any]:
    """Return everything a database says about its tables, by a cursor."""
    told = []
    for sql in (COLUMNS, CONSTRAINTS, INDEXES) if connection.vendor == "postgresql" else ():
        asked.execute(sql)
        told += asked.fetchall()
    if connection.vendor == "sqlite":
        asked.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        told += [(name, parts(sql)) for name, sql in asked.fetchall()]
    for sql in ROWS:
        asked.execute(sql)
        told += asked.fetchall()
    return sorted((each for each in told if each[:2] != UNUSED), key=str)


def differing(made: list[Any], steps: list[Any]) -> list[Any]:
    """Return what only one of both has."""
    return [("only at once", each) for each in made if each not in steps] + [
        ("only by steps", each) for each in steps if each not in made
    ]


def migrate(**environment: str) -> None:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    named = {"DJANGO_SETTINGS_MODULE": "townmoot.config.settings", **environment}
    subprocess.run(command, env={**os.environ, **named}, check=True)


@pytest.fixture
def migrated(tmp_path) -> Iterator[Any]:
    """A cursor of another database, made by the migrations one by one."""
    if connection.vendor == "sqlite":
        migrate(TOWNMOOT_DATA=str(tmp_path))
        with closing(sqlite3.connect(tmp_path / "townmoot.sqlite3")) as there:
            yield there.cursor()
        return
    name, url = f"migrated_{uuid.uuid4().hex[:12]}", os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        there = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        migrate(TOWNMOOT_DATA=str(tmp_path), DATABASE_URL=there)
        with psycopg.connect(there) as other, other.cursor() as asked:
            yield asked
        server.execute(f"DROP DATABASE {name}")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_tables_made_at_once_are_those_that_the_migrations_make(migrated):
    with connection.cursor() as asked:
        made = schema(asked)
    assert differing(made, schema(migrated)) == []
    migrated.execute("ALTER TABLE files_blob ADD COLUMN more integer")
    assert differing(made, schema(migrated))

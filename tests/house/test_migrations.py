"""Every change of a model has its migration."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
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

"""The tables of a database: made at once where there is none, else brought up to date.

Django's migrations rebuild every model after each of their steps, which takes seconds where there
is nothing yet to be moved. An empty database gets the tables of today's models instead, and all
migrations noted as done; a test holds both ways to the same schema.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from townmoot.record import guard

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations import Migration


def bring_up_to_date() -> None:
    """Make what an empty database lacks, or run the migrations that are due.

    Raises django.db.DatabaseError where it cannot be read or written.
    """
    if not connection.introspection.table_names():
        make()
    elif _written() - set(MigrationRecorder(connection).applied_migrations()):
        call_command("migrate", verbosity=0, interactive=False)


def make() -> None:
    """Make every table in a database that holds none: all of them or, where it fails, nothing."""
    executor = MigrationExecutor(connection)
    plan = [step for step, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    with guard.writing("migrate"):
        with connection.schema_editor() as editor:
            _make_tables(editor, plan)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _make_tables(editor: BaseDatabaseSchemaEditor, plan: list[Migration]) -> None:
    recorder = MigrationRecorder(connection)
    editor.create_model(recorder.Migration)
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            editor.create_model(model)
    for migration in plan:
        # Other apps' steps move rows, and there are none; ours make what no model describes.
        if apps.get_app_config(migration.app_label).name.startswith("townmoot."):
            for step in migration.operations:
                if isinstance(step, RunPython):
                    step.code(cast("Any", apps), editor)
        recorder.record_applied(migration.app_label, migration.name)


def _written() -> set[tuple[str, str]]:
    """The migrations that there are, by app and name: found, not loaded, since that takes time."""
    found = set()
    for app in apps.get_app_configs():
        try:
            package = import_module(f"{app.name}.migrations")
        except ModuleNotFoundError:
            continue
        names = (each.name for each in pkgutil.iter_modules(package.__path__) if not each.ispkg)
        found |= {(app.label, name) for name in names if name[0] not in "_~"}
    return found

"""The record: acts and entries. It knows no domain."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from townmoot.record import guard

_open: list[Any] = []


def _on_connection(connection: Any, **_: Any) -> None:
    guard.install(connection)


def _before_migrate(**_: Any) -> None:
    block = guard.writing("migrate")
    block.__enter__()
    _open.append(block)


def _after_migrate(**_: Any) -> None:
    while _open:
        _open.pop().__exit__(None, None, None)


class RecordConfig(AppConfig):
    """Puts the write guard on every connection."""

    name = "townmoot.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guard connections; open the guard while migrations run; register the own acts."""
        from townmoot.record import actions  # noqa: F401, PLC0415 -- needs loaded models

        connection_created.connect(_on_connection, dispatch_uid="record.guard")
        pre_migrate.connect(_before_migrate, sender=self, dispatch_uid="record.before")
        post_migrate.connect(_after_migrate, dispatch_uid="record.after")

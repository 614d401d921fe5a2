"""Stored bytes."""

from __future__ import annotations

from django.apps import AppConfig

from townmoot.record import guard


class FilesConfig(AppConfig):
    """Names its table as machinery."""

    name = "townmoot.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the table: bytes arrive before the act that hangs them on something."""
        reason = "stored bytes: written on arrival, before the act that names them"
        guard.declare_machinery({"files_blob": reason})

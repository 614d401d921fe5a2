"""Backup and restore: one file for either database, checked before it is believed.

A gzipped tar of manifest.json, tables/<model>.jsonl and files/<ab>/<sha256>. Sessions, caches,
sign-in slips, the index of words and lists that nobody has taken over yet stay out: a restored
town signs in again, and indexes itself at the first search.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from townmoot import __version__
from townmoot.files.models import Blob
from townmoot.record import ActError, clock, guard
from townmoot.record.check import verify_all
from townmoot.record.engine import perform
from townmoot.record.models import Entry, Head
from townmoot.record.ports import OPERATOR

FORMAT = 1
LEFT_OUT = {"sessions", "contenttypes", "auth", "usersessions", "mfa", "django_tasks_db", "search"}
LEFT_OUT_MODELS = {"people.slip", "people.lockout", "people.upload", "meetings.venuebeat"}
CHUNK = 1000
SHA256 = 64
DAMAGE = (
    tarfile.TarError,
    EOFError,
    zlib.error,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    RecursionError,
    DeserializationError,
    ValidationError,
    DatabaseError,
    ActError,
)
Progress = Callable[[str, int, int], None]


class RestoreRefusedError(Exception):
    """The backup is not whole, does not verify, or the database is not empty."""


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond: what was sealed in the record must come back the same."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime | time) else super().default(o)


def models_kept() -> list[type[Model]]:
    """Every model whose rows are part of a backup, in a fixed order."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label not in LEFT_OUT and model._meta.label_lower not in LEFT_OUT_MODELS
    ]


@contextmanager
def _snapshot() -> Iterator[None]:
    """One consistent view for many reads; on SQLite without keeping writers out."""
    if connection.vendor != "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    tar.addfile(info, file)


def _dump(model: type[Model], out: IO[bytes]) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    for row in model._default_manager.order_by("pk").iterator(chunk_size=CHUNK):
        told = serializers.serialize("jsonl", [row], ensure_ascii=False, cls=_Exact).encode()
        line = told if told.endswith(b"\n") else told + b"\n"
        digest.update(line)
        out.write(line)
        count += 1
    return count, digest.hexdigest()


def _tables(tar: tarfile.TarFile, progress: Progress) -> dict[str, Any]:
    kept, manifest = models_kept(), {}
    for done, model in enumerate(kept, start=1):
        with tempfile.TemporaryFile() as file:
            rows, sha256 = _dump(model, file)
            size = file.tell()
            file.seek(0)
            _add(tar, f"tables/{model._meta.label_lower}.jsonl", file, size)
        manifest[model._meta.label_lower] = {"rows": rows, "sha256": sha256}
        progress("tables", done, len(kept))
    return manifest


def _files(tar: tarfile.TarFile) -> int:
    root, count = Path(settings.DATA) / "files", 0
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        if path.is_file() and len(path.name) == SHA256:
            with path.open("rb") as file:
                _add(tar, f"files/{path.relative_to(root)}", file, path.stat().st_size)
            count += 1
    return count


def backup(path: Path, progress: Progress) -> dict[str, int]:
    """Write a backup and return the rows of each table. Raises OSError.

    The file appears whole or not at all: it is written beside its place and put there last.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz") as tar, _snapshot():
                tables = _tables(tar, progress)
                told = {"townmoot": "backup", "format": FORMAT, "version": __version__}
                manifest = {**told, "tables": tables, "files": _files(tar)}
                text = json.dumps(manifest, indent=1).encode()
                _add(tar, "manifest.json", io.BytesIO(text), len(text))
            raw.flush()
            os.fsync(raw.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return {name: table["rows"] for name, table in tables.items()}


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    try:
        file = tar.extractfile(name)
    except KeyError as error:
        raise RestoreRefusedError(f"the backup lacks {name}") from error
    if file is None:
        raise RestoreRefusedError(f"{name} in the backup is no file")
    return file.read()


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(_member(tar, "manifest.json"))
    if manifest.get("townmoot") != "backup" or manifest.get("format") != FORMAT:
        raise RestoreRefusedError("this is not a backup that this version reads")
    differ = set(manifest["tables"]) ^ {model._meta.label_lower for model in models_kept()}
    if differ:
        names = ", ".join(sorted(differ))
        raise RestoreRefusedError(f"the backup's tables are not this version's: {names}")
    return manifest


def _load(tar: tarfile.TarFile, label: str, table: dict[str, Any]) -> None:
    content = _member(tar, f"tables/{label}.jsonl")
    if hashlib.sha256(content).hexdigest() != table["sha256"]:
        raise RestoreRefusedError(f"the table {label} is not as it was written")
    model = apps.get_model(label)
    rows = [made.object for made in serializers.deserialize("jsonl", io.BytesIO(content))]
    if any(type(row) is not model for row in rows):
        raise RestoreRefusedError(f"the table {label} holds rows of another")
    model._default_manager.bulk_create(rows, batch_size=CHUNK)


def _restore_files(tar: tarfile.TarFile) -> None:
    """Put the files in place. A name from the archive never becomes a path: only a checksum does.

    They stay where the rest fails afterwards; a file that nothing refers to does no harm.
    """
    found: set[str] = set()
    for member in tar.getmembers():
        if not member.name.startswith("files/"):
            continue
        content = _member(tar, member.name)
        sha256 = hashlib.sha256(content).hexdigest()
        if member.name != f"files/{sha256[:2]}/{sha256}":
            raise RestoreRefusedError(f"{member.name} is not what its checksum says")
        _put(Path(settings.DATA) / "files" / sha256[:2] / sha256, content)
        found.add(sha256)
    lost = set(Blob._default_manager.values_list("sha256", flat=True)) - found
    if lost:
        raise RestoreRefusedError(f"the backup lacks the file {min(lost)}")


def _put(place: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)


def _verify() -> None:
    """Raise RestoreRefusedError where a record does not verify or belongs to no body."""
    heads = Head._default_manager.values_list("body", flat=True)
    if Entry._default_manager.exclude(body__in=heads).exists():
        raise RestoreRefusedError("the record holds entries of no body")
    for verdict in verify_all():
        if not verdict.holds:
            at = f" at entry {verdict.fault_position}" if verdict.fault_position else ""
            message = f"the record of {verdict.body} does not verify{at}: {verdict.fault}"
            raise RestoreRefusedError(message)


def _all_or_nothing(tar: tarfile.TarFile, progress: Progress) -> dict[str, int]:
    tables = _manifest(tar)["tables"]
    for done, (label, table) in enumerate(tables.items(), start=1):
        _load(tar, label, table)
        progress("tables", done, len(tables))
    _reset_sequences()
    clock.forget()
    connection.check_constraints()
    _verify()
    for body in Head._default_manager.values_list("body", flat=True):
        perform("record.restored", body=body, account=OPERATOR, inputs={})
    _restore_files(tar)
    return {label: table["rows"] for label, table in tables.items()}


def _reset_sequences() -> None:
    from django.core.management.color import no_style

    for statement in connection.ops.sequence_reset_sql(no_style(), models_kept()):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def restore(path: Path, progress: Progress) -> dict[str, int]:
    """Load a backup into an empty database, verify every record, begin a new epoch.

    Raises RestoreRefusedError or OSError; then the database is as empty as before.
    """
    if any(model._default_manager.exists() for model in models_kept()):
        raise RestoreRefusedError("this database is not empty; restore into a new one")
    try:
        with tarfile.open(path, "r:gz") as tar, guard.writing("restore"), transaction.atomic():
            return _all_or_nothing(tar, progress)
    except (gzip.BadGzipFile, *DAMAGE) as error:
        raise RestoreRefusedError(f"the backup is damaged: {error}") from error
    finally:
        clock.forget()

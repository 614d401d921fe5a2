"""The record for those who check it: its size and root, and the file to verify."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from townmoot.record.export import lines
from townmoot.record.merkle import Frontier

if TYPE_CHECKING:
    from townmoot.record.models import Entry, Head


def root_of(head: Head) -> str:
    """The root of the whole record, as the town may print it in its paper."""
    return Frontier.loads(head.size, head.peaks).root()


def name_of(head: Head) -> str:
    """The name under which the public record is downloaded."""
    return f"record-{head.epoch}-{head.size}.jsonl"


def exported(head: Head) -> Path:
    """The public record as a file of this size, written once, line by line; older ones go."""
    folder = Path(settings.DATA) / "export"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{head.body}-{head.epoch}-{head.size}.jsonl"
    if not target.exists():
        fresh = folder / f".{target.name}.{os.getpid()}"
        with fresh.open("w", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in lines(head.body))
        fresh.replace(target)
        _clear(folder, head.body, target)
    return target


def _clear(folder: Path, body: UUID, kept: Path) -> None:
    for old in folder.glob(f"{body}-*.jsonl"):
        if old != kept:
            old.unlink(missing_ok=True)


def envelope(entry: Entry) -> str:
    """An entry's envelope, set so that it can be read; the bytes that count are in the file."""
    told: dict[str, Any] = json.loads(entry.envelope)
    return json.dumps(told, ensure_ascii=False, indent=2)

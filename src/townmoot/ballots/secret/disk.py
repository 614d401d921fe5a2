"""Files that are on disk before anybody relies on them, and gone when they must be."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BLOCK = 1024 * 1024


def ensure_folder(folder: Path) -> None:
    """Make a folder that only this server's user enters."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def sync_folder(folder: Path) -> None:
    """Have the disk know which files the folder holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, content: bytes) -> None:
    """Put a file in its place, whole and on disk, for this server's user alone.

    One at a time for one path; what a stop leaves behind, the next attempt takes the place of.
    """
    fresh = path.with_name(f".{path.name}.fresh")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(path.parent)


def blank(path: Path) -> bool:
    """Overwrite a file where it lies; whether there was one."""
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        return False
    with file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())
    return True


def wipe(path: Path) -> None:
    """Overwrite a file and take it away; nothing where it is gone already.

    What a disk keeps of overwritten blocks (flash memory, snapshots) is out of reach: see
    docs/threats/ballots.md.
    """
    if blank(path):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock that other processes of this machine respect."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

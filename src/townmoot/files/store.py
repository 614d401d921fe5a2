"""Bytes on disk, one file for each checksum; written whole or not at all."""

from __future__ import annotations

import codecs
import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from townmoot.files import names, types
from townmoot.files.models import Blob
from townmoot.record import Refused, now

if TYPE_CHECKING:
    from collections.abc import Iterable

MIB = types.MIB
SEARCHED = 512 * 1024


class Source(Protocol):
    """Anything that gives its bytes in pieces: an upload, an open file."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Stored:
    """What was stored, with the name under which it may be handed out."""

    sha256: str
    size: int
    mime_type: str
    file_name: str


def folder() -> Path:
    """Where the bytes lie."""
    return Path(settings.DATA) / "files"


def path_of(sha256: str) -> Path:
    """Where the bytes of a checksum lie, or would."""
    return folder() / sha256[:2] / sha256


def store(content: Source, name: str) -> Stored:
    """Keep the bytes; the same bytes once only.

    Raises Refused for an empty file, a type that is not taken, a name that promises another
    type, and for too many bytes.
    """
    folder().mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder(), prefix="incoming-")
    path = Path(temporary)
    try:
        with os.fdopen(handle, "w+b") as target:
            sha256, size = _copy(content, target)
            kind = _check(target, size, name)
            target.flush()
            os.fsync(target.fileno())
        _place(path, sha256)
    finally:
        path.unlink(missing_ok=True)
    Blob.objects.get_or_create(
        sha256=sha256,
        defaults={"size": size, "mime_type": kind.mime_type, "stored_at": now()},
    )
    return Stored(sha256, size, kind.mime_type, names.normalise(name, kind.suffixes))


def _copy(content: Source, target: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(types.CHUNK):
        size += len(chunk)
        if size > types.LARGEST:
            raise too_large(types.LARGEST)
        digest.update(chunk)
        target.write(chunk)
    if size == 0:
        raise Refused(_("The file is empty."), field="file")
    return digest.hexdigest(), size


def _check(target: BinaryIO, size: int, name: str) -> types.FileType:
    suffix = names.suffix_of(name)
    kind = types.detect(target, suffix)
    if kind is None:
        raise Refused(
            _("Files of this type are not taken; take PDF, Word, Excel, pictures or text."),
            field="file",
        )
    if suffix and suffix not in kind.suffixes:
        words = {"suffix": suffix, "type": kind.mime_type}
        reason = _("The name ends in %(suffix)s, but the file is of type %(type)s.") % words
        raise Refused(reason, field="file")
    if size > kind.limit:
        raise too_large(kind.limit)
    return kind


def too_large(limit: int) -> Refused:
    """What is said of a file beyond a limit in bytes."""
    words = {"limit": limit // MIB}
    return Refused(_("The file is too large; at most %(limit)d MiB.") % words, field="file")


def _place(temporary: Path, sha256: str) -> None:
    target = path_of(sha256)
    target.parent.mkdir(exist_ok=True)
    temporary.replace(target)
    _sync(target.parent)
    _sync(folder())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def text_of(sha256: str, mime_type: str) -> str:
    """The words of a plain text, as far as they are searched; "" for other types, or without it.

    Stored texts are UTF-8 or GB 18030: nothing else is taken.
    """
    path = path_of(sha256)
    if not mime_type.startswith("text/") or not path.is_file():
        return ""
    with path.open("rb") as content:
        told = content.read(SEARCHED)
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        with suppress(UnicodeDecodeError):  # its last character may be cut
            return decoder.decode(told)
    return ""


def find(sha256: str) -> Blob | None:
    """What is known of the bytes with this checksum."""
    return Blob.objects.filter(pk=sha256).first()


def missing(checksums: Iterable[str]) -> list[str]:
    """Those checksums whose bytes are not on disk as they should be; for restore and verify."""
    return [sha256 for sha256 in checksums if not _sound(sha256)]


def _sound(sha256: str) -> bool:
    path = path_of(sha256)
    if not path.is_file():
        return False
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == sha256

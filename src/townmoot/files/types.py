"""What a file is, found by looking at its bytes: a name proves nothing."""

from __future__ import annotations

import codecs
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1024 * 1024
MAX_PARTS = 5_000  # files inside an Office document
MAX_UNPACKED = 300 * MIB
MAX_RATIO = 200  # unpacked to packed, of a whole document
CHUNK = 64 * 1024

OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class FileType:
    """A kind of file that is taken, up to a size in bytes; `shown` may open in the browser."""

    mime_type: str
    suffixes: tuple[str, ...]
    limit: int
    shown: bool = False


PDF = FileType("application/pdf", (".pdf",), 50 * MIB, shown=True)
PNG = FileType("image/png", (".png",), 20 * MIB, shown=True)
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"), 20 * MIB, shown=True)
DOCX = FileType(OFFICE + "wordprocessingml.document", (".docx",), 50 * MIB)
XLSX = FileType(OFFICE + "spreadsheetml.sheet", (".xlsx",), 50 * MIB)
PPTX = FileType(OFFICE + "presentationml.presentation", (".pptx",), 50 * MIB)
TEXT = FileType("text/plain", (".txt", ".md", ".csv"), 5 * MIB)
MARKDOWN = FileType("text/markdown", (".md",), 5 * MIB)
CSV = FileType("text/csv", (".csv",), 5 * MIB)

TYPES = (PDF, PNG, JPEG, DOCX, XLSX, PPTX, TEXT, MARKDOWN, CSV)
BY_MIME = {kind.mime_type: kind for kind in TYPES}
LARGEST = max(kind.limit for kind in TYPES)

_STARTS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
)
_OFFICE_PARTS = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)
_ZIP = b"PK\x03\x04"
_CONTROL = re.compile(r"[^\t\n\f\r -\U0010ffff]")
# A browser that guesses could take such a text for a page.
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body", b"<head", b"<iframe")


def detect(content: BinaryIO, suffix: str) -> FileType | None:
    """The type of the bytes; None for what is not taken. `suffix` tells texts apart, no more."""
    content.seek(0)
    head = content.read(1024)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(_ZIP):
        return _office(content)
    if not _is_text(content, head):
        return None
    return {".md": MARKDOWN, ".csv": CSV}.get(suffix, TEXT)


def _office(content: BinaryIO) -> FileType | None:
    """An Office document by its parts; None for other archives, and for a bomb."""
    try:
        with zipfile.ZipFile(content) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MAX_PARTS or unpacked > min(MAX_UNPACKED, MAX_RATIO * max(packed, CHUNK)):
        return None
    names = {info.filename for info in infos}
    if "[Content_Types].xml" not in names or any("vbaProject" in name for name in names):
        return None
    return next((kind for part, kind in _OFFICE_PARTS if part in names), None)


def _is_text(content: BinaryIO, head: bytes) -> bool:
    """Whether the bytes are text in UTF-8 or GB 18030, without control characters or markup."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return False
    return any(_decodes(content, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(content: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(content):
            if not _plain(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _plain(text: str) -> bool:
    return _CONTROL.search(text) is None


def _chunks(content: BinaryIO) -> Iterator[bytes]:
    content.seek(0)
    while chunk := content.read(CHUNK):
        yield chunk

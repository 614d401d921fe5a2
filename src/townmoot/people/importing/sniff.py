"""What a file is by its first bytes, whatever its name says."""

import re

ENCRYPTED = "encrypted"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_LOCKED_XLS = re.compile(rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""In the old format, the record FILEPASS right after the start of the stream."""

_MAGIC = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"RIFF", "picture"),
    (b"%PDF", "pdf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"PK\x03\x04", "workbook"),
    (b"PK\x05\x06", "workbook"),
)

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(
    rb"^(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|meta|style|table|div|\?xml)", re.IGNORECASE
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_HEAD = 64 * 1024


def kind_of(data: bytes) -> str:
    """One of: workbook, encrypted, text, page, picture, pdf, archive, binary."""
    if data.startswith(_OLE):
        locked = _ENCRYPTED_STREAM in data or _LOCKED_XLS.search(data)
        return ENCRYPTED if locked else "workbook"
    head = data[:_HEAD]
    for magic, kind in _MAGIC:
        if head.startswith(magic) and not (kind == "picture" and _is_plain(head)):
            return kind
    if head.startswith(_UTF16):
        return "text"
    if _PAGE.match(head):
        return "page"
    return "text" if _is_plain(head) or looks_like_utf16(head) else "binary"


def _is_plain(head: bytes) -> bool:
    return not _CONTROL.search(head)


def looks_like_utf16(head: bytes) -> str:
    """The byte order of UTF-16 text without a mark; "" if it is none.

    Any list has commas, tabs or line ends, each with a zero byte on its own side.
    """
    head = head[: _HEAD - _HEAD % 2]
    low, high = head[1::2].count(0), head[0::2].count(0)
    if low == high:
        return ""
    order = "utf-16-le" if low > high else "utf-16-be"
    text = head.decode(order, "ignore")
    whole = all(c.isprintable() or c.isspace() for c in text)
    return order if whole and any(c in text for c in "\n,;\t|") else ""

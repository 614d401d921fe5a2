"""Names of files: made harmless and readable, the last part of whatever path came with them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF])


def normalise(name: str, suffixes: tuple[str, ...]) -> str:
    """A name that every system takes, ending in one of the suffixes its bytes stand for."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = _FORBIDDEN.sub("_", last.translate(_DIRECTION))
    clean = " ".join(clean.split()).strip(". ")
    path = PurePosixPath(clean or "file")
    suffix = path.suffix.lower()
    stem = path.stem if suffix in suffixes else path.name
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    ending = suffix if suffix in suffixes else suffixes[0]
    return f"{stem[: LONGEST - len(ending)].rstrip('. ')}{ending}"


def suffix_of(name: str) -> str:
    """The suffix of a name as it came, in small letters."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()

"""A ballot as the bytes that are sealed: all of one poll have the same length.

UTF-8 JSON {"answers": …, "code": "…"}, then 0x80, then zeros up to the poll's length (the padding
of ISO/IEC 7816-4). `code` is the tracking code that the device chose, 128 random bits in hex, or
"" where the poll publishes no list.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from townmoot.record import Invalid
from townmoot.record.inputs import refuse_hostile

CODE_BYTES = 16
STEP = 64  # bytes: lengths tell nothing finer of a poll than this
_CODE = re.compile(r"(?:[0-9a-f]{32})?")
_END = b"\x80"


class TooLongError(ValueError):
    """The answers are longer than any ballot of this poll can be."""


@dataclass(frozen=True)
class Inner:
    """What one ballot says; whether the answers are ones of this poll the count must see."""

    answers: Any
    code: str = ""


def _text(answers: Any, code: str) -> bytes:
    told = {"answers": answers, "code": code}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def length_for(longest: Any) -> int:
    """How many bytes each ballot of a poll has, `longest` being its longest answers."""
    need = len(_text(longest, "0" * 2 * CODE_BYTES)) + len(_END)
    return -(-need // STEP) * STEP


def packed(answers: Any, code: str, length: int) -> bytes:
    """The bytes to be sealed. Raises TooLongError."""
    text = _text(answers, code) + _END
    if len(text) > length:
        raise TooLongError
    return text.ljust(length, b"\x00")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def unpacked(plain: bytes) -> Inner | None:
    """What the bytes of a ballot say; None where they are none: an invalid ballot."""
    text, end, _rest = plain.rpartition(_END)
    if not end:
        return None
    try:
        told = json.loads(text.decode(), parse_constant=_refuse)
        refuse_hostile(told)
    except (ValueError, RecursionError, Invalid):
        return None
    if not isinstance(told, dict) or told.keys() != {"answers", "code"}:
        return None
    code = told["code"]
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return None
    return Inner(told["answers"], code)

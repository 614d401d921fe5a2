"""The order of names by strokes of the surname (姓氏笔画), as Chinese assemblies print it.

The convention: fewer strokes of the first character come first; at the same count the strokes are
compared in the order of writing, 横 before 竖 before 撇 before 点 before 折; then a single surname
before a compound one; with the same surname, one given character before two; then the given
characters, compared in the same way. Where two characters have the same strokes, the finer order of
GB 13000.1 字序 speaks: 横 before 提, 竖 before 竖钩, 点 before 捺, fewer bends before more.

Sources of the tables and their licences: data/NOTICE.md.
"""

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from townmoot.people.names.split import DOTS, is_han, split_name

ALPHABET = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-/:;<=>?@[]^_{|}~"
)

_DATA = Path(__file__).parent / "data"

_KINDS = ("ji", "fg", "s", "kdl", "cebhnmtyrvpouxaqzw")
"""The letters of orders.csv by kind of stroke: 横 (横 提), 竖 (竖 竖钩), 撇, 点 (点 点 捺),
折 (one bend, two, three, four; within that by the kind it begins with)."""

_RANKS = str.maketrans(
    {letter: ALPHABET[i].lower() for kind in _KINDS for i, letter in enumerate(kind)}
)
_CLASSES = str.maketrans({letter: str(i) for i, kind in enumerate(_KINDS, 1) for letter in kind})

_ORDER_UNKNOWN = "6"
_COUNT_UNKNOWN = "98"
_NOT_HAN = "99"

KEY_LENGTH = 200
"""Keys are cut here, so that a column can hold them; names that long are told apart before."""


@cache
def _orders() -> dict[str, str]:
    with (_DATA / "orders.csv").open(encoding="utf-8", newline="") as lines:
        return {row["character"]: row["strokes"] for row in csv.DictReader(lines)}


@cache
def _counts() -> dict[int, str]:
    with (_DATA / "counts.csv").open(encoding="ascii", newline="") as lines:
        return {int(row["block"], 16): row["counts"] for row in csv.DictReader(lines)}


def stroke_count(character: str) -> int | None:
    """How many strokes a character has; None when it is no Chinese character, or too new."""
    strokes = _orders().get(character)
    if strokes:
        return len(strokes)
    point = ord(character)
    sign = _counts().get(point >> 8, "." * 256)[point & 255]
    return None if sign == "." else ALPHABET.index(sign)


@lru_cache(maxsize=20_000)
def character_key(character: str) -> str:
    """Where one character stands: digits and lower-case letters that sort bytewise.

    A character with a known count but unknown order comes after the known ones of its count.
    """
    count = stroke_count(character)
    if count is None:
        return f"{_COUNT_UNKNOWN if is_han(character) else _NOT_HAN}{ord(character):06x}"
    strokes = _orders().get(character)
    if strokes is None:
        return f"{count:02d}{_ORDER_UNKNOWN * count}{ord(character):06x}"
    return (
        f"{count:02d}{strokes.translate(_CLASSES)}{strokes.translate(_RANKS)}{ord(character):06x}"
    )


def _parts(name: str) -> Iterator[str]:
    family, given = split_name(name)
    given = "".join(c for c in given if c not in DOTS and not c.isspace())
    family, given = (family, given) if family else (given[:1], given[1:])
    yield character_key(family[0])
    yield str(len(family))
    yield from (character_key(c) for c in family[1:])
    yield f"{min(len(given), 99):02d}"
    yield from (character_key(c) for c in given)


def stroke_key(name: str) -> str:
    """Where a name stands in the order by strokes; names in Latin letters come last, by alphabet.

    The key is made of digits and lower-case letters, so that every database sorts it alike.
    """
    name = " ".join(name.split())
    if name and is_han(name[0]):
        return "".join(_parts(name))[:KEY_LENGTH]
    family, given = split_name(name)
    return f"{_NOT_HAN}{family.casefold()} {given.casefold()}"[:KEY_LENGTH]

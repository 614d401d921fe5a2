"""Text as clerks type it, without what a keyboard or a spreadsheet added."""

import math
import re
from datetime import date, datetime, time, timedelta

from townmoot.people.importing.problems import ValueProblem
from townmoot.people.importing.tables import Cell

_WIDTH = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LETTERS = {wide: c for wide, c in _WIDTH.items() if chr(c).isalnum() or chr(c) == " "}
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|[\x00-\x08\x0b-\x1f\x7f]"
)

_EXACT = 10**15
"""Excel keeps fifteen digits; beyond, the last ones are zeros that nobody typed."""


def folded(cell: Cell) -> str:
    """One line in which full-width letters, digits and signs are ordinary ones."""
    text = plain(cell)
    return text if text.isascii() and "\n" not in text else " ".join(text.translate(_WIDTH).split())


def tidy(cell: Cell) -> str:
    """One line, its full-width letters and digits made ordinary; （，） stay as they are."""
    return " ".join(plain(cell).translate(_LETTERS).split())


def plain(cell: Cell) -> str:
    """The text of a cell without invisible signs, blanks at the ends, or a number's ".0".

    Line breaks and full-width signs stay: in prose they are meant.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        # Nearly every cell is clean, and a roster has a quarter of a million of them.
        if cell.isprintable() and "  " not in cell and cell == cell.strip():
            return cell
        clean = _INVISIBLE.sub("", cell)
        return "\n".join(" ".join(line.split()) for line in clean.split("\n")).strip()
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else _number(cell)


def _number(cell: float) -> str:
    if not math.isfinite(cell):
        raise ValueProblem("not_a_number")
    if abs(cell) >= _EXACT:
        raise ValueProblem("rounded_number")
    return str(int(cell)) if cell == int(cell) else f"{cell:.15g}"

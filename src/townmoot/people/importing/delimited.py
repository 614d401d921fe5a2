"""CSV as clerks have it: any of the usual encodings, any of the usual separators."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from townmoot.people.importing.problems import TableError
from townmoot.people.importing.sniff import looks_like_utf16
from townmoot.people.importing.workbook_child import MAX_CELL, MAX_COLUMNS, MAX_ROWS

_SEPARATORS = ",\t;|"
_SAMPLE_ROWS = 50
_PAIR = re.compile(rb"[\x81-\xfe]{2}")
_BIG5_PAIR = re.compile(rb"[\xa1-\xf9][\x40-\x7e\xa1-\xfe]")
_BIG5_COMMON, _BIG5_HIGH = 0xC6, 0xA1


def _is_big5(data: bytes) -> bool:
    """Whether the pairs are Big5's: GB18030 would read them as other characters, without a fault.

    Big5 keeps its common characters in the rows up to C6 and uses low second bytes for many of
    them; in GB18030 every other common character stands in a later row, and low second bytes are
    rare.
    """
    try:
        data.decode("cp950")
    except UnicodeDecodeError:
        return False
    pairs = _BIG5_PAIR.findall(data)
    common = sum(pair[0] <= _BIG5_COMMON for pair in pairs)
    low = sum(pair[1] < _BIG5_HIGH for pair in pairs)
    return bool(pairs) and common >= 0.9 * len(pairs) and low >= 0.1 * len(pairs)


def _of_pairs(data: bytes) -> str:
    if not _PAIR.search(data):
        return "cp1252"
    return "cp950" if _is_big5(data) else "gb18030"


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16, GB18030, Big5 or Windows-1252.

    Raises TableError("encoding") for any other.

    Chinese characters take two bytes above ASCII; where they never come in pairs, the letters are
    Latin ones with accents (Renée), which read as GB18030 would be other names.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif silent := looks_like_utf16(data):
        encodings = [silent]
    else:
        encodings = ["utf-8-sig", _of_pairs(data)]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("encoding", file=name)


def separator_of(text: str) -> str:
    """The separator by which most of the first rows have the same number of columns."""

    def score(separator: str) -> int:
        try:
            rows = islice(
                csv.reader(io.StringIO(text, newline=""), delimiter=separator), _SAMPLE_ROWS
            )
            widths = Counter(len(row) for row in rows if len(row) > 1)
        except csv.Error:
            return 0
        return max((width * times for width, times in widths.items()), default=0)

    return max(_SEPARATORS, key=score)


def read_delimited(data: bytes, name: str) -> list[list[str]]:
    """The rows of a CSV file without blank ones at the end; raises TableError."""
    text = decoded(data, name).replace("\0", "")
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        for row in reader:
            if len(rows) >= MAX_ROWS and any(cell.strip() for cell in row):
                raise TableError("too_many_rows", file=name, limit=MAX_ROWS)
            rows.append(_checked(row, name, len(rows) + 1))
    except csv.Error as error:
        # Only a cell beyond the reader's own limit gets here.
        raise TableError("cell_too_long", file=name, row=len(rows) + 1, limit=MAX_CELL) from error
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _checked(row: list[str], name: str, number: int) -> list[str]:
    while row and not row[-1].strip():
        row.pop()
    if len(row) > MAX_COLUMNS:
        raise TableError("too_many_columns", file=name, row=number, limit=MAX_COLUMNS)
    if any(len(cell) > MAX_CELL for cell in row):
        raise TableError("cell_too_long", file=name, row=number, limit=MAX_CELL)
    return row

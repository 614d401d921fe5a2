"""Reads one workbook in a process of its own, and prints it as JSON.

A workbook of a few kilobytes can claim a cell at XFD1048576; the reader then asks for half a
terabyte and the whole process dies. So it is not the server's process: this file is started with
limits on memory and time, and needs nothing of Townmoot. Input: the bytes of the file. Output:
{"sheets": [{"name", "hidden", "rows", "merged"}]} or {"error": code, …}.
"""

import contextlib
import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

import python_calamine

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
RATIO_FREE = 10 * 1024 * 1024
MAX_PARTS = 5_000
MAX_SHEETS = 100
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
MAX_TEXT = 10_000_000
MAX_MERGED = 20_000
MEMORY = 1024 * 1024 * 1024
SECONDS = 20

_WORKBOOK_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}


class Refused(Exception):
    """The workbook is not read; the argument is what is printed."""


def check_zip(data: bytes) -> None:
    """Refuse a packed file that is a bomb or no workbook, by its directory alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    too_dense = unpacked > RATIO_FREE and unpacked > MAX_RATIO * len(data)
    if unpacked > MAX_UNPACKED or too_dense or len(parts) > MAX_PARTS:
        raise Refused({"error": "unpacked_too_big", "limit": MAX_UNPACKED // 1024 // 1024})
    if not _WORKBOOK_PARTS & {part.filename.replace("\\", "/").lower() for part in parts}:
        raise Refused({"error": "not_a_workbook"})


def plain(cell: object) -> object:
    """A cell as JSON: dates and times become {"type": iso}."""
    if isinstance(cell, datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    return cell


def trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows without the blank ones and the blank cells at their ends."""
    for row in rows:
        while row and (row[-1] == "" or (isinstance(row[-1], str) and not row[-1].strip())):
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def check_size(sheet: str, rows: list[list[Any]]) -> None:
    """Refuse a sheet that is larger than any list."""
    if len(rows) > MAX_ROWS:
        raise Refused({"error": "too_many_rows", "sheet": sheet, "limit": MAX_ROWS})
    if max(map(len, rows), default=0) > MAX_COLUMNS:
        raise Refused({"error": "too_many_columns", "sheet": sheet, "limit": MAX_COLUMNS})
    for number, row in enumerate(rows, 1):
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in row):
            fault = {"error": "cell_too_long", "sheet": sheet, "row": number, "limit": MAX_CELL}
            raise Refused(fault)


def read_sheets(data: bytes) -> list[dict[str, Any]]:
    """Every sheet with cells, in the order of the workbook."""
    sheets, text = [], 0
    with python_calamine.load_workbook(io.BytesIO(data)) as book:
        if len(book.sheets_metadata) > MAX_SHEETS:
            raise Refused({"error": "too_many_sheets", "limit": MAX_SHEETS})
        for about in book.sheets_metadata:
            if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            rows = trimmed(sheet.to_python(skip_empty_area=False))
            check_size(about.name, rows)
            text += sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
            if text > MAX_TEXT:  # one long text, referred to by many cells, fills any memory
                raise Refused({"error": "too_heavy"})
            sheets.append(
                {
                    "name": about.name,
                    "hidden": about.visible is not python_calamine.SheetVisibleEnum.Visible,
                    "rows": [[plain(cell) for cell in row] for row in rows],
                    "merged": [[*a, *b] for a, b in (sheet.merged_cell_ranges or [])[:MAX_MERGED]],
                }
            )
    return sheets


def read(data: bytes) -> dict[str, Any]:
    """What is printed for a file; whatever the file is, this raises nothing."""
    try:
        if data.startswith(b"PK"):
            check_zip(data)
        return {"sheets": read_sheets(data)}
    except Refused as refusal:
        told: dict[str, Any] = refusal.args[0]
        return told
    except Exception as error:  # noqa: BLE001 -- hostile bytes may raise anything
        return {"error": "too_heavy" if isinstance(error, MemoryError) else "corrupt"}


def main(source: BinaryIO, target: BinaryIO, *, memory: int, seconds: int) -> None:
    """Limit this process, read the file from `source`, print it to `target`."""
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        # Where a system knows no such limit, the caller's own clock still ends this process.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))
    target.write(json.dumps(read(source.read())).encode())


if __name__ == "__main__":  # pragma: no cover -- runs in the child, whose parts are tested
    main(sys.stdin.buffer, sys.stdout.buffer, memory=MEMORY, seconds=SECONDS)

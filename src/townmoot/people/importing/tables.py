"""A file of a clerk, from its bytes to sheets of raw cells; hostile ones are refused with a reason.

Limits: 20 MB a file, 200 MB unpacked, 20,000 rows, 200 columns, 10,000 characters a cell.
Workbooks are read in a process of their own (see `workbook_child`).
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from townmoot.people.importing import workbook_child
from townmoot.people.importing.delimited import read_delimited
from townmoot.people.importing.messages import TYPE_NAMES
from townmoot.people.importing.problems import TableError
from townmoot.people.importing.sniff import ENCRYPTED, kind_of

Cell = str | int | float | bool | date | datetime | time | timedelta | None

MAX_FILE = 20 * 1024 * 1024
WAIT_SECONDS = 30.0

_WORKBOOK_SUFFIXES = {"xlsx", "xls", "xlsm", "xlsb", "ods", "et"}
_TEXT_SUFFIXES = {"csv", "tsv", "txt"}


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `rows[0]` is row 1 of the sheet; rows differ in length; "" and None are blank.

    `merged` holds merged ranges as (first row, first column, last row, last column), from 0.
    `turned`: rows are the columns of the file, and columns its rows.
    """

    sheet: str
    rows: list[list[Cell]]
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    turned: bool = False


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file that was read: its name without folders, the SHA-256 of its bytes, its sheets."""

    name: str
    sha256: str
    tables: list[Table]


def open_tables(data: bytes, name: str) -> TableFile:
    """Read a workbook (.xlsx, .xls, .ods) or a CSV file (UTF-8, UTF-16, GB18030) from its bytes.

    `name` is the file's name as it was handed in; its ending must fit what is inside.
    Raises TableError, and nothing else, when the file cannot be read.
    """
    name = PurePath(name.replace("\\", "/")).name
    if not data:
        raise TableError("empty_file", file=name)
    if len(data) > MAX_FILE:
        size, limit = -(-len(data) // 1024**2), MAX_FILE // 1024**2
        raise TableError("file_too_big", file=name, size=size, limit=limit)
    kind = _checked_kind(data, name)
    tables = read_delimited_table(data, name) if kind == "text" else _read_workbook(data, name)
    return TableFile(name=name, sha256=sha256(data).hexdigest(), tables=tables)


def _checked_kind(data: bytes, name: str) -> str:
    """What the file is by its content, when that fits its name."""
    kind = kind_of(data)
    if kind == ENCRYPTED:
        raise TableError("encrypted", file=name)
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if kind == "workbook" and suffix not in _TEXT_SUFFIXES:
        return kind
    if kind == "text" and suffix not in _WORKBOOK_SUFFIXES:
        return kind
    code = "wrong_type" if suffix in _WORKBOOK_SUFFIXES | _TEXT_SUFFIXES else "unknown_type"
    raise TableError(code, file=name, suffix=suffix, found=TYPE_NAMES[kind])


def read_delimited_table(data: bytes, name: str) -> list[Table]:
    """The one table of a CSV file, under the name of the file without its ending."""
    rows: list[list[Cell]] = [list(row) for row in read_delimited(data, name)]
    return [Table(sheet=PurePath(name).stem, rows=rows)]


def _read_workbook(data: bytes, name: str) -> list[Table]:
    told = _ask_child(data)
    if "error" in told:
        code = told.pop("error")
        raise TableError(code, file=name, **told)
    return [
        Table(
            sheet=sheet["name"],
            rows=[[_cell(value) for value in row] for row in sheet["rows"]],
            hidden=sheet["hidden"],
            merged=[(a, b, c, d) for a, b, c, d in sheet["merged"]],
        )
        for sheet in told["sheets"]
    ]


def _ask_child(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", str(Path(workbook_child.__file__))]
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and our own file
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WAIT_SECONDS,
            check=False,
            env={**os.environ, "RUST_BACKTRACE": "0"},
        )
    except subprocess.TimeoutExpired:
        return {"error": "too_heavy"}
    if done.returncode:
        # The reader asked for more than it may have, and was ended for it.
        return {"error": "too_heavy"}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _cell(value: Any) -> Cell:
    if not isinstance(value, Mapping):
        cell: Cell = value
        return cell
    ((kind, held),) = value.items()
    if kind == "datetime":
        return datetime.fromisoformat(held)
    if kind == "date":
        return date.fromisoformat(held)
    if kind == "time":
        return time.fromisoformat(held)
    return timedelta(seconds=held)

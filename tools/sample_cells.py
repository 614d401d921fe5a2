"""The habits with which a clerk's list is typed, and workbooks that are always the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

CHENGTING = Path(__file__).resolve().parent.parent / "samples" / "chengting"
STAMP = datetime(2026, 1, 5, 9, 0, 0)  # noqa: DTZ001 - Excel knows no zones
FULL_WIDTH = str.maketrans("0123456789.CT", "０１２３４５６７８９．ＣＴ")
EXCEL_EPOCH = date(1899, 12, 30)
TITLE_FONT = Font(name="方正小标宋简体", size=18)
HEAD_FONT = Font(name="黑体", size=11)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def read_csv(name: str) -> list[dict[str, str]]:
    """Rows of a clean list in samples/chengting/source."""
    with (CHENGTING / "source" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook as xlsx bytes without a trace of when or where it was written."""
    book.properties.creator = "澄汀镇人大办"
    book.properties.created = STAMP
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist()):
            info = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED
            target.writestr(info, without_save_time(name, source.read(name)))
    return out.getvalue()


def without_save_time(name: str, data: bytes) -> bytes:
    """Replace the time of saving, which openpyxl takes from the machine's clock."""
    if name != "docProps/core.xml":
        return data
    pattern = rb"(<dcterms:modified[^>]*>)[^<]*"
    return re.sub(pattern, rb"\g<1>" + STAMP.isoformat().encode() + b"Z", data)


def padded_name(name: str, number: int) -> str:
    """A name as typed: short names are blown up to three characters' width."""
    if len(name) != 2:  # noqa: PLR2004 - names of two characters
        return name + " " if number % 20 == 0 else name
    return [name, f"{name[0]}　{name[1]}", f"{name[0]}  {name[1]}"][number % 3]


def typed_month(month: str, number: int) -> tuple[Any, str]:
    """A month of birth as typed, with its number format; seven habits take turns."""
    day = date.fromisoformat(f"{month}-01")
    dotted = f"{day.year}.{day.month:02d}"
    habits: list[tuple[Any, str]] = [
        (dotted, "@"),
        (dotted if day.month == 10 else float(dotted), "0.00"),  # noqa: PLR2004 - October
        (day, "yyyy/m/d"),
        (f"{day.year}/{day.month}/1", "@"),
        (dotted.translate(FULL_WIDTH), "@"),
        ((day - EXCEL_EPOCH).days, "General"),
        (f"{day.year}年{day.month}月", "@"),
    ]
    return habits[number % len(habits)]


def typed_day(day: str, number: int) -> Any:
    """A day as typed into the ledger; the habits take turns. Without a day, nothing."""
    if not day:
        return None
    value = date.fromisoformat(day[:10])
    dotted = f"{value.year}.{value.month}.{value.day}"
    habits: list[Any] = [
        dotted,
        f"{value.year}/{value.month}/{value.day}",
        value,
        f"{value.month}月{value.day}日",
    ]
    return habits[number % len(habits)]


def typed_phone(phone: str, number: int) -> str | int:
    """A telephone number as typed: with hyphens, with blanks or as one integer."""
    plain = phone.replace("-", "")
    habits: list[str | int] = [phone, int(plain), phone.replace("-", " ")]
    return habits[number % len(habits)]


def write_heading(sheet: Worksheet, titles: list[str], headings: list[str]) -> None:
    """Title rows merged over the whole width, then the row of headings."""
    for row, title in enumerate(titles, start=1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(headings))
        cell = sheet.cell(row, 1, title)
        cell.alignment = CENTRE
        cell.font = TITLE_FONT if row == 1 else HEAD_FONT
    for column, heading in enumerate(headings, start=1):
        cell = sheet.cell(len(titles) + 1, column, heading or None)
        cell.font, cell.alignment = HEAD_FONT, CENTRE
        sheet.column_dimensions[get_column_letter(column)].width = 4 if not heading else 14

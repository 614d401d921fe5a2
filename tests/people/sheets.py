"""Lists for tests, as bytes of a file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import openpyxl

ROSTER = ("序号", "姓名", "性别", "出生年月", "选区", "代表小组", "代表证号", "联系电话", "备注")


def workbook(rows: Iterable[Sequence[object]], sheet: str = "名册") -> bytes:
    """An .xlsx file with one sheet."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def deputy(n: int, name: str = "", group: str = "第一代表小组", **values: object) -> list[object]:
    """A row of a roster; the deputy's number is CT-00n."""
    return [
        n,
        name or f"王{chr(0x4E00 + n)}",
        values.get("gender", "女"),
        values.get("birth", "1971.07"),
        values.get("constituency", "第一选区"),
        group,
        values.get("number", f"CT-{n:03d}"),
        values.get("phone", "199-0000-0001"),
        values.get("note", ""),
    ]


def roster(*rows: Sequence[object]) -> bytes:
    """A roster with a title row above the headings."""
    return workbook([["澄汀镇人大代表名册"], ROSTER, *rows])

"""Write the files of samples/chengting that an office keeps in Excel and WPS.

The clean lists stand in samples/chengting/source; this script puts them into the state in
which a clerk really keeps them: title rows, merged cells, blanks inside names, seven ways to
write a month. The same sources give the same bytes on every machine.

    python -m tools.make_samples            write the files
    python -m tools.make_samples --check    exit 1 if a file differs from what would be written
"""

from __future__ import annotations

import sys
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tools.sample_cells import (
    CENTRE,
    CHENGTING,
    FULL_WIDTH,
    padded_name,
    read_csv,
    typed_month,
    typed_phone,
    workbook_bytes,
    write_heading,
)
from tools.sample_ledger import make_ledger

ROSTER_HEADINGS = [
    "序号", "姓　名", "性别", "民族", "", "出生年月", "政治面貌", "学历", "工作单位\n及职务",
    "选区", "小组", "代表证号", "联系电话", "备注",
]  # fmt: skip


def roster_row(deputy: dict[str, str]) -> list[tuple[Any, str]]:
    """The cells of one deputy, each with its number format; the group is filled in later."""
    number = int(deputy["序号"])
    card = deputy["代表证号"]
    serial = str(number).translate(FULL_WIDTH) if number % 13 == 0 else number
    texts: list[tuple[Any, str]] = [
        (serial, "General"),
        (padded_name(deputy["姓名"], number), "@"),
        (deputy["性别"], "@"),
        (deputy["民族"].removesuffix("族") if number % 3 else deputy["民族"], "@"),
        (None, "General"),
        typed_month(deputy["出生年月"], number),
        (deputy["政治面貌"] if number % 11 else None, "@"),
        (deputy["学历"], "@"),
        (deputy["工作单位及职务"], "@"),
        (deputy["选区"], "@"),
        (None, "General"),
        (card.translate(FULL_WIDTH) if number % 17 == 0 else card, "@"),
        (typed_phone(deputy["联系电话"], number), "General"),
        (deputy["备注"] or None, "@"),
    ]
    return texts


def make_roster() -> bytes:
    """代表名册.xlsx: 81 deputies in five groups."""
    deputies = read_csv("代表名册.csv")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "代表名册"
    titles = ["澄汀镇第五届人民代表大会代表名册", "（截至2026年1月5日，共81名）  制表：镇人大办"]
    write_heading(sheet, titles, ROSTER_HEADINGS)
    row = len(titles) + 2
    groups = list(dict.fromkeys(deputy["代表小组"] for deputy in deputies))
    for group in groups:
        members = [deputy for deputy in deputies if deputy["代表小组"] == group]
        write_group(sheet, row, group, members)
        row += len(members) + (1 if group == groups[2] else 0)  # a stray blank row
    book.create_sheet("Sheet2")
    return workbook_bytes(book)


def write_group(sheet: Worksheet, top: int, group: str, members: list[dict[str, str]]) -> None:
    """The rows of one group; its name stands once, in a cell merged downwards."""
    for offset, deputy in enumerate(members):
        for column, (value, number_format) in enumerate(roster_row(deputy), start=1):
            cell = sheet.cell(top + offset, column, value)
            cell.number_format = number_format
    column = ROSTER_HEADINGS.index("小组") + 1
    bottom = top + len(members) - 1
    sheet.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)
    sheet.cell(top, column, group).alignment = CENTRE


def make_units() -> bytes:
    """单位名册.csv in GB18030 with CRLF, as WPS saves it."""
    text = (CHENGTING / "source" / "单位名册.csv").read_text(encoding="utf-8")
    return text.replace("\n", "\r\n").encode("gb18030")


def outputs() -> dict[str, bytes]:
    """Every file this script owns, by name, with its bytes."""
    return {
        "代表名册.xlsx": make_roster(),
        "单位名册.csv": make_units(),
        "建议台账.xlsx": make_ledger(),
    }


def main(arguments: list[str]) -> int:
    """Write the files, or with --check only compare them."""
    different = []
    for name, data in outputs().items():
        path = CHENGTING / name
        if path.exists() and path.read_bytes() == data:
            continue
        different.append(name)
        if "--check" not in arguments:
            path.write_bytes(data)
    for name in different:
        sys.stdout.write(f"{name}\n")
    return 1 if different and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

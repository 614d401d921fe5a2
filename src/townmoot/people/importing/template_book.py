"""Writes the workbook of an empty list; apart, since the library that writes loads slowly."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from townmoot.people.importing.bands import EXAMPLE
from townmoot.people.importing.columns import COLUMNS, Column, Kind
from townmoot.people.importing.preview import letter
from townmoot.people.importing.templates import EXAMPLES, NOTES, TABLE_HEAD, TITLES

_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="DDE5EE")
_EXAMPLE_FONT = Font(italic=True, color="7A7A7A")


def written(kind: Kind, *, english: bool) -> bytes:
    """The workbook's bytes, its headings in Chinese or in English."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TITLES[kind][english]
    _write_list(sheet, kind, english=english)
    _write_notes(book.create_sheet("说明 Notes"), kind)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_list(sheet: Worksheet, kind: Kind, *, english: bool) -> None:
    example = {"index": EXAMPLE, **EXAMPLES[kind]}
    for i, column in enumerate(COLUMNS[kind]):
        place = letter(i)
        head, below = sheet[f"{place}1"], sheet[f"{place}2"]
        head.value = column.en if english else column.zh
        head.font, head.fill = _HEAD_FONT, _HEAD_FILL
        head.alignment = Alignment(wrap_text=True, vertical="center")
        below.value, below.font = example.get(column.key, ""), _EXAMPLE_FONT
        # As text: Excel would round long numbers and turn 1971-07 into a day.
        sheet.column_dimensions[place].number_format = "@"
        below.number_format = "@"
        sheet.column_dimensions[place].width = max(12, 2 * len(str(head.value)) + 2)
    sheet.freeze_panes = "A2"


def _write_notes(sheet: Worksheet, kind: Kind) -> None:
    for zh, en in NOTES:
        sheet.append([zh, en])
    sheet.append([])
    sheet.append(TABLE_HEAD)
    head = sheet.max_row
    for column in COLUMNS[kind]:
        sheet.append(_described(column))
    for cell in (sheet["A1"], sheet["B1"], *sheet[head]):
        cell.font = _HEAD_FONT
    for place, width in zip("ABCDEF", (40, 40, 16, 40, 40, 80), strict=True):
        sheet.column_dimensions[place].width = width


def _described(column: Column) -> list[str]:
    required = "是 Yes" if column.required else ""
    also = "、".join(column.others)
    return [column.zh, column.en, required, column.hint_zh, column.hint_en, also]

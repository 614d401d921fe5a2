"""Files as clerks, and others, might hand them in."""

import io
import zipfile

from openpyxl import Workbook


def workbook(*rows, sheet="名册", merged=(), more=()):
    """An .xlsx file with these rows, and further sheets as (name, rows)."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    for name, lines in more:
        extra = book.create_sheet(name)
        for line in lines:
            extra.append(list(line))
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def packed(**parts):
    """A zip file with these parts; "__" in a name stands for "/"."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def changed(data, part, old, new):
    """A workbook with one of its parts changed by hand."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            archive.writestr(name, content)
    return target.getvalue()


def csv_of(*rows, encoding="utf-8", separator=","):
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


ROSTER = (
    ("青禾镇第一届代表名册",),
    ("序 号", "姓　名", "性别", "出生年月", "代表团\n/小组", "代表证号", "联系电话", "备注"),
    (1, "王　芳", "女", "1971.07", "第一组", "A1", 13800000000, ""),
    (2, "买买提•吐尔逊", "男", 1975.03, "第一组", "A2", "021-60000000", "新"),
    (3, "张𬭎", "", "1980年10月", "第二组", "A3", "", ""),
)

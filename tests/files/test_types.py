"""What a file is, whatever its name says."""

import io
import zipfile

import pytest

from townmoot.files import types


def office(part, *, more=None, ratio=None):
    """An archive with the parts of an Office document."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<document/>")
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return content.getvalue()


def detect(data: bytes, suffix=""):
    found = types.detect(io.BytesIO(data), suffix)
    return found and found.mime_type.rsplit(".", 1)[-1]


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (b"%PDF-1.7\n", "", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "", "image/png"),
        (b"\xff\xd8\xff\xe0....", "", "image/jpeg"),
        (office("word/document.xml"), "", "document"),
        (office("xl/workbook.xml"), "", "sheet"),
        (office("ppt/presentation.xml"), "", "presentation"),
        ("议程\n一、听取报告".encode(), ".txt", "text/plain"),
        ("议程\n一、听取报告".encode("gb18030"), ".txt", "text/plain"),
        ("\ufeff序号,姓名".encode(), ".csv", "text/csv"),
        (b"# Agenda", ".md", "text/markdown"),
        (b"# Agenda", "", "text/plain"),
        (b"", "", "text/plain"),
    ],
)
def test_what_is_taken_is_told_by_its_bytes(data, suffix, expected):
    assert detect(data, suffix) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00",
        b"GIF89a\x01\x00",
        b"ID3\x04\x00\x00",
        b"\x00\x00\x00\x18ftypmp42",
        b"<!DOCTYPE html><p>",
        b"  \n<HTML>",
        b"<svg xmlns=''/>",
        b"\xef\xbb\xbf<script>",
        b"text with \x00 in it",
        b"\xff\xff\xff\xff",
        "汉字".encode("utf-16"),
        office("other/part.xml"),
        office("word/document.xml", more={"word/vbaProject.bin": "x"}),
        office("word/document.xml")[:60],
        b"PK\x03\x04 no archive",
    ],
)
def test_what_is_not_taken_is_not_named(data):
    assert detect(data) is None


def test_an_archive_without_content_types_is_no_document():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert detect(content.getvalue()) is None


def test_a_bomb_is_not_taken():
    bomb = office("word/document.xml", more={"word/media/a.bin": b"0" * (80 * types.MIB)})
    assert len(bomb) < types.MIB
    assert detect(bomb) is None


def test_a_document_of_too_many_parts_is_not_taken():
    parts = {f"word/{n}.xml": "" for n in range(types.MAX_PARTS)}
    assert detect(office("word/document.xml", more=parts)) is None


def test_a_long_text_is_read_to_its_end():
    good = ("议事" * types.CHUNK).encode()
    assert detect(good) == "text/plain"
    assert detect(good + b"\x01") is None
    assert detect(good[:-1]) is None

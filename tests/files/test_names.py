"""Names of files are made harmless."""

import pytest

from townmoot.files import names

PDF = (".pdf",)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("报告.pdf", "报告.pdf"),
        ("报告.PDF", "报告.pdf"),
        ("报告", "报告.pdf"),
        ("报告.docx", "报告.docx.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\方\\报告.pdf", "报告.pdf"),
        ("a\x00b\r\n.pdf", "a_b_.pdf"),
        ('<a href="x">.pdf', "_a href=_x_.pdf"),
        ("报告 \u202efdp.exe", "报告 fdp.exe.pdf"),
        ("  a \t b  .pdf", "a _ b.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("con.pdf", "_con.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_harmless_and_ends_as_its_bytes_are(given, expected):
    assert names.normalise(given, PDF) == expected


def test_a_name_is_no_longer_than_any_system_takes():
    name = names.normalise("议" * 500, PDF)
    assert len(name) == names.LONGEST
    assert name.endswith(".pdf")


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.PDF", ".pdf"), ("a.tar.gz", ".gz"), ("a", ""), ("d.x\\a", "")]
)
def test_the_suffix_of_a_name_is_its_last_in_small_letters(name, suffix):
    assert names.suffix_of(name) == suffix

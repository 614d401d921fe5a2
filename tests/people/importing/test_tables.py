"""Files from bytes to sheets, and what is said of those that are no lists."""

import contextlib
import io
import resource
import subprocess
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart

from tests.people.importing.made import ROSTER, changed, csv_of, packed, saved, workbook
from townmoot.people.importing import TableError, open_tables, tables, workbook_child

LINES = (("姓名", "小组"), ("王芳", "第一组"), ("张𬭎", "第二组"))
FIRST_SHEET = "xl/worksheets/sheet1.xml"


def refusal(data, name):
    with pytest.raises(TableError) as raised:
        open_tables(data, name)
    assert str(raised.value)
    assert raised.value.problem.remedy
    return raised.value


def test_a_workbook_gives_its_sheets_with_typed_cells_and_merged_ranges():
    day, moment = date(2022, 7, 1), datetime(2022, 7, 1, 9, 30)  # noqa: DTZ001 -- a cell
    data = workbook(
        ("标题",),
        (day, moment, time(9, 30), timedelta(hours=30), True, 1.5, None, "x", "  "),
        merged=["A1:C1"],
    )
    file = open_tables(data, "夹/名册.xlsx")
    assert (file.name, file.sha256) == ("名册.xlsx", sha256(data).hexdigest())
    (table,) = file.tables
    assert (table.sheet, table.hidden, table.merged) == ("名册", False, [(0, 0, 0, 2)])
    assert table.rows == [
        ["标题"],
        [day, moment, time(9, 30), timedelta(hours=30), True, 1.5, "", "x"],
    ]


def test_hidden_and_empty_sheets_are_given_and_charts_are_not():
    book = Workbook()
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_chartsheet("图").add_chart(BarChart())
    found = open_tables(saved(book), "a.xlsx").tables
    assert [(t.sheet, t.hidden, t.rows) for t in found] == [("Sheet", False, []), ("藏", True, [])]


def test_an_old_workbook_is_read():
    data = (Path(__file__).parent / "roster.xls").read_bytes()
    (table,) = open_tables(data, "C:\\lists\\ROSTER.XLS").tables
    assert table.rows[3] == [2.0, "李小明", date(1975, 3, 9), "", "A2"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_is_read_in_every_usual_encoding_and_with_every_separator(encoding, separator):
    data = csv_of(*LINES, encoding=encoding, separator=separator)
    (table,) = open_tables(data, "名册.csv").tables
    assert table.sheet == "名册"
    assert [tuple(row) for row in table.rows] == list(LINES)


def test_latin_letters_with_accents_are_not_read_as_chinese_ones():
    data = "Name,Sex\nRenée Dupont,f\nJosé Álvarez,m\n".encode("cp1252")
    (table,) = open_tables(data, "a.csv").tables
    assert [row[0] for row in table.rows] == ["Name", "Renée Dupont", "José Álvarez"]
    assert refusal(b"Name\nRen\x81 D\n", "a.csv").code == "encoding"


@pytest.mark.parametrize(
    "text",
    [
        "姓名,性別,民族,出生年月,所屬小組\n王小明,男,漢,1971.07,第一代表小組\n",
        "編號,標題,領銜代表\n1,關於增設路燈的建議,李大文\n",
    ],
)
def test_a_list_in_big5_is_read_and_not_taken_for_gb18030(text):
    (table,) = open_tables(text.encode("big5"), "名册.csv").tables
    assert table.rows == [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        "姓名\n朱镕基\n",
        "姓名,小组\n王芳,一\n",
        "編號,標題\n1,關於增設路燈的建議\n",
        "名称\n啊阿埃挨\n",
        "姓名,性别\n陈𬭎,男\n",
    ],
)
def test_a_list_in_gb18030_is_not_taken_for_big5(text):
    (table,) = open_tables(text.encode("gb18030"), "名册.csv").tables
    assert table.rows == [line.split(",") for line in text.splitlines()]


def test_csv_keeps_quoted_breaks_and_drops_blank_ends():
    data = '姓名,备注,\r\n"王芳","一\r\n二",\r\n\r\n,,\r\n'.encode()
    (table,) = open_tables(data, "a.csv").tables
    assert table.rows == [["姓名", "备注"], ["王芳", "一\r\n二"]]


def test_csv_with_zeros_on_both_sides_is_no_utf_16():
    assert refusal(b"a\0,\0b,\0\0,", "a.csv").code == "wrong_type"


def test_utf_16_cut_in_the_middle_is_an_encoding_problem():
    assert refusal("姓名,小组".encode("utf-16")[:-1], "a.csv").code == "encoding"


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PAGE = "<html><table><tr><td>姓名</td></tr></table></html>".encode()


@pytest.mark.parametrize(
    ("data", "name", "code", "found"),
    [
        (PNG, "名册.xlsx", "wrong_type", "a picture"),
        (PNG, "名册", "unknown_type", "a picture"),
        (PAGE, "名册.xls", "wrong_type", "a web page"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "名册.xls", "wrong_type", "a web page"),
        (b"%PDF-1.7", "名册.csv", "wrong_type", "a PDF"),
        (b"\x1f\x8b\x08\x00", "名册.xlsx", "wrong_type", "a packed archive"),
        (csv_of(*LINES), "名册.xlsx", "wrong_type", "plain text"),
        (workbook(*LINES), "名册.csv", "wrong_type", "an Excel workbook"),
        (b"\x00\x01\x02\x03", "名册.pages", "unknown_type", "no list at all"),
    ],
)
def test_a_file_of_another_type_is_named_for_what_it_is(data, name, code, found):
    error = refusal(data, name)
    assert error.code == code
    assert found in error.problem.message


def test_a_text_that_begins_like_a_bitmap_is_a_text():
    (table,) = open_tables("BM,小组\n王芳,一".encode(), "a.csv").tables
    assert table.rows == [["BM", "小组"], ["王芳", "一"]]


def test_a_file_without_an_ending_is_read_for_what_it_is():
    assert open_tables(csv_of(*LINES), "名册").tables[0].rows[1] == ["王芳", "第一组"]
    assert open_tables(workbook(*LINES), "名册").tables[0].rows[1] == ["王芳", "第一组"]


def test_an_empty_file_and_one_beyond_the_limit_are_refused():
    assert refusal(b"", "a.xlsx").code == "empty_file"
    error = refusal(b"," * (tables.MAX_FILE + 1), "a.csv")
    assert error.code == "file_too_big"
    assert "21 MB" in error.problem.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed(**{"readme.txt": "x"}), "not_a_workbook"),
        (packed(**{"word__document.xml": "<w/>"}), "not_a_workbook"),
        (packed(**{"xl__workbook.xml": "<nonsense"}), "corrupt"),
        (packed(**{"xl__workbook.xml": "x", "xl__a.xml": "0" * 11 * 1024**2}), "unpacked_too_big"),
        (packed(**{f"xl__{i}": "" for i in range(5_001)}), "unpacked_too_big"),
        (b"PK\x03\x04" + b"\0" * 100, "corrupt"),
        (workbook(*ROSTER)[:-30], "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "corrupt"),
    ],
)
def test_what_only_looks_like_a_workbook_is_refused(data, code):
    assert refusal(data, "a.xlsx").code == code


def test_a_cell_that_claims_half_a_terabyte_does_not_take_the_server_down():
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    data = changed(workbook(*LINES), FIRST_SHEET, b"</sheetData>", far)
    assert refusal(data, "a.xlsx").code == "too_heavy"


def test_a_workbook_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(tables, "WAIT_SECONDS", 0.0001)
    assert refusal(workbook(*LINES), "a.xlsx").code == "too_heavy"


def test_locked_workbooks_are_told_from_damaged_ones():
    new = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal(new, "a.xlsx").code == "encrypted"
    old = bytearray((Path(__file__).parent / "roster.xls").read_bytes())
    after_start = old.index(b"\x09\x08\x10\x00\x00\x06") + 4 + 16
    old[after_start : after_start + 2] = b"\x2f\x00"  # FILEPASS
    assert refusal(bytes(old), "a.xls").code == "encrypted"


def test_sheets_larger_than_any_list_are_refused_with_their_name():
    long, wide = [("x",)] * 20_001, [("x",) * 201]
    for code, rows in (("too_many_rows", long), ("too_many_columns", wide)):
        assert refusal(workbook(*rows), "a.xlsx").code == code
        error = refusal(csv_of(*rows), "a.csv")
        assert error.code == code
    assert refusal(workbook(*wide), "a.xlsx").problem.sheet == "名册"
    many = [(f"s{i}", ()) for i in range(100)]
    assert refusal(workbook(more=many), "a.xlsx").code == "too_many_sheets"


def test_blank_rows_beyond_the_limit_are_no_rows():
    data = csv_of(*LINES) + b"\n" * 20_010
    assert len(open_tables(data, "a.csv").tables[0].rows) == 3
    data = workbook(*LINES, *[(" ",)] * 20_010)
    assert len(open_tables(data, "a.xlsx").tables[0].rows) == 3


@pytest.mark.parametrize("length", [10_001, 200_000, 10 * 1024**2])
def test_a_cell_of_a_novel_is_refused_with_its_row(length):
    error = refusal(csv_of(("姓名",), ("x" * length,)), "a.csv")
    assert (error.code, error.problem.row) == ("cell_too_long", 2)


def test_a_long_cell_in_a_workbook_is_refused_with_sheet_and_row():
    error = refusal(workbook(("姓名",), ("王" * 10_001,)), "a.xlsx")
    assert (error.code, error.problem.sheet, error.problem.row) == ("cell_too_long", "名册", 2)


def test_one_long_text_in_many_cells_is_too_heavy(monkeypatch):
    data = workbook(*[("王" * 100,)] * 30)
    assert "sheets" in workbook_child.read(data)
    monkeypatch.setattr(workbook_child, "MAX_TEXT", 2_000)
    assert workbook_child.read(data) == {"error": "too_heavy"}


def test_the_reader_in_its_own_process_needs_nothing_but_the_bytes():
    target = io.BytesIO()
    free = resource.RLIM_INFINITY
    workbook_child.main(io.BytesIO(b"PK"), target, memory=free, seconds=free)
    assert target.getvalue() == b'{"error": "corrupt"}'
    source = Path(workbook_child.__file__).read_text(encoding="utf-8")
    assert "import townmoot" not in source
    assert "from townmoot" not in source


def test_what_the_child_does_is_seen_in_this_process_too():
    told = workbook_child.read(workbook(*LINES, (date(2022, 7, 1), time(9), timedelta(1))))
    assert told["sheets"][0]["rows"][3] == [
        {"date": "2022-07-01"},
        {"time": "09:00:00"},
        {"seconds": 86400.0},
    ]
    assert workbook_child.plain(datetime(2022, 7, 1, 9)) == {"datetime": "2022-07-01T09:00:00"}  # noqa: DTZ001 -- a cell
    assert workbook_child.trimmed([["a", " ", ""], [" "], [1, ""], []]) == [["a"], [], [1]]
    for data in (
        packed(**{"a.txt": "x"}),
        packed(**{"xl__workbook.xml": "x", "a": "0" * 11 * 1024**2}),
        workbook(*[("x",)] * 20_001),
        workbook(("x",) * 201),
        workbook(("x" * 10_001,)),
        workbook(more=[(f"s{i}", ()) for i in range(100)]),
    ):
        assert "error" in workbook_child.read(data)
    book = Workbook()
    book.create_chartsheet("图").add_chart(BarChart())
    assert len(workbook_child.read(saved(book))["sheets"]) == 1
    old = (Path(__file__).parent / "roster.xls").read_bytes()
    assert len(workbook_child.read(old)["sheets"][0]["merged"]) == 2


GOOD = workbook(*ROSTER)
NAMES = st.sampled_from(["a.xlsx", "a.xls", "a.csv", "a", "a.png"])


def opened(data, name):
    with contextlib.suppress(TableError):
        open_tables(data, name)


@given(data=st.binary(max_size=300), name=NAMES)
@settings(max_examples=150)
def test_random_bytes_are_read_or_refused_and_nothing_else(data, name):
    opened(data, name)


@given(text=st.text(max_size=200), name=NAMES, encoding=st.sampled_from(["utf-8", "utf-16"]))
@settings(max_examples=150)
def test_random_text_is_read_or_refused_and_nothing_else(text, name, encoding):
    opened(text.encode(encoding, "ignore"), name)


@given(
    cut=st.integers(0, len(GOOD)),
    place=st.integers(0, len(GOOD) - 1),
    bytes_=st.binary(min_size=1, max_size=8),
)
@settings(max_examples=25)
def test_cut_and_damaged_workbooks_are_read_or_refused_and_nothing_else(cut, place, bytes_):
    opened(GOOD[:cut], "a.xlsx")
    opened(GOOD[:place] + bytes_ + GOOD[place + len(bytes_) :], "a.xlsx")


def test_the_child_ends_with_the_parent_having_the_answer():
    """The command that reads a workbook is our own interpreter on one file, shut off from ours."""
    done = subprocess.run(
        [tables.sys.executable, "-I", workbook_child.__file__],
        input=GOOD,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout.startswith(b'{"sheets": [{"name": "\\u540d\\u518c"')

"""The typed files of Chengting: reproducible, messy in the known ways, and free of real data."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.samples.chengting import FOLDER, deputies, text_files, town, units
from tools import make_samples

PHONE = re.compile(r"(?<!\d)(?:1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]\d{7,8})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
OUTPUTS = make_samples.outputs()


def cells(name: str) -> list[list[object]]:
    """The rows of the first sheet."""
    return [list(row) for row in load_workbook(FOLDER / name).worksheets[0].values]


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_committed_file_is_what_the_script_writes(name: str) -> None:
    assert (FOLDER / name).read_bytes() == OUTPUTS[name]


def test_writing_twice_gives_the_same_bytes() -> None:
    assert make_samples.outputs() == OUTPUTS


def test_check_names_a_file_that_differs_and_writing_repairs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_samples, "CHENGTING", tmp_path)
    (tmp_path / "source").symlink_to(FOLDER / "source")
    for name, data in OUTPUTS.items():
        (tmp_path / name).write_bytes(data)
    assert make_samples.main(["--check"]) == 0
    (tmp_path / "代表名册.xlsx").write_bytes(b"edited by hand")
    assert make_samples.main(["--check"]) == 1
    assert capsys.readouterr().out == "代表名册.xlsx\n"
    assert make_samples.main([]) == 0
    assert (tmp_path / "代表名册.xlsx").read_bytes() == OUTPUTS["代表名册.xlsx"]


def test_the_roster_is_typed_as_rosters_are() -> None:
    rows = cells("代表名册.xlsx")
    assert rows[0][1:] == [None] * 13
    assert rows[2][1] == "姓　名"
    assert rows[2][4] is None
    born = {type(row[5]) for row in rows[3:] if row[5]}
    assert born == {str, int, float, datetime}
    people = [row for row in rows[3:] if row[1]]
    assert len(people) == 81
    assert len([row for row in people if row[10]]) == 5
    assert {"陈　伟", "周  𬭎", "王芳"} <= {row[1] for row in people}
    assert any(all(value is None for value in row) for row in rows[3:-1])


def test_the_roster_as_typed_means_the_clean_roster() -> None:
    people = [row for row in cells("代表名册.xlsx")[3:] if row[1]]
    names = [re.sub(r"\s", "", str(row[1])) for row in people]
    assert names == [row["姓名"] for row in deputies().values()]


def test_the_units_are_saved_as_wps_saves_them() -> None:
    data = (FOLDER / "单位名册.csv").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == 13
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert units()["ecology"]["经办人"] == "韩𬭎"


def test_the_ledger_has_the_sixteen_in_order() -> None:
    rows = cells("建议台账.xlsx")
    assert [row[0] for row in rows[3:]] == list(range(1, 17))
    words = [row[rows[2].index("办理结果")] for row in rows[3:]]
    assert {word: words.count(word) for word in words} == {
        "解决采纳": 11, "正在解决": 2, "计划解决": 2, "留作参考": 1,
    }  # fmt: skip


def all_words() -> dict[str, str]:
    """Every word of the sample by file, cells included."""
    found = {path.name: path.read_text(encoding="utf-8") for path in text_files()}
    for name in ("代表名册.xlsx", "建议台账.xlsx"):
        found[name] = "\n".join(str(v) for row in cells(name) for v in row if v is not None)
    found["单位名册.csv"] = (FOLDER / "单位名册.csv").read_bytes().decode("gb18030")
    return found


@pytest.mark.parametrize("name", all_words())
def test_no_telephone_is_outside_the_invented_range(name: str) -> None:
    for phone in PHONE.findall(all_words()[name]):
        assert re.sub(r"\D", "", phone).startswith("1990000"), phone


@pytest.mark.parametrize("name", all_words())
def test_no_identity_number_and_no_matter_left_outside(name: str) -> None:
    text = all_words()[name]
    assert not IDENTITY.search(text)
    for word in ("疫", "核酸", "违纪", "信访", "党纪"):
        assert word not in text


def test_telephones_are_found_where_there_are_some() -> None:
    assert len(PHONE.findall(all_words()["代表名册.xlsx"])) == 81


@pytest.fixture(scope="module")
def real_page(real_samples: Path) -> str:
    """The real page as one run of characters."""
    text = (real_samples / "newspaper-page.txt").read_text(encoding="utf-8")
    return re.sub(r"\s", "", text)


def test_nobody_on_the_real_page_is_in_the_sample(real_page: str) -> None:
    names = {row["姓名"] for row in deputies().values()}
    names |= {person["name"] for person in town()["persons"]}
    assert not [name for name in names if name in real_page]


def test_no_prose_of_the_real_page_is_in_the_sample(real_page: str) -> None:
    length = 14
    runs = {real_page[at : at + length] for at in range(len(real_page) - length)}
    for name, text in all_words().items():
        plain = re.sub(r"\s", "", text)
        copied = [
            plain[at : at + length] for at in range(len(plain)) if plain[at : at + length] in runs
        ]
        assert not copied, (name, copied[:1])


def test_the_half_year_report_has_six_areas_with_measures() -> None:
    text = (FOLDER / "半年工作报告.txt").read_text(encoding="utf-8")
    assert 1500 <= len(text) <= 2500
    areas = re.findall(r"^（([一二三四五六七])）(.+)$", text, re.MULTILINE)
    assert [number for number, _ in areas] == list("一二三四五六")
    assert all(len(re.findall(r"\d", words)) >= 4 for _, words in areas)

"""The importer reads Chengting's typed files and finds in them what the clean lists say."""

from __future__ import annotations

import re

from tests.samples.chengting import FOLDER, NUMBERS, deputies, letter, units
from townmoot.people.importing import parse_ledger, parse_roster, parse_units


def test_the_roster_as_typed_reads_as_the_clean_roster() -> None:
    name = "代表名册.xlsx"
    read = parse_roster((FOLDER / name).read_bytes(), name)
    assert not read.problems
    found = [
        (r.number, r.name, str(r.birth)[:7], r.group, r.constituency, r.work) for r in read.rows
    ]
    keys = ("代表证号", "姓名", "出生年月", "代表小组", "选区", "工作单位及职务")
    assert found == [tuple(row[key] for key in keys) for row in deputies().values()]
    phones = [re.sub(r"\D", "", row["联系电话"]) for row in deputies().values()]
    assert [re.sub(r"\D", "", row.phone) for row in read.rows] == phones


def test_the_units_read_with_their_people() -> None:
    name = "单位名册.csv"
    read = parse_units((FOLDER / name).read_bytes(), name)
    assert not read.problems
    found = [(row.code, row.name, row.head, row.checker, row.officer) for row in read.rows]
    keys = ("单位编码", "单位名称", "负责人", "复核人", "经办人")
    assert found == [tuple(row[key] for key in keys) for row in units().values()]


def test_the_ledger_reads_with_titles_and_signers() -> None:
    name = "建议台账.xlsx"
    read = parse_ledger((FOLDER / name).read_bytes(), name)
    assert not read.problems
    assert [row.title for row in read.rows] == [letter("建议", n)[0]["标题"] for n in NUMBERS]
    assert [row.number for row in read.rows] == [str(int(number)) for number in NUMBERS]
    for number, row in zip(NUMBERS, read.rows, strict=True):
        joined = re.findall(r"([^、（]+)（CT", letter("建议", number)[0]["联名代表"])
        assert [person.name for person in row.co_signers] == joined

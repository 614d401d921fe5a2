"""Rosters, units, ledgers, sign-in sheets and facts of meetings, as they are previewed."""

import sys
import time as clock
from datetime import date, time
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.importing.made import ROSTER, csv_of, saved, workbook
from townmoot.people.importing import (
    Kind,
    PersonRef,
    TableError,
    UnknownColumn,
    parse_ledger,
    parse_meetings,
    parse_roster,
    parse_sign_in,
    parse_units,
    template,
    template_name,
)
from townmoot.people.importing.columns import COLUMNS
from townmoot.people.importing.headings import meaning, normalised
from townmoot.people.importing.messages import MESSAGES
from townmoot.people.importing.preview import letter
from townmoot.people.importing.units import unit_kind

SAMPLES = Path(__file__).parents[3] / "samples" / "chengting"
PARSERS = {
    Kind.ROSTER: parse_roster,
    Kind.UNITS: parse_units,
    Kind.LEDGER: parse_ledger,
    Kind.SIGN_IN: parse_sign_in,
    Kind.MEETING: parse_meetings,
}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def codes(preview):
    return [(p.code, p.row, p.cell) for p in preview.problems]


def told(code):
    """The first words of the message of a problem, for a look at what a clerk reads."""
    return str(MESSAGES[code][0])


def test_a_roster_is_read_with_its_title_its_stray_blanks_and_its_mixed_dates():
    data = workbook(*ROSTER, merged=["A1:H1"])
    preview = parse_roster(data, "名册.xlsx")
    assert preview.ok
    assert (preview.kind, preview.file, preview.sheet) == (Kind.ROSTER, "名册.xlsx", "名册")
    assert (preview.heading_row, preview.source_sha256) == (2, sha256(data).hexdigest())
    assert preview.columns["group"] == "代表团 /小组"
    found = [(r.row, r.number, r.name, r.gender, str(r.birth), r.group) for r in preview.rows]
    assert found == [
        (3, "A1", "王芳", "female", "1971-07", "第一组"),
        (4, "A2", "买买提·吐尔逊", "male", "1975-03", "第一组"),
        (5, "A3", "张𬭎", "", "1980-10", "第二组"),
    ]
    assert [(r.phone, r.note) for r in preview.rows][1] == ("02160000000", "新")


def test_a_group_merged_downwards_holds_for_each_row_and_a_blank_one_does_not():
    rows = [
        ("姓名", "备注", "小组"),
        ("王芳", "甲", "第一组"),
        ("李明", "乙", None),
        ("赵一",),
        ("钱二", None, "第二组"),
        ("孙三", None, None),
    ]
    merged = ["C2:C4", "B2:B3", "A6:B6", "C9:C12"]
    preview = parse_roster(workbook(*rows, merged=merged), "a.xlsx")
    assert [r.group for r in preview.rows] == ["第一组", "第一组", "第一组", "第二组", ""]
    assert [r.note for r in preview.rows] == ["甲", "", "", "", ""]


def test_a_merged_area_over_a_short_row_is_blank():
    data = workbook(("姓名", "小组"), ("王芳",), ("李明", "第一组"), merged=["B2:B3"])
    assert [r.group for r in parse_roster(data, "a.xlsx").rows] == ["", ""]


def test_each_error_names_file_sheet_row_column_value_and_remedy():
    rows = [("姓名", "出生年月"), ("王芳", 1971.1)]
    (problem,) = parse_roster(workbook(*rows), "名册.xlsx").errors
    assert str(problem) == (
        "file “名册.xlsx”, sheet “名册”, row 2, column “出生年月”, value “1971.1”: "
        "Excel drops the last zero: this may be January or October. Write 1971-01 or 1971-10."
    )
    assert problem.cell == "B2"


def test_every_problem_of_a_row_is_found_at_once():
    rows = [
        ("姓名", "性别", "小组", "代表证号", "联系电话"),
        ("王芳", "女", "第一组", "A1", ""),
        ("", "不详", "第九组", "A1", 1e16),
        ("<b>x</b>", "", "", "", "y" * 100),
    ]
    preview = parse_roster(workbook(*rows), "a.xlsx", groups=["第一组"])
    assert not preview.ok
    assert codes(preview) == [
        ("not_a_sex", 3, "B3"),
        ("rounded_number", 3, "E3"),
        ("required", 3, "A3"),
        ("unknown_group", 3, "C3"),
        ("duplicate_number", 3, "D3"),
        ("not_a_name", 4, "A4"),
        ("not_a_phone", 4, "E4"),
    ]
    assert len(preview.problems_in(4)) == 2
    assert preview.problems_in(4)[1].value == "y" * 59 + "…"
    assert "第一组" in str(preview.problems_in(3)[3])


def test_two_deputies_of_one_name_need_numbers():
    head = ("姓名", "代表证号")
    good = parse_roster(csv_of(head, ("王芳", "1"), ("王芳", "2")), "a.csv")
    assert good.ok
    for other in ("", "1"):
        bad = parse_roster(csv_of(head, ("王芳", ""), ("王芳", other)), "a.csv")
        assert codes(bad) == [("duplicate_name", 3, "A3")]


def test_unknown_columns_are_kept_and_reported():
    data = csv_of(("姓名", "编组", "血型", "小组"), ("王芳", "一", "A", "二"), ("李明", "一"))
    preview = parse_roster(data, "a.csv")
    assert preview.ok
    assert preview.unknown_columns == [UnknownColumn("血型", "C")]
    assert [r.extra for r in preview.rows] == [{"血型": "A", "小组": "二"}, {}]
    assert codes(preview) == [("unknown_column", 1, "C1"), ("duplicate_column", 1, "D1")]
    assert len(preview.warnings) == 2


def test_a_missing_column_is_named_with_its_synonyms():
    preview = parse_roster(csv_of(("代表证号", "小组"), ("1", "一")), "a.csv")
    assert [p.code for p in preview.errors] == ["missing_column", "required"]
    assert "“Name” is missing" in str(preview.errors[0])
    with translation.override("zh-hans"):
        preview = parse_roster(csv_of(("代表证号", "小组"), ("1", "一")), "a.csv")
    assert preview.errors[0].params["heading"] == "姓名"


def test_totals_notes_examples_blank_rows_and_repeated_headings_are_left_out():
    head = ("序号", "姓名", "代表证号")
    rows = [head, ("示例", "某某", "0"), ("1", "王芳", "1"), ("", "", ""), head]
    rows += [("2", "李明", "2"), ("合 计", "2人", ""), ("注：以上名单", "", "")]
    preview = parse_roster(csv_of(*rows), "a.csv")
    assert [r.name for r in preview.rows] == ["王芳", "李明"]
    assert [(p.code, p.row) for p in preview.problems] == [("row_left_out", n) for n in (2, 7, 8)]


def test_groups_over_their_members_signatures_and_remarks_are_no_deputies():
    head = ("序号", "姓  名", "性别", "工作单位及职务", "", "代表证号")
    rows = [
        ("名册",),
        head,
        ("一", "第一代表小组（2人）"),
        (1, "王　芳", "女", "澄汀小学", "校长", "A1"),
        (2, "欧阳文静（女）", "", "", "镇政府", "A2"),
        ("（二）", "第二代表小组(1人)："),
        (3, "李 明", "男", "农民", "", "A3"),
        ("共3人，其中女代表2人",),
        ("审核人：张三", "", "填表人：李四"),
        ("名单以公告为准",),
    ]
    preview = parse_roster(workbook(*rows, merged=["D2:E2"]), "a.xlsx")
    assert [(r.name, r.gender, r.work, r.group) for r in preview.rows] == [
        ("王芳", "female", "澄汀小学 校长", "第一代表小组"),
        ("欧阳文静", "female", "镇政府", "第一代表小组"),
        ("李明", "male", "农民", "第二代表小组"),
    ]
    assert preview.columns["group"] == ""
    aside = [("row_names_group", 3), ("row_names_group", 6)]
    assert [(p.code, p.row) for p in preview.problems] == sorted(
        [*aside, *(("row_left_out", n) for n in (8, 9, 10))], key=lambda told: told[1]
    )


def test_a_group_that_has_its_column_counts_there():
    rows = [("姓名", "小组"), ("第一代表小组", ""), ("王芳", "二"), ("李明", "")]
    preview = parse_roster(csv_of(*rows), "a.csv")
    assert [(r.name, r.group) for r in preview.rows] == [("王芳", "二"), ("李明", "")]
    assert [p.code for p in preview.problems] == ["row_left_out"]


def test_a_numbered_row_without_a_name_is_an_error_and_no_remark():
    rows = [("序号", "姓名", "代表证号"), ("1", "王芳", "A1"), ("2.", "", "A2")]
    assert codes(parse_roster(csv_of(*rows), "a.csv")) == [("required", 3, "B3")]


def test_headings_of_two_rows_are_read_as_one():
    rows = [
        ("序号", "基本情况", "", "小组", "备注"),
        ("", "姓名", "性别", "", ""),
        (1, "王芳", "女", "一", "x"),
    ]
    merged = ["A1:A2", "B1:C1", "D1:D2", "E1:E2"]
    preview = parse_roster(workbook(*rows, merged=merged), "a.xlsx")
    assert [(r.row, r.name, r.group, r.note) for r in preview.rows] == [(3, "王芳", "一", "x")]
    rows[0], rows[1] = ("序号", "姓名", "性别", "小组", ""), ("", "", "", "第一", "第二")
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:E1"]
    preview = parse_roster(workbook(*rows, merged=merged), "a.xlsx")
    assert [(r.row, r.name, r.group) for r in preview.rows] == [(3, "王芳", "一x")]


def test_headings_merged_down_from_a_row_above_count():
    rows = [
        ("序号", "基本情况", "", "", "备注"),
        ("", "姓名", "性别", "小组", ""),
        (1, "王芳", "女", "一", "x"),
    ]
    preview = parse_roster(workbook(*rows, merged=["A1:A2", "B1:D1", "E1:E2"]), "a.xlsx")
    assert preview.heading_row == 2
    assert [(r.row, r.name, r.group, r.note) for r in preview.rows] == [(3, "王芳", "一", "x")]


def test_a_heading_merged_over_the_whole_sheet_swallows_no_rows():
    rows = [("姓名", "小组"), ("王芳", "一"), ("李明", "二")]
    preview = parse_roster(workbook(*rows, merged=["C1:C900"]), "a.xlsx")
    assert [r.name for r in preview.rows] == ["王芳", "李明"]
    preview = parse_roster(workbook(rows[0], merged=["A1:A3"]), "a.xlsx")
    assert [p.code for p in preview.errors] == ["no_data"]


def test_a_column_without_heading_is_told_and_not_lost_in_silence():
    preview = parse_roster(csv_of(("姓名", "小组"), ("王芳", "一", "", "校长")), "a.csv")
    assert codes(preview) == [("nameless_column", 1, "D1")]
    assert "Column D has no heading" in str(preview.problems[0])
    assert "“校长”" in str(preview.problems[0])


def test_other_sheets_with_such_a_list_are_told():
    more = [("第二组", [("姓名", "代表证号"), ("李明", "2")]), ("说明", [("姓名",)])]
    data = workbook(("姓名", "代表证号"), ("王芳", "1"), sheet="第一组", more=more)
    preview = parse_roster(data, "a.xlsx")
    assert [(p.code, p.params) for p in preview.problems] == [
        ("other_sheets", {"others": "第二组"})
    ]
    assert parse_roster(data, "a.xlsx", sheet="第二组").problems == []


def test_a_list_of_headings_alone_is_an_error():
    for data in (csv_of(("姓名", "小组")), csv_of(("姓名", "小组"), ("示例", "一"))):
        assert "no_data" in [p.code for p in parse_roster(data, "a.csv").errors]


def test_the_sheet_with_the_list_is_found_or_chosen():
    pages = [("空", []), ("名册", [("姓名", "小组"), ("王芳", "一")])]
    data = workbook(("说明",), sheet="封面", more=pages)
    assert parse_roster(data, "a.xlsx").sheet == "名册"
    with pytest.raises(TableError) as raised:
        parse_roster(data, "a.xlsx", sheet="封面")
    assert raised.value.code == "no_heading"
    assert "Name, Sex" in str(raised.value)
    assert parse_roster(data, "a.xlsx", sheet="名册").rows[0].name == "王芳"
    with pytest.raises(TableError) as raised:
        parse_roster(data, "a.xlsx", sheet="花名册")
    assert "The sheets are: 封面, 空, 名册." in str(raised.value)
    for wanted in ("", "Sheet"):
        with pytest.raises(TableError) as raised:
            parse_roster(workbook(sheet="Sheet"), "a.xlsx", sheet=wanted)
        assert raised.value.code == "no_rows"


def test_a_hidden_sheet_gives_way_to_an_open_one():
    import openpyxl

    book = openpyxl.Workbook()
    for name, state in (("旧", "hidden"), ("新", "visible")):
        page = book.create_sheet(name)
        page.sheet_state = state
        page.append(["姓名", "小组"])
        page.append(["王芳", name])
    assert parse_roster(saved(book), "a.xlsx").sheet == "新"


def test_english_headings_are_understood():
    data = csv_of(("Full name", "Ward", "Phone", "Sex"), ("Jane Ashby", "North", "", "f"))
    row = parse_roster(data, "councillors.csv").rows[0]
    assert (row.name, row.constituency, row.gender) == ("Jane Ashby", "North", "female")


def test_every_heading_and_synonym_means_its_own_column():
    for kind, columns in COLUMNS.items():
        for column in columns:
            for heading in (column.zh, column.en):
                assert meaning(kind, heading) == column.key
            for heading in column.headings:
                assert meaning(kind, heading)
                assert meaning(kind, f" {heading[0]} {heading[1:]}＊：\n（必填）") == meaning(
                    kind, heading
                )
    assert meaning(Kind.LEDGER, "协办/配合单位") == "assisting_units"
    assert meaning(Kind.ROSTER, "血型/星座") == ""
    assert normalised("（姓名）") == "(姓名)"


def test_a_long_cell_is_no_heading():
    data = csv_of(("姓名" + "（注）" * 40, "小组"), ("姓名", "小组"), ("王芳", "一"))
    assert parse_roster(data, "a.csv").heading_row == 2


def test_letters_of_columns_go_on_after_z():
    assert [letter(i) for i in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"),
    ]


def test_the_roster_of_chengting_reads_whole():
    data = (SAMPLES / "代表名册.xlsx").read_bytes()
    preview = parse_roster(data, "代表名册.xlsx")
    assert preview.problems == []
    assert len(preview.rows) == len({r.number for r in preview.rows}) == 81
    assert len({r.group for r in preview.rows}) == 5
    assert all(r.birth and r.birth.month for r in preview.rows)


def test_the_units_and_the_ledger_of_chengting_read_whole():
    units = parse_units((SAMPLES / "单位名册.csv").read_bytes(), "单位名册.csv")
    ledger = parse_ledger((SAMPLES / "建议台账.xlsx").read_bytes(), "建议台账.xlsx")
    assert units.problems == ledger.problems == []
    assert [r.number for r in ledger.rows] == [str(n) for n in range(1, 17)]
    names = {r.name for r in units.rows}
    assert {u for r in ledger.rows for u in (*r.lead_units, *r.assisting_units)} <= names
    assert all(r.submitted_on and r.assigned_on and r.replied_on for r in ledger.rows)


def test_two_units_have_two_codes():
    data = csv_of(("单位名称", "编码"), ("规划办", "a"), ("建设办", "a"), ("水务站", ""))
    assert codes(parse_units(data, "a.csv")) == [("duplicate_number", 3, "B3")]


def test_units_have_kinds_that_are_known_by_their_words():
    head = ("单位名称", "类别", "简称", "负责人", "经办人", "联系电话")
    preview = parse_units(
        csv_of(
            head,
            ("规划建设办公室", "科室", "规建办", "张伟", "王芳", "021-60000000"),
            ("汀苑居民区", "", "", "", "", ""),
            ("某某协会", "社团", "", "", "", ""),
            ("某某协会", "", "", "", "", ""),
            ("", "中心", "", "", "", ""),
        ),
        "单位.csv",
    )
    assert [(r.name, r.kind, r.kind_words) for r in preview.rows] == [
        ("规划建设办公室", "department", "科室"),
        ("汀苑居民区", "neighbourhood", ""),
        ("某某协会", "department", "社团"),
        ("某某协会", "department", ""),
        ("", "centre", "中心"),
    ]
    assert codes(preview) == [
        ("not_a_kind", 4, "B4"),
        ("duplicate_name", 5, "A5"),
        ("required", 6, "A6"),
    ]
    words = ["工作室", "文化中心", "党政办公室", "Village team", "区级部门", "协会"]
    assert [unit_kind(word) for word in words] == [
        *("studio", "centre", "government_office", "neighbourhood", "department", ""),
    ]


LEDGER_HEAD = (
    "编号/建议号",
    "案由",
    "领衔",
    "附议人",
    "提出时间",
    "交办时间",
    "答复时间",
    "办理结果/类别",
)


def test_a_ledger_gives_whole_dates_where_the_year_is_left_to_the_reader():
    preview = parse_ledger(
        csv_of(
            LEDGER_HEAD,
            ("第1号", "路灯", "王芳（A1）", "李明 张三", "12月28日", "2026.1.5", "3月1日", "A"),
            ("2", "公交", "", "", "2025/12/28", "1月5日", "", ""),
            ("增-3", "绿化", "", "", "1月5日", "1月6日", "", ""),
            ("4", "河道", "", "", "2026/1/5", "1月5日", "2月30日", ""),
        ),
        "台账.csv",
        year=2026,
    )
    first, second, third, fourth = preview.rows
    assert (first.number, first.lead) == ("1", PersonRef("王芳", "A1"))
    assert [ref.name for ref in first.co_signers] == ["李明", "张三"]
    assert (first.submitted_on, first.replied_on) == (date(2025, 12, 28), date(2026, 3, 1))
    assert (second.assigned_on, second.lead, second.co_signers) == (date(2026, 1, 5), None, [])
    assert (third.number, third.submitted_on) == ("增-3", date(2026, 1, 5))
    assert fourth.assigned_on == date(2026, 1, 5)
    assert codes(preview) == [("no_such_day", 5, "G5")]


def test_a_ledger_warns_of_steps_out_of_order_and_refuses_numbers_given_twice():
    preview = parse_ledger(
        csv_of(
            LEDGER_HEAD,
            ("1", "路灯", "", "", "2026/1/16", "2026/1/15", "", ""),
            ("第1号", "", "", "", "1月15日", "", "", ""),
        ),
        "台账.csv",
    )
    assert codes(preview) == [
        ("dates_out_of_order", 2, "F2"),
        ("no_year", 3, "E3"),
        ("required", 3, "B3"),
        ("duplicate_number", 3, "A3"),
    ]
    assert "交办时间 is before 提出时间." in str(preview.warnings[0])


def test_a_sign_in_sheet_gives_times_venues_and_reasons_of_absence():
    rows = [
        ("代表团", "姓名", "会场", "签到时间", "签到方式", "请假/缺席原因"),
        ("第一团", "王芳", "主会场", "８：４５", "扫码", ""),
        (None, "李明", None, "", "", "因公出差"),
        (None, "", None, "很早", "", ""),
    ]
    preview = parse_sign_in(workbook(*rows, merged=["A2:A4", "C2:C3"]), "签到表.xlsx")
    found = [(r.group, r.name, r.venue, r.checked_in_at, r.absence) for r in preview.rows]
    assert found == [
        ("第一团", "王芳", "主会场", time(8, 45), ""),
        ("第一团", "李明", "主会场", None, "因公出差"),
        ("第一团", "", "", None, ""),
    ]
    assert codes(preview) == [("not_a_time", 4, "D4"), ("required", 4, "B4")]


FACTS = (
    ("会议名称", "人民代表大会会议", "人大代表会议"),
    ("日期", "2022.1.12", "7月15日"),
    ("形式", "现场", "线上线下结合"),
    ("会场", "会堂", "主会场"),
    ("分会场", "", "第一会场、第二会场"),
    ("小组数", "5", "5个"),
    ("建议数", "16件", "16"),
    ("办复数", "", "16"),
)


@pytest.mark.parametrize("rows", [FACTS, tuple(zip(*FACTS, strict=True))])
def test_the_facts_of_two_meetings_are_read_from_a_form_and_from_a_table(rows):
    preview = parse_meetings(csv_of(*rows), "会议情况.csv", year=2022)
    assert preview.problems == []
    first, second = preview.rows
    assert (first.name, first.date, first.suggestions, first.replied) == (
        *("人民代表大会会议", date(2022, 1, 12)),
        *(16, None),
    )
    assert (second.date, second.form, second.hall) == (
        *(date(2022, 7, 15), "线上线下结合", "主会场"),
    )
    assert second.venues == ["第一会场", "第二会场"]
    assert (second.groups, second.suggestions, second.replied) == (5, 16, 16)


def test_problems_in_a_form_name_the_true_cell():
    rows = [("会议名称", "会议"), ("日期", ""), ("建议数", "5"), ("办复数", "6"), ("小组数", "五")]
    preview = parse_meetings(csv_of(*rows), "a.csv")
    assert sorted(codes(preview)) == [
        ("more_replied", 4, "B4"),
        ("not_a_number", 5, "B5"),
        ("required", 2, "B2"),
    ]
    replied_alone = csv_of(("会议名称", "会议"), ("日期", "2022-07-15"), ("办复数", "6"))
    assert parse_meetings(replied_alone, "a.csv").ok


def test_an_empty_form_is_no_list():
    with pytest.raises(TableError):
        parse_meetings(workbook(), "a.xlsx")


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("english", [False, True])
def test_a_template_is_read_back_without_a_problem_once_filled_in(kind, english):
    import io

    import openpyxl

    data = template(kind, english=english)
    empty = PARSERS[kind](data, template_name(kind))
    assert [p.code for p in empty.problems] == ["no_data", "row_left_out"]
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    sheet["A2"] = "1"
    filled = PARSERS[kind](saved(book), "filled.xlsx")
    assert (len(filled.rows), filled.problems, filled.unknown_columns) == (1, [], [])
    assert len(filled.columns) == len(COLUMNS[kind])
    assert book.worksheets[1].max_row == 7 + len(COLUMNS[kind])


def test_a_roster_of_twenty_thousand_is_parsed_within_three_seconds():
    row = "女,汉,1971.07,群众,大学,某某单位,第1选区,第一组"
    lines = [f"{i},王　芳,{row},A{i},13800000000," for i in range(19_998)]
    head = ",".join(c.zh for c in COLUMNS[Kind.ROSTER])
    data = "\n".join([head, *lines]).encode()
    # Coverage makes every line several times as slow.
    limit = 3 if sys.gettrace() is None else 15
    started = clock.process_time()
    preview = parse_roster(data, "a.csv")
    assert clock.process_time() - started < limit
    assert (len(preview.rows), preview.problems) == (19_998, [])


def test_the_texts_of_all_problems_can_be_said():
    assert all(told(code) and str(remedy) for code, (_, remedy) in MESSAGES.items())


WORDS = st.sampled_from(
    [
        *(
            "姓名",
            "序号",
            "小组",
            "代表证号",
            "出生年月",
            "单位",
            "标题",
            "会议名称",
            "日期",
            "签到时间",
        ),
        *("王芳", "2022.7.1", "1月5日", "合计", "", "<script>", "1e300", "13800000000", "等", "\0"),
    ]
)
TABLE = st.lists(st.lists(WORDS | st.text(max_size=6), max_size=6), max_size=8)


@given(rows=TABLE, kind=st.sampled_from(list(Kind)))
@settings(max_examples=200)
def test_any_table_is_previewed_or_refused_and_nothing_else(rows, kind):
    text = "\n".join(",".join(row) for row in rows)
    try:
        preview = PARSERS[kind](text.encode("utf-8", "ignore"), "a.csv")
    except TableError:
        return
    assert all(str(p) for p in preview.problems)


def test_the_same_file_gives_the_same_preview_each_time():
    data = workbook(*ROSTER)
    assert parse_roster(data, "a.xlsx") == parse_roster(data, "a.xlsx")

"""Single values as clerks write them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmoot.people.importing import PartialDate, PersonRef, ValueProblem
from townmoot.people.importing.dates import partial_date, whole_date
from townmoot.people.importing.messages import MESSAGES
from townmoot.people.importing.sign_in import time_of_day
from townmoot.people.importing.text import folded, plain, tidy
from townmoot.people.importing.values import (
    count,
    items,
    label,
    person_name,
    person_ref,
    person_refs,
    phone,
    sex,
    yes_or_no,
)

NOON = datetime(2022, 7, 1, 12)  # noqa: DTZ001 -- a cell


def outcome(parse, *args, **kwargs):
    """What a parser gives, or the code of its problem."""
    try:
        found = parse(*args, **kwargs)
    except ValueProblem as problem:
        return f"!{problem.code}" if str(MESSAGES[problem.code][1]) % problem.params else None
    return str(found) if isinstance(found, PartialDate | date) else found


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2022.7.1", "2022-07-01"),
        ("2022/7/1", "2022-07-01"),
        ("2022-07-01", "2022-07-01"),
        ("2022年7月1日", "2022-07-01"),
        ("2022年7月1号", "2022-07-01"),
        ("２０２２．７．１", "2022-07-01"),
        (" 2022 年 7 月 1 日 ", "2022-07-01"),
        ("2022年7月1日（星期五） 上午9:30", "2022-07-01"),
        ("2022-07-01 09:30:00", "2022-07-01"),
        ("2022-07-01T09:30", "2022-07-01"),
        ("20220701", "2022-07-01"),
        ("二〇二二年七月一日", "2022-07-01"),
        ("二零二二年十月二十日", "2022-10-20"),
        ("二〇二二年十一月二十一日", "2022-11-21"),
        ("一九七一年七月", "1971-07"),
        ("7月1日", "2022-07-01"),
        ("7.1", "2022-07-01"),
        ("12.01", "2022-12-01"),
        ("1971.07", "1971-07"),
        ("1971.10", "1971-10"),
        ("1971年7月", "1971-07"),
        ("197107", "1971-07"),
        ("1971", "1971"),
        ("1971年", "1971"),
        ("1 July 2022", "2022-07-01"),
        ("1st Jul. 2022", "2022-07-01"),
        ("July 1st, 2022", "2022-07-01"),
        ("October 2022", "2022-10"),
        ("13/07/2022", "2022-07-13"),
        ("07/13/2022", "2022-07-13"),
        ("07/07/2022", "2022-07-07"),
        (1971.07, "1971-07"),
        (1971.12, "1971-12"),
        (1971.2, "1971-02"),
        (1971, "1971"),
        (2022.0, "2022"),
        (197107, "1971-07"),
        (19710701.0, "1971-07-01"),
        (44743, "2022-07-01"),
        (44743.395833, "2022-07-01"),
        (59, "1900-02-28"),
        (61, "1900-03-01"),
        (1, "1900-01-01"),
        (date(1973, 11, 1), "1973-11"),
        (date(1973, 11, 5), "1973-11-05"),
        (NOON, "2022-07"),
        ("", None),
        ("　", None),
        (None, None),
        (60, "!leap_bug"),
        (1971.1, "!month_or_ten"),
        (1971.13, "!no_such_day"),
        (0, "!not_a_date"),
        (-3, "!not_a_date"),
        (2_958_466, "!not_a_date"),
        (1e20, "!not_a_date"),
        (float("nan"), "!not_a_date"),
        (True, "!not_a_date"),
        (time(9), "!not_a_date"),
        (timedelta(1), "!not_a_date"),
        ("2022.2.30", "!no_such_day"),
        ("2022年13月", "!no_such_day"),
        ("0022-01-01", "!not_a_date"),
        ("71.07", "!short_year"),
        ("71.7.1", "!short_year"),
        ("85年3月", "!short_year"),
        ("01/07/2022", "!day_or_month_first"),
        ("1 Foo 2022", "!not_a_date"),
        ("去年", "!not_a_date"),
    ],
)
def test_a_date_is_understood_or_its_problem_named(cell, expected):
    assert outcome(partial_date, cell, year=2022) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (NOON, "2022-07-01"),
        (date(2022, 7, 1), "2022-07-01"),
        ("2022.7.1", "2022-07-01"),
        ("", None),
        ("1971.07", "!no_day"),
        (1971, "!no_day"),
        ("7月1日", "!no_year"),
    ],
)
def test_a_whole_date_needs_its_day_and_its_year(cell, expected):
    assert outcome(whole_date, cell) == expected


def test_partial_dates_sort_and_come_back_from_their_text():
    texts = ["1971", "1971-07", "1971-07-01", "1972"]
    parsed = [PartialDate.parse(text) for text in texts]
    assert sorted(parsed) == parsed
    assert [str(p) for p in parsed] == texts
    with pytest.raises(ValueError, match="invalid literal"):
        PartialDate.parse("soon")


@given(st.dates(date(1900, 3, 1), date(2100, 1, 1)))
def test_every_day_is_read_back_from_its_serial_and_its_spellings(day):
    serial = (day - date(1899, 12, 30)).days
    if not 1900 <= serial <= 2100:
        assert whole_date(serial) == day
    for text in (f"{day.year}.{day.month}.{day.day}", f"{day:%Y年%m月%d日}", f"{day:%d %B %Y}"):
        assert whole_date(text) == day


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("王　芳", "王芳"),
        (" 王 芳\u200b", "王芳"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("Jane   Ashby", "Jane Ashby"),
        ("张䶮𬭎", "张䶮𬭎"),
        ("", ""),
        (None, ""),
        ("王芳（女）", "!not_a_name"),
        ("<b>王芳</b>", "!not_a_name"),
        ("王芳2", "!not_a_name"),
        ("王" * 201, "!too_long"),
    ],
)
def test_a_name_is_tidied_or_refused(cell, expected):
    assert outcome(person_name, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("王　芳、李小明", ["王芳", "李小明"]),
        ("王芳，李明;赵一/钱二\n孙三", ["王芳", "李明", "赵一", "钱二", "孙三"]),
        ("王 芳 李小明", ["王芳", "李小明"]),
        ("李小明 王 芳", ["李小明", "王芳"]),
        ("张 三 李 四", ["张三", "李四"]),
        ("郁小萍 虞家声", ["郁小萍", "虞家声"]),
        ("Jane Ashby", ["Jane Ashby"]),
        ("Jane Ashby, Tom Berry", ["Jane Ashby", "Tom Berry"]),
        ("", []),
        ("、", []),
        ("张三等5人", "!not_all_names"),
        ("张三、李四等", "!not_all_names"),
        ("Jane Ashby et al.", "!not_all_names"),
    ],
)
def test_a_list_of_names_is_taken_apart_or_refused(cell, expected):
    found = outcome(person_refs, cell)
    assert (found if isinstance(found, str) else [ref.name for ref in found]) == expected


def test_a_number_behind_a_name_tells_people_of_one_name_apart():
    assert person_refs("王芳（CT-036）、陈伟 [12]") == [
        PersonRef("王芳", "CT-036"),
        PersonRef("陈伟", "12"),
    ]
    assert person_ref("") is None
    assert outcome(person_ref, "王芳（教师）") == "!not_a_name"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (13800000000.0, "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("+86 138 0000 0000", "13800000000"),
        ("021-60000000", "02160000000"),
        ("（021）60000000", "02160000000"),
        ("+44 (0)1632 960123", "+4401632960123"),
        ("13800000000/13900000000", "13800000000、13900000000"),
        ("13800000000\n13900000000", "13800000000、13900000000"),
        ("60000000转123", "60000000转123"),
        ("", ""),
        ("1.38E+10", "!rounded_number"),
        (1.38e20, "!rounded_number"),
        ("没有", "!not_a_phone"),
        ("无", ""),
        ("、".join(["13800000000"] * 5), "!too_long"),
    ],
)
def test_a_telephone_number_is_understood_or_refused(cell, expected):
    assert outcome(phone, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *((yes, True) for yes in ("是", "√", "✓", "Yes", "Ｙ", 1.0, True, "主动公开", "重点")),
        *((no, False) for no in ("否", "×", "no", 0, False, "不公开", "依申请公开")),
        ("", None),
        ("x", "!not_yes_or_no"),
        ("也许", "!not_yes_or_no"),
    ],
)
def test_yes_and_no_are_told_apart(cell, expected):
    assert outcome(yes_or_no, cell) is expected or outcome(yes_or_no, cell) == expected


def test_sex_is_male_female_or_unsaid():
    words = ["男", "M", "女", "female", "", "不详"]
    assert [outcome(sex, word) for word in words] == [
        *("male", "male", "female", "female", "", "!not_a_sex"),
    ]


def test_counts_are_whole_numbers_with_or_without_their_measure_word():
    cells = ["16", "16件", "１６", 16.0, "", "十六", -1, 1.5, "1" * 10]
    bad = "!not_a_number"
    assert [outcome(count, c) for c in cells] == [16, 16, 16, 16, None, bad, bad, bad, bad]


def test_times_of_day_are_read_from_text_and_cells():
    cells = [
        "9:05",
        "０９：０５",
        "下午2:30",
        "2022-07-01 09:05",
        "9时",
        "9点5分",
        time(9, 5),
        NOON,
        "",
    ]
    assert [outcome(time_of_day, c) for c in cells] == [
        *(time(9, 5), time(9, 5), time(14, 30), time(9, 5), time(9), time(9, 5)),
        *(time(9, 5), time(12), None),
    ]
    assert outcome(time_of_day, "到了") == outcome(time_of_day, "25:00") == "!not_a_time"


def test_labels_lose_their_blanks_and_items_are_taken_apart():
    assert label(" 第 一 组 ", limit=10) == "第一组"
    assert label("Group  1", limit=10) == "Group 1"
    assert items("城管 中队，民政办；\n") == ["城管中队", "民政办"]
    assert outcome(label, "一" * 11, limit=10) == "!too_long"


def test_text_keeps_its_breaks_and_its_signs_and_loses_what_nobody_typed():
    assert plain(" 一\u200b段，\r\n  二（段）\x07 ") == "一段，\n二（段）"
    assert tidy("第１号（一），\n二") == "第1号（一）， 二"
    assert folded("第１号（一），\n二") == "第1号(一), 二"
    assert [plain(c) for c in (None, 1.0, 1.5, 7, True, NOON, time(9), timedelta(1))] == [
        *("", "1", "1.5", "7", "1", "2022-07-01T12:00:00", "09:00:00", "1 day, 0:00:00"),
    ]
    assert plain(NOON.replace(hour=0)) == plain(NOON.date()) == "2022-07-01"
    assert outcome(plain, float("inf")) == "!not_a_number"
    assert outcome(plain, 1e15) == "!rounded_number"


CELLS = st.one_of(
    st.text(max_size=40),
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.text("0123456789.年月日-/十二", max_size=14),
)
PARSERS = (partial_date, whole_date, time_of_day, person_name, person_ref, person_refs)
PARSERS += (phone, yes_or_no, sex, count, items)


@given(cell=CELLS)
def test_whatever_stands_in_a_cell_no_parser_raises_anything_but_its_problem(cell):
    for parse in PARSERS:
        outcome(parse, cell)

"""Amendments as changes of a text: pure, by characters."""

import pytest

from townmoot.meetings.queries.amending import (
    Change,
    Kept,
    Part,
    amended,
    fits,
    overlap,
    parts,
    places,
)

pytestmark = pytest.mark.once
TEXT = "在镇中心增设两处公共停车场，年底前建成。"


@pytest.mark.parametrize(
    ("text", "passage", "found"),
    [
        (TEXT, "两处", [6]),
        (TEXT, "三处", []),
        (TEXT, "", []),
        ("two by two by two", "two", [0, 7, 14]),
        ("aaa", "aa", [0, 1]),
    ],
)
def test_a_passage_is_found_each_time_it_stands_in_the_text(text, passage, found):
    assert places(text, passage) == found


def test_a_change_fits_only_where_its_words_stand():
    assert fits(TEXT, Change(6, "两处", "三处"))
    assert not fits(TEXT, Change(5, "两处", "三处"))
    assert not fits(TEXT, Change(6, "", "三处"))


def test_changes_overlap_when_they_share_a_character():
    assert overlap(Change(0, "abc", ""), Change(2, "cd", ""))
    assert not overlap(Change(0, "abc", ""), Change(3, "de", ""))


def test_the_text_as_amended_is_told_part_by_part_in_its_order():
    changes = [Change(14, "年底前", "明年六月底前"), Change(6, "两处", "")]
    assert list(parts(TEXT, changes)) == [
        Part(Kept.SAME, "在镇中心增设"),
        Part(Kept.STRUCK, "两处"),
        Part(Kept.SAME, "公共停车场，"),
        Part(Kept.STRUCK, "年底前"),
        Part(Kept.PUT_IN, "明年六月底前"),
        Part(Kept.SAME, "建成。"),
    ]
    assert amended(TEXT, changes) == TEXT.replace("两处", "").replace("年底前", "明年六月底前")
    assert amended(TEXT, []) == TEXT
    assert amended("abc", [Change(0, "abc", "x")]) == "x"


@pytest.mark.parametrize(
    "changes",
    [
        [Change(0, "在镇", ""), Change(1, "镇中", "")],
        [Change(0, "别的", "")],
    ],
)
def test_changes_that_do_not_fit_together_are_not_made(changes):
    with pytest.raises(ValueError, match="overlap"):
        amended(TEXT, changes)

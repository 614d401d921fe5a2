"""What fits is marked where it stands in the text as it was written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmoot.search.asking import read
from townmoot.search.marks import AFTER, BEFORE, FURTHEST, Looking, Piece


def marked(typed: str, text: str, *, similar: bool = False) -> str:
    pieces = Looking(read(typed), similar=similar).pieces(text)
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("电梯", "加装电梯，电 梯。梯", "加装[电梯]，[电 梯]。梯"),
        ("梯 电", "电梯", "[电][梯]"),
        ("hurtgen", "HÜRTGEN Hürtgenwald", "[HÜRTGEN] Hürtgenwald"),
        ("hürtgen", "Hu\u0308rtgen\u0301!", "[Hu\u0308rtgen\u0301]!"),
        ("strasse", "Die Straße.", "Die [Straße]."),
        ("stras", "Straße", "Straße"),
        ("a4纸", "用A4纸打印", "用[A4纸]打印"),
        ("final", "the ﬁnal ﬁt", "the [ﬁnal] ﬁt"),
        ("か", "が か", "が [か]"),
        ("が", "が か", "[が] か"),
        ("x", "", ""),
        ("", "x", "x"),
        ("a b", "b a", "[b] [a]"),
        ("co\u00adop", "the coop", "the [coop]"),
    ],
)
def test_what_fits_is_marked(typed, text, found):
    assert marked(typed, text) == found


def test_what_is_similar_is_marked_whole():
    assert marked("fried", "Der Friedhof", similar=True) == "Der [Friedhof]"
    assert marked("fried", "Der Friedhof") == "Der Friedhof"
    assert marked("vosenack", "in Vossenack", similar=True) == "in [Vossenack]"
    assert marked("wald vosenack", "Walde Vossenack", similar=True) == "[Walde] [Vossenack]"


def test_what_overlaps_is_marked_once():
    assert marked('"a b" "b c"', "a b c") == "[a b] c"
    assert marked("abcde abcdef", "abcdef", similar=True) == "[abcdef]"


def test_a_mark_that_begins_amid_a_ligature_takes_all_of_it():
    assert marked("1", "x½") == "x½" or marked("1", "x ½") == "x [½]"
    assert marked("2", "½") == "[½]"


def excerpts(typed: str, *texts: str) -> list[str]:
    found = Looking(read(typed), similar=False).excerpts(texts)
    return ["".join(f"[{p.text}]" if p.found else p.text for p in each) for each in found]


def test_an_excerpt_parts_no_word_and_says_that_there_is_more():
    text = " ".join(f"word{n}" for n in range(100)) + " needle " + "tail " * 100
    (one,) = excerpts("needle", text)
    assert one.startswith("…")
    assert one.endswith("…")
    assert "[needle]" in one
    assert set(re.findall(r"\w+", one)) <= set(text.split())
    assert len(one) < BEFORE + AFTER + 2 * FURTHEST + 10


def test_there_are_two_excerpts_at_most_and_none_twice():
    text = "needle " + "x " * 200
    found = excerpts("needle", text * 5)
    assert len(found) == 2
    assert excerpts("needle", "a needle", "b  \n needle") == ["a [needle]", "b [needle]"]
    near = "needle " + "x " * 55 + "needle needle " + "x " * 200
    assert sum(each.count("[needle]") for each in excerpts("needle", near)) == 3


def test_where_the_title_alone_fits_the_text_begins():
    assert excerpts("needle", "", "The beginning.") == ["The beginning."]
    assert excerpts("needle", "") == []
    assert len(excerpts("needle", "字" * 1000)[0]) == BEFORE + AFTER + 1


def test_a_word_without_end_is_cut():
    (one,) = excerpts("needle", "needle " + "x" * 5000)
    assert len(one) < BEFORE + AFTER + 2 * FURTHEST + 20


@given(st.text(), st.lists(st.text()))
def test_nothing_is_lost_or_added_by_marking(typed, texts):
    for similar in (False, True):
        looking = Looking(read(typed), similar=similar)
        for text in texts:
            pieces = looking.pieces(text)
            blanks = re.compile(r"\s+")
            assert blanks.sub("", "".join(p.text for p in pieces)) == blanks.sub("", text)
        assert all(isinstance(p, Piece) for each in looking.excerpts(texts) for p in each)

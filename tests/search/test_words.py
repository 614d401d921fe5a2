"""How words are told apart, and what is made of what somebody typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmoot.search import tokens
from townmoot.search.asking import LONGEST, MOST_TERMS, Term, nearly, read
from townmoot.search.tokens import BREAK, column, fold, title_column, whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("加装电梯", ["加", "装", "电", "梯"]),
        ("A4纸30张", ["a4", "纸", "30", "张"]),
        ("Hürtgenwald", ["hurtgenwald"]),
        ("HU\u0308RTGEN", ["hurtgen"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("ＡＢＣ１２", ["abc12"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("l'école", ["l", "ecole"]),
        ("Ёлка ёлка", ["елка", "елка"]),
        ("ﬁnal", ["final"]),
        ("が か", ["か\u3099", "か"]),
        ("𬭛 豈", ["𬭛", "豈"]),
        ("第〇二号", ["第", "〇", "二", "号"]),
        ("under_score", ["under", "score"]),
        ("\x00\ud800 \ue000 -- *", []),
        ("x" * 100, ["x" * 64]),
    ],
)
def test_a_text_in_words(text, words):
    assert tokens.tokens(text) == words


@given(st.text())
def test_each_character_folds_by_itself_and_once(text):
    assert fold(text) == "".join(map(fold, text))
    assert tokens.tokens(fold(text)) == tokens.tokens(text)


def test_folding_remembers_only_so_much(monkeypatch):
    monkeypatch.setattr(tokens, "_REMEMBERED", 0)
    monkeypatch.setattr(tokens, "_folding", tokens._Folding())
    assert fold("Ä") == "a"
    assert not tokens._folding


def test_a_column_has_breaks_and_an_end(monkeypatch):
    assert column(["电梯", "", "A"]) == f"{BREAK} 电 梯 {BREAK} a {BREAK}"
    assert column(["", "--"]) == ""
    monkeypatch.setattr(tokens, "MOST_BYTES", 8)
    assert column(["电梯", "路灯"]) == f"{BREAK} 电 梯 {BREAK}"


def test_a_title_has_a_word_of_its_own_that_nobody_can_type():
    assert whole(["电", "梯"]) == whole(tokens.tokens("电 梯!")) != whole(["电梯"])
    told = title_column(["电梯", "", "--", "电 梯"])
    assert told == f"{column(['电梯', '电梯'])} {whole(['电', '梯'])}"
    assert tokens.tokens(whole(["a"])) != [whole(["a"])]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        (" -- ", ()),
        ("电梯 A", (("电", "梯"), ("a",))),
        ('"a b" c', (("a", "b"), ("c",))),
        ("“加装 电梯”", (("加", "装", "电", "梯"),)),
        ("「电梯」x", (("电", "梯"), ("x",))),
        ('"a b', (("a",), ("b",))),
        ('""', ()),
        ("title:x OR NEAR(y*)", (("title", "x"), ("or",), ("near", "y"))),
    ],
)
def test_what_was_typed_in_terms(typed, terms):
    assert tuple(term.words for term in read(typed).terms) == terms


def test_only_so_much_is_read():
    assert len(read("x" * 10_000).typed) == LONGEST
    assert len(read("a " * 100).terms) == MOST_TERMS
    assert read('a "b"').whole == ("a", "b")


def test_what_is_quoted_or_short_has_nothing_similar():
    assert [term.opens for term in read('wald "wald" wa 树').terms] == [True, False, False, False]
    assert [term.near for term in read('waldes "waldes" wald wald-es w4ldes').terms] == [
        True,
        *[False] * 4,
    ]
    assert not Term(("x" * 30,)).near


def test_one_slip_away():
    found = set(nearly("wald"))
    assert {"wal", "waldd", "wild", "wlad", "xwald"} <= found
    assert "wald" not in found
    assert "wildd" not in found

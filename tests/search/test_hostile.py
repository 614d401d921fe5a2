"""Whatever is typed is looked for, and nothing typed is an operator or an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.conftest import Shelf

ODD = [
    "",
    " ",
    '"',
    '""',
    "'",
    "%",
    "_",
    "*",
    "电*",
    "\\",
    "a\\' | 'b",
    "NOT",
    "AND OR NOT NEAR",
    "title : x",
    "{title} : x",
    "^x",
    "x -y",
    "(((",
    "NEAR(a b, 3)",
    "' OR 1=1 --",
    "'; DROP TABLE search_words; --",
    "a:* & !b",
    "\x00",
    "a\x00b",
    "\ud800",
    "\ue000",
    "\u202e电梯",
    "🛗",
    "𬭛",
    "x" * 100_000,
    "电" * 100_000,
    "wald " * 1000,
    " ".join(f"wort{'abcdefgh'[n]}lang" for n in range(8)),
]


@pytest.fixture
def two(shelf: Shelf) -> Shelf:
    shelf.put("paper", "电梯 ab x", texts=("wald",), on=date(2026, 7, 1))
    shelf.put("paper", "Wortalang 𬭛", on=date(2026, 7, 1))
    return shelf


def test_nothing_typed_is_an_error(two: Shelf):
    for typed in ODD:
        found = two.search(typed)
        assert found.total <= 2, typed
    assert two.search("{title} : x").total == 0
    assert two.search("电*").total == 1
    assert two.search("\x00").empty
    assert two.search("\u202e电梯").total == 1
    assert two.search("𬭛").total == 1


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    typed=st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\"'*():^-+&|!<>{}电梯a ")))
)
def test_any_text_can_be_typed(two: Shelf, typed: str):
    assert two.search(typed).total <= 2

"""One value at a time: what vendors write in its place, and what is made of it."""

from __future__ import annotations

import pytest

from townmoot.opendata.reading import faults as told
from townmoot.opendata.reading.faults import Faults
from townmoot.opendata.reading.text import parsed
from townmoot.opendata.reading.values import Look, is_web


def look(**fields):
    faults = Faults()
    return Look({"id": "x", **fields}, faults), faults.found


@pytest.mark.parametrize(
    ("value", "read", "codes"),
    [
        ("Rat", "Rat", []),
        (None, "", []),
        ("  ", "", ["empty_text"]),
        ("N/A", "", ["not_available"]),
        (7, "7", ["number_for_text"]),
        ({"a": 1}, "", ["wrong_shape"]),
        (["Rat", "x"], "Rat", ["a_list"]),
        ([], "", ["a_list"]),
        ("Rat\x00haus", "Rat haus", ["control_characters"]),
        ("Rat\ud800", "Rat", ["control_characters"]),
        ("Rat\nhaus", "Rat\nhaus", []),
        ("abcdefghijkl", "abcdefghi…", ["too_long"]),
    ],
)
def test_a_text(value, read, codes):
    found, faults = look(name=value)
    assert found.text("name", 10) == read
    assert [fault.code for fault in faults] == codes


@pytest.mark.parametrize(
    ("value", "read", "codes"),
    [
        ("2021-03-04", "2021-03-04", []),
        ("2021-03-04T18:00:00+01:00", "2021-03-04", []),
        ("04.03.2021", "2021-03-04", ["local_date"]),
        ("31.02.2021", "", ["bad_date"]),
        ("0000-00-00", "", ["bad_date"]),
        ("0001-01-01", "", ["bad_date"]),
        (20210304, "", ["bad_date"]),
        ("soon", "", ["bad_date"]),
        (None, "", []),
    ],
)
def test_a_day(value, read, codes):
    found, faults = look(date=value)
    assert found.day("date") == read
    assert [fault.code for fault in faults] == codes


def test_a_moment_is_told_in_utc_or_as_the_clocks_there_have_it():
    found, faults = look(a="2021-03-04T18:00:00+01:00", b="2021-03-04T18:00:00", c="x")
    assert found.moment("a") == "2021-03-04T17:00:00+00:00"
    assert found.moment("b") == "2021-03-04T18:00:00"
    assert found.moment("c") == ""
    assert [fault.code for fault in faults] == ["bad_date"]


@pytest.mark.parametrize(
    ("value", "read", "codes"),
    [
        (True, True, []),
        (None, None, []),
        ("ja", True, ["text_for_flag"]),
        ("false", False, ["text_for_flag"]),
        (0, False, ["text_for_flag"]),
        ("perhaps", None, ["wrong_shape"]),
    ],
)
def test_yes_or_no(value, read, codes):
    found, faults = look(public=value)
    assert found.flag("public") is read
    assert [fault.code for fault in faults] == codes


@pytest.mark.parametrize(
    ("value", "read", "codes"),
    [
        (12, 12, []),
        ("12", 12, []),
        (None, None, []),
        (-1, None, ["wrong_shape"]),
        (True, None, ["wrong_shape"]),
        (1.5, None, ["wrong_shape"]),
        (10**12, None, ["wrong_shape"]),
    ],
)
def test_a_whole_number(value, read, codes):
    found, faults = look(order=value)
    assert found.number("order") == read
    assert [fault.code for fault in faults] == codes


def test_references_are_read_as_ids_or_as_the_things_themselves():
    found, faults = look(
        one={"id": "a"}, many=["a", {"id": "b"}, "a", "", 7], single="a", long="x" * 600
    )
    assert found.ref("one") == "a"
    assert found.refs("many") == ["a", "b"]
    assert found.refs("single") == ["a"]
    assert found.ref("long") == ""
    assert found.refs("none") == []
    assert [fault.code for fault in faults] == [
        "empty_text",
        "wrong_shape",
        "not_a_list",
        "wrong_shape",
    ]


def test_embedded_things_are_read_one_or_many_whole_or_by_id():
    found, faults = look(many=[{"id": "a"}, "b", 7, None], single={"id": "a"}, no=7, nothing=None)
    assert found.parts("many") == [{"id": "a"}, "b"]
    assert found.parts("single") == [{"id": "a"}]
    assert found.part("single") == [{"id": "a"}]
    assert found.part("no") == []
    assert found.part("nothing") == []
    assert [fault.code for fault in faults] == ["wrong_shape", "not_a_list", "wrong_shape"]


def test_texts_of_a_list():
    found, faults = look(title=["Dr.", "", "Prof."])
    assert found.texts("title") == ["Dr.", "Prof."]
    assert [fault.code for fault in faults] == ["empty_text"]


def test_a_web_address_is_http_with_a_host():
    found, faults = look(a="https://x.example/a", b="javascript:alert(1)", c="", d="http://[")
    assert found.address("a") == "https://x.example/a"
    assert [found.address(key) for key in ("b", "c", "d")] == ["", "", ""]
    assert [fault.code for fault in faults] == ["bad_url", "empty_text", "bad_url"]
    assert not is_web("ftp://x.example")


def test_a_type_is_the_end_of_its_address():
    assert look(type="https://schema.oparl.org/1.0/Paper")[0].type() == "Paper"
    assert look(type=7)[0].type() == ""


def test_json_as_vendors_write_it():
    faults = Faults()
    assert parsed(b'{"a": "b"}', "x", faults) == {"a": "b"}
    assert parsed('\ufeff{"a": 1}'.encode(), "x", faults) == {"a": 1}
    assert faults.found == []
    assert parsed(b'{"a": "b\x01\tc"}', "x", faults) == {"a": "b\x01\tc"}
    assert parsed('{"a": "ü"}'.encode("latin-1"), "x", faults) == {"a": "ü"}
    assert [fault.code for fault in faults.found] == ["control_characters", "encoding"]


@pytest.mark.parametrize("data", [b"<html>", b"[" * 200_000, b""])
def test_what_is_no_json_is_named(data):
    with pytest.raises(told.Unreadable, match="page 7"):
        parsed(data, "page 7", Faults())


@pytest.mark.parametrize("code", told.MESSAGES)
def test_every_fault_says_what_was_found_and_what_was_done(code):
    words = str(told.Fault("paper/1", "name", code, "x" * 9))
    assert words.startswith("paper/1, name: ")
    assert "(xxxxxxxxx); " in words
    assert "(" not in str(told.Fault("p", "", "empty_text"))


def test_a_long_value_is_shown_cut():
    assert told.shown("x" * 200).endswith("…")

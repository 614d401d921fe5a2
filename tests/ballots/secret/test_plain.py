"""A ballot as bytes: one length a poll, and nothing that is no ballot gets through."""

from __future__ import annotations

import json

import pytest

from townmoot.ballots.secret import plain
from townmoot.ballots.secret.plain import Inner, TooLongError

CODE = "0123456789abcdef" * 2


def raw(text: str | bytes) -> bytes:
    return (text if isinstance(text, bytes) else text.encode()) + b"\x80\x00"


def test_all_ballots_of_a_poll_are_as_long_as_its_longest():
    length = plain.length_for({"q": "abstain"})
    assert length % plain.STEP == 0
    for answers, code in (({"q": "for"}, ""), ({"q": "abstain"}, CODE), ({"q": "反对"}, CODE)):
        packed = plain.packed(answers, code, length)
        assert len(packed) == length
        assert plain.unpacked(packed) == Inner(answers, code)


def test_a_ballot_longer_than_the_poll_allows_is_refused():
    with pytest.raises(TooLongError):
        plain.packed({"q": "x" * 200}, CODE, 64)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 64,
        b'{"answers":{},"code":""}',  # no end
        raw("no json"),
        raw(b"\xff\xfe"),
        raw("[1]"),
        raw('{"answers":{}}'),
        raw('{"answers":{},"code":"","voter":"x"}'),
        raw('{"answers":{},"code":"ABC"}'),
        raw('{"answers":{},"code":7}'),
        raw('{"answers":NaN,"code":""}'),
        raw('{"answers":1e5,"code":"' + CODE + CODE + '"}'),
        raw('{"answers":99999999999999,"code":""}'),
        raw('{"answers":"\\ud800","code":""}'),
        raw('{"answers":"a\\u0000b","code":""}'),
        raw('{"answers":' + "[" * 60_000 + "]" * 60_000 + ',"code":""}'),
    ],
)
def test_what_is_no_ballot_is_none(content):
    assert plain.unpacked(content) is None


def test_the_padding_may_follow_text_that_looks_like_it():
    text = json.dumps({"answers": "\u0080", "code": ""}, ensure_ascii=False)
    assert plain.unpacked(raw(text)) == Inner("\u0080", "")

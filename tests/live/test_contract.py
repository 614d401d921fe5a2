"""What a client may count on, below ASGI and above it alike: bytes in, bytes out."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest

from tests.live.served import get, post
from townmoot.live import Mark
from townmoot.record import clock


def ok(letter):
    letter.answer(200, {"n": letter.body.decode(), "for": str(letter.grant.topic)})


@pytest.fixture(autouse=True)
def _taking(shared):
    shared.take = ok
    shared.looks.clear()


def test_the_time_is_told_in_milliseconds(served):
    with served.line(get("/live/time")) as line:
        status, told = line.answer()
    assert status == 200
    assert abs(told["now"] - time.time() * 1000) < 5000


def test_a_stream_tells_each_change_once_in_order(served):
    book = served.book
    with served.line(served.listen(after=book.mark)) as line:
        line.opened()
        book.tell("agenda", looks="<p>一</p>\n<p>二</p>")
        first = line.event()
        book.tell("speakers")
        second = line.event()
    assert first == {
        "id": str(Mark(1, book.mark.position - 1)),
        "event": "piece",
        "data": "agenda\n<p>一</p>\n<p>二</p>",
    }
    assert (second["id"], second["data"].split("\n")[0]) == (str(book.mark), "speakers")


def test_a_client_goes_on_where_it_broke_off(served):
    book = served.book
    book.tell("a", "b", "a", "c")
    at = book.mark.position
    with served.line(served.listen(after=Mark(1, at - 3))) as line:
        line.opened()
        told = [line.event() for _ in range(3)]
    assert [one["data"].split("\n")[0] for one in told] == ["b", "a", "c"]
    assert [one["id"] for one in told] == [f"1.{at - 2}", f"1.{at - 1}", f"1.{at}"]
    header = f"Last-Event-ID: 1.{at - 1}\r\n"
    with served.line(served.listen(after=Mark(1, 0), headers=header)) as line:
        line.opened()
        assert line.event()["data"].startswith("c\n")


def test_who_names_no_mark_begins_now_and_learns_where_that_is(served):
    served.book.tell("agenda")
    with served.line(served.listen()) as line:
        line.opened()
        assert line.event(place=True)["id"].startswith("1.")


def test_a_stream_opens_with_its_own_token_only(served):
    book = served.book
    bound = book.token(session_key="abc")
    late = book.token(now=clock.real_now() - timedelta(hours=1))
    for token, cookie, code in [
        ("", "", "malformed"),
        (book.token("ballot"), "", "purpose"),
        (bound, "", "session"),
        (bound, "sessionid=abd", "session"),
        (bound, "xsessionid=abc", "session"),
        (late, "", "expired"),
        (book.token()[:-2] + "AA", "", "forged"),
    ]:
        headers = f"Cookie: {cookie}\r\n" if cookie else ""
        with served.line(served.listen(token, headers=headers)) as line:
            assert line.answer() == (401, {"code": code})
    with served.line(served.listen(bound, headers="Cookie: a=b; sessionid=abc; c=d\r\n")) as line:
        line.opened()
    with served.line(served.listen(after="here")) as line:
        assert line.answer() == (400, {"code": "after"})


def test_a_ballot_is_answered_when_its_taker_says_so(served):
    book = served.book
    held = []
    book.take = held.append
    with served.line(served.ballot(b'{"yes": 1}')) as line:
        while not held:
            time.sleep(0.005)
        letter = held[0]
        assert (letter.path, letter.body) == (f"/ballots/{book.poll}", b'{"yes": 1}')
        threading.Thread(target=letter.answer, args=[200, {"here": "已收"}]).start()
        assert line.answer() == (200, {"here": "已收"})
        letter.answer(500, {"twice": True})
        line.send(get("/live/time"))
        assert line.answer()[0] == 200


def test_a_ballot_tells_its_taker_the_session_of_its_token(served):
    book = served.book
    held = []
    book.take = held.append
    bound = book.token("ballot", session_key="abc")
    for token in (bound, None):
        with served.line(served.ballot(token=token, headers="Cookie: sessionid=abc\r\n")) as line:
            while not held:
                time.sleep(0.005)
            letter = held.pop()
            letter.answer(200, {})
            assert line.answer() == (200, {})
        assert letter.session == ("abc" if token else None)


def test_a_ballot_needs_its_own_token_and_address(served):
    book = served.book
    for sent, answer in [
        (served.ballot(token=""), (401, {"code": "malformed"})),
        (served.ballot(token=book.token()), (401, {"code": "purpose"})),
        (served.ballot(token=book.token("ballot", topic=book.body)), (404, {"code": "not_found"})),
    ]:
        with served.line(sent) as line:
            assert line.answer() == answer
            line.send(served.ballot())
            assert line.answer()[0] == 200


def test_a_taker_that_fails_is_answered_for(served):
    def fail(letter):
        raise ValueError

    served.book.take = fail
    with served.line(served.ballot()) as line:
        assert line.answer() == (500, {"code": "fault"})


def test_one_connection_carries_pages_ballots_and_a_stream(served):
    with served.line() as line:
        for _ in range(2):
            line.send(get("/"))
            assert line.answer() == (200, {"page": "/", "size": 0})
            line.send(post("/form/", b"x" * 100_000))
            assert line.answer() == (200, {"page": "/form/", "size": 100_000})
            line.send(served.ballot(b"1"))
            assert line.answer() == (200, {"n": "1", "for": str(served.book.poll)})
            line.send(get("/live/time"))
            assert line.answer()[0] == 200
        line.send(served.listen(after=served.book.mark))
        line.opened()
        served.book.tell("agenda")
        assert line.event()["event"] == "piece"


def test_requests_sent_together_are_answered_in_order(served):
    ballots = [served.ballot(str(n).encode()) for n in range(3)]
    with served.line(get("/a") + ballots[0] + get("/live/time") + get("/b") + ballots[1]) as line:
        assert line.answer()[1]["page"] == "/a"
        assert line.answer()[1]["n"] == "0"
        assert "now" in line.answer()[1]
        assert line.answer()[1]["page"] == "/b"
        assert line.answer()[1]["n"] == "1"
    with served.line(b"".join([*ballots, get("/c"), *ballots])) as line:
        told = [line.answer()[1] for _ in range(7)]
    assert [one.get("n") for one in told] == ["0", "1", "2", None, "0", "1", "2"]


def test_a_great_many_ballots_sent_together_are_answered(served):
    many = 1000 if served.gateway else 100  # the long way bounds what stands before a body
    with served.line(served.ballot() * many) as line:
        assert {line.answer()[0] for _ in range(many)} == {200}


def test_a_request_may_come_byte_by_byte(served):
    sent = served.ballot(b"slow") + get("/page") + get("/live/time")
    with served.line() as line:
        for byte in range(len(sent)):
            line.send(sent[byte : byte + 1])
        assert [line.answer()[0] for _ in range(3)] == [200] * 3


def test_a_body_or_a_head_without_end_is_refused(served):
    with served.line(served.ballot(b"x" * 65_537)) as line:
        assert line.answer() == (413, {"code": "too_large"})
    head = f"POST /ballots/{served.book.poll} HTTP/1.1\r\nX: ".encode()
    with served.line(head + b"x" * 70_000) as line:
        assert line.until(b"\r\n").split()[1] in {b"431", b"400"}
        assert line.ended()
    with served.line(served.ballot(headers="X: " + "y" * 20_000 + "\r\n")) as line:
        assert line.answer()[0] == (431 if served.gateway else 200)


@pytest.mark.parametrize("body", [b"5\r\nhello\r\n0\r\n\r\n"])
def test_a_body_in_chunks_goes_the_long_way(served, body):
    token = served.book.token("ballot")
    head = post(f"/ballots/{served.book.poll}", b"", f"X-Townmoot-Token: {token}\r\n")
    chunked = head.replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    with served.line(chunked + body) as line:
        assert line.answer()[1]["n"] == "hello"


def test_who_waits_to_be_asked_for_the_body_is_asked(served):
    whole = served.ballot(b"later", headers="Expect: 100-continue\r\n")
    with served.line(whole[:-5]) as line:
        assert line.until(b"\r\n\r\n").endswith(b"100 Continue")
        line.send(b"later")
        assert line.answer()[1]["n"] == "later"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /live/time HTTP/1.0\r\n\r\n", 200),
        (post("/live/time", b""), 405),
        (post("/live/stream", b""), 405),
        (get("/ballots/x"), 405),
        (get("/live/times"), 200),
        (get("/live/stream/more"), 200),
        (get("/live/ti%6De"), 200),
        (get("/live/time", "X : y\r\n"), 400),
        (get("/live/time", "X: a\r\n b\r\n"), 400),
        (b"GET /live/time HTTP/1.1\nHost: x\n\n\r\n\r\n", 400),
        (post("/ballots/x", b"", "Content-Length: 3\r\n"), 400),
        (post("/ballots/x", b"").replace(b": 0", b": -1"), 400),
        (b"\r\n" + get("/live/time"), 200),
        (b"POST " * 8 + b"\r\n\r\n", 400),
    ],
)
def test_what_is_odd_is_answered_as_the_house_would(served, sent, status):
    with served.line(sent) as line:
        assert int(line.until(b"\r\n").split()[1]) == status


def test_who_asks_to_close_is_let_go(served):
    with served.line(served.ballot(headers="Connection: close\r\n")) as line:
        assert line.answer()[0] == 200
        assert line.ended()


def test_who_breaks_off_leaves_nothing_behind(served):
    held = []
    served.book.take = held.append
    with served.line(served.ballot()), served.line(served.ballot(b"x" * 100)[:-50]):
        pass
    with served.line(served.listen(after=served.book.mark)) as line:
        line.opened()
    for letter in held:
        letter.answer(200, {})
    deadline = time.monotonic() + 5
    while any(served.hub._slots) and time.monotonic() < deadline:
        served.book.tell("agenda")
        time.sleep(0.01)
    assert not any(stream.line for slot in served.hub._slots for stream in slot)


def test_many_lines_of_one_channel_get_the_same_and_it_is_rendered_once(served):
    book = served.book
    with (
        served.line(served.listen(after=book.mark)) as one,
        served.line(served.listen(after=book.mark)) as two,
    ):
        one.opened(), two.opened()
        book.rendered.clear()
        book.tell("agenda", looks=str(time.time()))
        assert one.event() == two.event()
    assert book.rendered == [("en", "agenda")]

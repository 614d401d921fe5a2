"""The server around the contract: time limits, ends, lines that break, TLS."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.live.served import Server, config, get, post, serving, until
from townmoot.live import gateway, hub, streams

FORMS = pytest.mark.parametrize("form", [True, False], ids=["gateway", "asgi"])


def ok(letter):
    letter.answer(200, {"n": letter.body.decode()})


@FORMS
def test_a_server_that_ends_says_goodbye_and_ends_at_once(book, form):
    with serving(book, gateway=form) as served, served.line() as idle, served.line() as page:
        page.send(get("/"))
        page.answer()
        with served.line(served.listen(after=book.mark)) as line:
            line.opened()
            served.server.should_exit = True
            assert line.event() == {"event": "bye", "data": "bye"}
            assert line.ended()
        assert idle.ended()
        assert page.ended()
        began = time.monotonic()
    assert time.monotonic() - began < 3


@FORMS
def test_a_restart_is_told_and_nothing_of_it_is_missed(book, form):
    sent = get(f"/live/stream?token={book.token()}&after={book.mark}")
    with serving(book, gateway=form) as served, served.line(sent) as line:
        line.opened()
        book.tell("agenda")
        last = line.event()["id"]
        served.server.should_exit = True
        assert line.event()["event"] == "bye"
    book.tell("speakers", "hall")
    with serving(book, gateway=form) as served:
        again = sent.replace(b"\r\n\r\n", f"\r\nLast-Event-ID: {last}\r\n\r\n".encode())
        with served.line(again) as line:
            line.opened()
            assert [line.event()["data"].split("\n")[0] for _ in range(2)] == ["speakers", "hall"]
            book.tell("agenda")
            assert line.event()["data"].startswith("agenda\n")


def test_a_server_that_ends_cuts_off_who_never_reads_and_answers_ballots(book):
    held = []
    book.take = held.append
    with serving(book, gateway=True) as served, served.line(served.ballot()) as ballot:  # noqa: SIM117
        with served.line(served.listen(after=book.mark)) as line:
            until(lambda: held and served.hub.towns)
            here = served.hub
            (stream,) = here._streams()
            number = 0
            while stream.line is not None and not stream.wire.get_write_buffer_size():
                number += 1
                book.tell("agenda", looks=f"{number}" + "x" * 60_000)
                time.sleep(0.005)
            served.server.should_exit = True
            until(lambda: here.stopping)
            held[0].answer(200, {})
            assert ballot.answer() == (200, {})
            assert ballot.ended()
            began = time.monotonic()
            assert line.ended()
    assert time.monotonic() - began < 3


def test_a_client_that_never_reads_is_cut_off_and_the_others_go_on(book, monkeypatch):
    monkeypatch.setattr(streams, "BEHIND", 1000)
    with (
        serving(book, gateway=True) as served,
        served.line(served.listen(after=book.mark)) as lazy,
        served.line(served.listen(after=book.mark)) as quick,
    ):
        quick.opened()
        until(lambda: len(served.hub._streams()) == 2)
        for number in range(200):
            book.tell("agenda", looks=f"{number}" + "x" * 50_000)
            assert quick.event()["data"].startswith(f"agenda\n{number}x")
            if len(served.hub._streams()) == 1:
                break
        assert len(served.hub._streams()) == 1
        assert lazy.ended()


@pytest.mark.parametrize(
    "begun", [b"", b"GET /live/ti", b"GET / HTTP", b"POST /ballots/x HTTP/1.1\r\n"]
)
def test_who_never_finishes_a_request_is_let_go(book, monkeypatch, begun):
    monkeypatch.setattr(gateway, "PATIENCE", 0)
    monkeypatch.setattr(hub, "TICK", 0.01)
    with serving(book, gateway=True) as served, served.line(begun) as line:
        assert line.ended()


def test_who_was_answered_in_time_is_kept_or_let_go_by_the_pages_own_clock(book, monkeypatch):
    monkeypatch.setattr(hub, "TICK", 0.01)
    with serving(book, gateway=True) as served, served.line(get("/")) as line:
        assert line.answer()[0] == 200
        (guest,) = served.hub._lobby
        guest.overdue()
        line.send(get("/"))
        assert line.answer()[0] == 200


def test_who_has_sent_all_may_wait_for_the_answer(book):
    held = []
    book.take = held.append
    with serving(book, gateway=True) as served, served.line(served.ballot()) as line:
        until(lambda: held)
        line.there.shutdown(1)
        time.sleep(0.05)
        held[0].answer(200, {})
        assert line.answer() == (200, {})
        with served.line(get("/")) as page:
            page.answer()
            page.there.shutdown(1)
            assert page.ended()


def test_what_is_sent_while_a_ballot_waits_is_bounded(book):
    held = []
    book.take = held.append
    with serving(book, gateway=True) as served, served.line(served.ballot(b"1")) as line:
        until(lambda: held)
        book.take = ok
        many = [served.ballot(b"x" * 30_000) for _ in range(20)]
        line.there.settimeout(0.3)
        with suppress(TimeoutError):
            for _ in range(200):
                line.send(b"".join(many))
            pytest.fail("all of it was taken")
        line.there.settimeout(10)
        (one,) = [c for c in served.server.server_state.connections if c._letter]
        assert len(one._held) < 1_000_000
        held[0].answer(200, {})
        assert [line.answer()[0] for _ in range(20)] == [200] * 20


def test_what_follows_a_waiting_ballot_waits_too(book):
    held = []
    book.take = held.append
    with serving(book, gateway=True) as served, served.line(served.ballot()) as line:
        until(lambda: held)
        (one,) = served.server.server_state.connections
        line.send(get("/live/time"))
        until(lambda: one._held)
        one.pause_writing(), one.resume_writing()  # nobody of ours writes so much that it matters
        held[0].answer(200, {})
        assert line.answer() == (200, {})
        assert line.answer()[0] == 200


def test_what_a_listener_sends_is_not_read(book):
    with (
        serving(book, gateway=True) as served,
        served.line(served.listen(after=book.mark) + get("/live/time")) as line,
    ):
        line.opened()
        line.send(get("/live/time"))
        book.tell("agenda")
        assert line.event()["event"] == "piece"


def test_a_large_answer_of_a_page_waits_until_it_is_read(book):
    from tests.live import served as helper

    async def large(scope, receive, send):
        body = b"x" * 30_000_000
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:20_000_000], "more_body": True})
        await send({"type": "http.response.body", "body": body[20_000_000:]})

    real, helper.pages = helper.pages, large
    try:
        with serving(book, gateway=True) as served, served.line(get("/large")) as line:
            time.sleep(0.1)
            line.until(b"\r\n\r\n")
            read = len(line.held)
            while read < 30_000_000:
                read += len(line.there.recv(1 << 20))
    finally:
        helper.pages = real


def test_an_answer_after_the_loop_has_ended_is_no_fault(book):
    held = []
    book.take = held.append
    with serving(book, gateway=True) as served, served.line(served.ballot()) as line:
        until(lambda: held)
        held[0].answer(200, {})
        assert line.answer() == (200, {})
    held[0].answer(200, {})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    """A key and a certificate that signs itself."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    (folder / "key").write_bytes(key.private_bytes(*form, serialization.NoEncryption()))
    (folder / "cert").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "cert", folder / "key"


@FORMS
def test_the_same_goes_over_tls(book, certificate, form):
    book.take = ok
    cert, key = certificate
    with (
        serving(book, gateway=form, tls_cert=cert, tls_key=key) as served,
        served.line(get("/")) as line,
    ):
        assert line.answer()[0] == 200
        line.send(served.ballot(b"1"))
        assert line.answer() == (200, {"n": "1"})
        line.send(served.listen(after=book.mark))
        line.opened()
        book.tell("agenda")
        assert line.event()["event"] == "piece"
        served.server.should_exit = True
        assert line.event()["event"] == "bye"


@FORMS
def test_a_line_that_is_no_tcp_carries_streams_too(book, form, tmp_path):
    import asyncio
    import socket
    import threading

    from tests.live.served import Line, pages
    from townmoot.live.front import Front

    plan = config("127.0.0.1", 0, gateway=form)
    plan.app, plan.uds = Front(pages), str(tmp_path / "socket")
    server = Server(plan)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    until(lambda: server.started)
    with socket.socket(socket.AF_UNIX) as there:
        there.settimeout(10)
        there.connect(plan.uds)
        line = Line(there)
        line.send(get(f"/live/stream?token={book.token()}&after={book.mark}"))
        line.opened()
        book.tell("agenda")
        assert line.event()["event"] == "piece"
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def test_a_listener_who_goes_leaves_the_asgi_form_too(book):
    with serving(book, gateway=False) as served:
        with served.line(served.listen(after=book.mark)) as line:
            line.opened()
        until(lambda: not served.hub._streams())
        with served.line(served.ballot(b"x" * 100)[:-50]):
            pass
        with served.line(post("/ballots/x", b"")) as line:
            assert line.answer() == (401, {"code": "malformed"})


def test_what_is_no_request_goes_behind(book):
    import asyncio

    from townmoot.live.front import Front

    asked = []

    async def behind(scope, receive, send):
        asked.append(scope["type"])

    asyncio.run(Front(behind)({"type": "lifespan"}, None, None))
    assert asked == ["lifespan"]

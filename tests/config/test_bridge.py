"""WSGI behind ASGI: bodies are whole or not handed on, answers are whole or fetched in pieces."""

from __future__ import annotations

import asyncio

import pytest

from townmoot.config.bridge import IN_MEMORY, IN_ONE_GO, Bridge

pytestmark = pytest.mark.once
LARGEST = 4 * IN_MEMORY


class Application:
    """A WSGI application that keeps what it was asked and says what it was told."""

    def __init__(self, pieces=(b"well",), status="200 OK", fault=None):
        self.pieces, self.status, self.fault = list(pieces), status, fault
        self.asked, self.body, self.closed, self.given = [], None, 0, 0

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        self.body = environ["wsgi.input"].read()
        if self.fault:
            raise self.fault
        start_response(self.status, [("X-Said", "so"), ("Set-Cookie", "a=1")])
        return self

    def __iter__(self):
        for piece in self.pieces:
            self.given += 1
            yield piece

    def close(self):
        self.closed += 1


def scope(**more):
    base = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": []}
    return {**base, "http_version": "1.1", "client": ("192.0.2.7", 1), **more}


def ask(application, messages=(), **more):
    """What the bridge sends for the request that these messages make."""
    waiting, sent = list(messages), []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append((message, getattr(application, "given", 0)))

    bridge = Bridge(application, workers=1, largest=LARGEST)
    asyncio.run(bridge(scope(**more), receive, send))
    return [message for message, _ in sent], [given for _, given in sent], waiting


def part(body, more=False):
    return {"type": "http.request", "body": body, "more_body": more}


def length(number):
    return [(b"content-length", str(number).encode())]


def test_an_answer_is_sent_with_its_status_and_headers():
    application = Application([b"a", b"", b"b"], "404 Not Found")
    (start, body), _, _ = ask(application)
    assert (start["type"], start["status"]) == ("http.response.start", 404)
    assert start["headers"] == [(b"x-said", b"so"), (b"set-cookie", b"a=1")]
    assert body == {"type": "http.response.body", "body": b"ab"}
    assert application.closed == 1


def test_the_application_is_told_what_was_asked():
    headers = [
        (b"host", b"localhost"),
        (b"content-type", b"text/plain"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"accept", b"x"),
        (b"accept", b"y"),
        (b"x_csrftoken", b"posing"),
    ]
    application = Application()
    more = {"path": "/议事", "query_string": b"a=%20", "scheme": "https", "server": ("h", 8000)}
    ask(application, headers=headers, **more)
    (told,) = application.asked
    assert told["PATH_INFO"].encode("latin1").decode() == "/议事"
    assert (told["QUERY_STRING"], told["wsgi.url_scheme"]) == ("a=%20", "https")
    assert (told["SERVER_NAME"], told["SERVER_PORT"], told["REMOTE_ADDR"]) == (
        "h",
        "8000",
        "192.0.2.7",
    )
    assert (told["HTTP_HOST"], told["CONTENT_TYPE"]) == ("localhost", "text/plain")
    assert (told["HTTP_COOKIE"], told["HTTP_ACCEPT"]) == ("a=1; b=2", "x,y")
    assert "HTTP_X_CSRFTOKEN" not in told


def test_who_asks_through_a_socket_of_the_machine_has_no_address():
    application = Application()
    ask(application, client=None)
    assert "REMOTE_ADDR" not in application.asked[0]


@pytest.mark.parametrize("size", [3, IN_MEMORY + 1])
def test_a_body_is_read_whole_before_the_application_is_asked(size):
    application = Application()
    messages = [part(b"x" * (size - 1), more=True), part(b"y")]
    ask(application, messages, headers=length(size))
    assert application.body == b"x" * (size - 1) + b"y"


def test_a_body_that_breaks_off_is_not_handed_on():
    application = Application()
    messages = [part(b"half", more=True), {"type": "http.disconnect"}]
    sent, _, _ = ask(application, messages, headers=length(8))
    assert (sent, application.asked) == ([], [])


@pytest.mark.parametrize("headers", [[], length(LARGEST + 1), length("many"), length(-1)])
def test_what_has_no_length_or_too_much_is_not_read(headers):
    application = Application()
    sent, _, waiting = ask(application, [part(b"x")], headers=headers)
    assert (application.body, len(waiting)) == (b"", 1)
    assert sent[0]["status"] == 200


def test_a_large_answer_is_fetched_as_fast_as_it_is_read():
    pieces = [b"a" * IN_ONE_GO, b"b", b"", b"c"]
    application = Application(pieces)
    sent, given, _ = ask(application)
    assert b"".join(message.get("body", b"") for message in sent) == b"".join(pieces)
    assert [message.get("more_body", False) for message in sent[1:]] == [True, True, True, False]
    assert given[:2] == [2, 2]  # the rest is not asked for before the first pieces are out
    assert application.closed == 1


def test_an_answer_that_breaks_in_the_middle_is_closed_and_never_ended_as_whole():
    def broken():
        yield b"a" * (IN_ONE_GO + 1)
        raise ZeroDivisionError

    application = Application()
    application.__class__ = type("Broken", (Application,), {"__iter__": lambda _: broken()})
    with pytest.raises(ZeroDivisionError):
        ask(application)
    assert application.closed == 1


def test_a_fault_is_the_servers_to_answer():
    with pytest.raises(ZeroDivisionError):
        ask(Application(fault=ZeroDivisionError()))


def test_another_protocol_is_turned_away():
    sent, _, _ = ask(Application(), type="websocket")
    assert sent == [{"type": "websocket.close", "code": 1000}]

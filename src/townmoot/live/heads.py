"""The head of a request on a hot path, read strictly: what is odd is left to the house's parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus

from townmoot.live import asking, frames, ports
from townmoot.live.asking import Asked

HEAD_LIMIT = 16 * 1024
_DIGITS = 9  # of a length
_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
# One header a line, none folded, no bare CR or LF, no control characters, no escapes in the path.
_HEAD = re.compile(
    rb"(GET|POST) (/[\w/.~-]*)(?:\?([!-~]*))? HTTP/1\.1\r\n"
    rb"((?:" + _TOKEN + rb":[\t -~\x80-\xff]*\r\n)*)\r\n"
)
TAKEN = (b"cookie", b"x-townmoot-token", b"last-event-id")
JSON = (
    b"content-type: application/json\r\ncache-control: no-store\r\n"
    b"x-content-type-options: nosniff\r\n"
)
STREAM = (
    b"content-type: text/event-stream; charset=utf-8\r\ncache-control: no-store\r\n"
    b"x-content-type-options: nosniff\r\nx-accel-buffering: no\r\n"
)
# A stream's end is the end of its connection, so nothing is counted or cut into chunks.
STREAM_HEAD = b"HTTP/1.1 200 OK\r\n%bconnection: close\r\n\r\n%b" % (STREAM, frames.HELLO)
_WANTED = frozenset({b"connection", b"content-length", *TAKEN})
_OTHERS = {b"expect", b"transfer-encoding", b"upgrade"}  # what these ask for is not done here


@dataclass(slots=True)
class Request:
    """A request on a hot path: what it asks, how long head and body are, whether it is the last."""

    asked: Asked
    head: int
    length: int
    last: bool


def may_be_hot(data: bytes) -> bool:
    """Whether a request that begins so may be on a hot path; told by its first bytes."""
    beginnings = _beginnings(ports.intake_prefixes())
    return data.startswith(beginnings) or any(one.startswith(data) for one in beginnings)


def read(data: bytes) -> Request | None:
    """The request whose whole head stands at the beginning; None where it is not for us."""
    found = _HEAD.match(data)
    if found is None:
        return None
    method, path, query, headers = found.groups()
    words: dict[bytes, bytes] = {}
    for line in headers.split(b"\r\n"):
        name, _, value = line.partition(b":")
        key = name.lower()
        if key in _OTHERS or (key in _WANTED and key in words):
            return None
        words[key] = value.strip()
    length = words.get(b"content-length", b"0")
    address = path.decode("latin1")
    if not length.isdigit() or len(length) > _DIGITS:
        return None
    if asking.method_for(address) != method.decode():
        return None
    asked = Asked(
        method.decode(),
        address,
        (query or b"").decode("latin1"),
        *(words.get(name, b"").decode("latin1") for name in TAKEN),
    )
    last = b"close" in words.get(b"connection", b"").lower()
    return Request(asked, found.end(), int(length), last)


def answer(status: int, body: bytes, *, last: bool = False) -> bytes:
    """An answer in JSON as it goes over the line."""
    end = b"connection: close\r\n" if last else b""
    return b"HTTP/1.1 %d %b\r\n%bcontent-length: %d\r\n%b\r\n%b" % (
        status,
        HTTPStatus(status).phrase.encode(),
        JSON,
        len(body),
        end,
        body,
    )


@lru_cache(4)
def _beginnings(prefixes: tuple[str, ...]) -> tuple[bytes, ...]:
    posts = (f"POST {prefix}".encode() for prefix in prefixes)
    return (f"GET {asking.STREAM}".encode(), f"GET {asking.TIME}".encode(), *posts)

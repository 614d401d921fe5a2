"""What is asked on the hot paths, however it came: the same checks below ASGI and above it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings

from townmoot.live import marks, ports, tokens
from townmoot.live.letters import Letter
from townmoot.live.marks import Mark
from townmoot.live.tokens import BadToken, Grant

STREAM = "/live/stream"
TIME = "/live/time"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
BODY_LIMIT = 64 * 1024  # bytes of a ballot, at most


class NotGranted(Exception):
    """The answer is no: a status and a code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass(slots=True)
class Asked:
    """The words of a request that are heard on a hot path."""

    method: str
    path: str
    query: str
    cookie: str
    token: str
    last_event: str


def method_for(path: str) -> str | None:
    """How an address of the gateway is asked; None where it is not one."""
    if path in {STREAM, TIME}:
        return "GET"
    return None if ports.intake_for(path) is None else "POST"


def stream_of(asked: Asked) -> tuple[Grant, Mark | None]:
    """What opens a stream, and after which mark it goes on. Raises NotGranted (400, 401)."""
    words = dict(parse_qsl(asked.query))
    grant = _grant(words.get("token", ""), tokens.STREAM, asked.cookie)
    place = asked.last_event or words.get("after", "")
    after = marks.parse(place)
    if place and after is None:
        raise NotGranted(400, "after")
    return grant, after


def letter_of(
    asked: Asked, body: bytes, answer: Callable[[int, dict[str, Any]], None]
) -> tuple[ports.Intake, Letter]:
    """A letter and who takes it. Raises NotGranted (401, 404).

    The last part of the address is the topic that the token must name.
    """
    grant = _grant(asked.token, tokens.BALLOT, asked.cookie)
    intake = ports.intake_for(asked.path)
    if intake is None or asked.path.rpartition("/")[2] != str(grant.topic):
        raise NotGranted(404, "not_found")
    session = _session_key(asked.cookie) if grant.session else None
    return intake, Letter(asked.path, grant, body, answer, session)


def clock() -> dict[str, Any]:
    """The server's real time, in milliseconds (POSIX): by it countdowns agree."""
    return {"now": time.time_ns() // 1_000_000}


def as_json(values: dict[str, Any]) -> bytes:
    """An answer's bytes."""
    return _JSON.encode(values).encode()


def _grant(token: str, purpose: str, cookie: str) -> Grant:
    try:
        return tokens.read(token, purpose, session_key=_session_key(cookie))
    except BadToken as error:
        raise NotGranted(401, str(error)) from error


def _session_key(cookie: str) -> str | None:
    found = _cookie(settings.SESSION_COOKIE_NAME).search(cookie)
    return found[1] if found else None


@cache
def _cookie(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|;)\s*{re.escape(name)}=([^;\s]*)")

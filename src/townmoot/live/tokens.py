"""Short signed tokens: Django checks a person once, the gateway believes it for ten minutes.

A token names what it is for, whom it is for and until when, and is bound to the browser's session
by a keyed hash of its cookie. It is signed with the server's own key (HMAC-SHA-256) and is no
secret from the page that holds it. Times are real time, never legal time.
"""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from townmoot.live.channels import Audience, Channel
from townmoot.live.marks import Mark, here

if TYPE_CHECKING:
    from hashlib import _Hash

LIFE = 600  # seconds, at most
STREAM = "stream"
BALLOT = "ballot"
_FIELDS = 13


class BadToken(Exception):
    """The token opens nothing here; a page asks Django for a fresh one. Its text is a code."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a good token says. `topic` is the meeting or the poll; `expires` in seconds (POSIX).

    `mark` is where the record stood when the rights were checked.
    """

    purpose: str
    expires: int
    mark: Mark
    audience: Audience
    language: str
    body: UUID
    topic: UUID
    hall: UUID | None
    account: UUID | None
    person: UUID | None
    session: str

    @property
    def channel(self) -> Channel:
        """The channel that a token for a stream opens."""
        return Channel(self.body, self.topic, self.audience, self.language, self.hall)


def issue(
    purpose: str,
    *,
    body: UUID,
    topic: UUID,
    audience: Audience,
    language: str,
    now: datetime,
    hall: UUID | None = None,
    account: UUID | None = None,
    person: UUID | None = None,
    session_key: str | None = None,
    life: int = LIFE,
    mark: Mark | None = None,
) -> str:
    """A token for one purpose (STREAM, BALLOT), good for `life` seconds from `now` (real time).

    Without a session key it works for whoever holds it: for what is public. `mark` is the body's
    mark (`marks.here`) as read before the rights were checked; without it the present one. Raises
    ValueError for a longer life than LIFE, and for a word that a token cannot hold.
    """
    if not 0 < life <= LIFE:
        message = f"a token lives up to {LIFE} seconds"
        raise ValueError(message)
    at = mark or here(body)
    words = (purpose, str(int(now.timestamp()) + life), str(at.epoch), str(at.position))
    whom = (audience.value, language)
    ids = (one.hex if one else "" for one in (body, topic, hall, account, person))
    fields = (*words, *whom, *ids, session_hash(session_key) if session_key else "")
    if any("." in field or not field.isascii() for field in fields):
        message = "a word of the token holds a dot or is not ASCII"
        raise ValueError(message)
    text = ".".join(fields)
    return f"{text}.{_signature(text)}"


def read(
    token: str, purpose: str, *, session_key: str | None = None, now: float | None = None
) -> Grant:
    """What the token grants, for `purpose`, to the browser that sent this session cookie.

    Raises BadToken: `malformed`, `forged`, `purpose`, `expired` or `session`.
    """
    text, _, signature = token.rpartition(".")
    fields = text.split(".")
    if len(fields) != _FIELDS - 1 or not token.isascii():
        raise BadToken("malformed")
    if not hmac.compare_digest(signature, _signature(text)):
        raise BadToken("forged")
    if fields[0] != purpose:
        raise BadToken("purpose")
    expires = int(fields[1])
    if expires <= (time.time() if now is None else now):
        raise BadToken("expired")
    session = fields[11]
    if session and not (session_key and hmac.compare_digest(session, session_hash(session_key))):
        raise BadToken("session")
    body, topic, *others = fields[6:11]
    hall, account, person = (UUID(one) if one else None for one in others)
    mark = Mark(int(fields[2]), int(fields[3]))
    whom = (Audience(fields[4]), fields[5], _shared(body), _shared(topic))
    return Grant(fields[0], expires, mark, *whom, hall, account, person, session)


def session_hash(session_key: str) -> str:
    """What a token holds of a session (keyed BLAKE2b): tells sessions apart, opens none."""
    key = _keys(settings.SECRET_KEY)[0]
    digest = blake2b(session_key.encode(), key=key, digest_size=16).digest()
    return urlsafe_b64encode(digest)[:-2].decode()


def _signature(text: str) -> str:
    """HMAC-SHA-256 (RFC 2104) from its two half-fed hashes, which takes half of `hmac`'s time."""
    _, inner, outer = _keys(settings.SECRET_KEY)
    within, around = inner.copy(), outer.copy()
    within.update(text.encode())
    around.update(within.digest())
    return urlsafe_b64encode(around.digest())[:-1].decode()


@lru_cache(4)
def _keys(secret: str) -> tuple[bytes, _Hash, _Hash]:
    """The key of tokens, made from the server's key, which signs other things too."""
    key = hmac.digest(secret.encode(), b"townmoot live tokens", "sha256")
    block = key.ljust(sha256().block_size, b"\0")
    pads = (bytes(byte ^ pad for byte in block) for pad in (0x36, 0x5C))
    inner, outer = (sha256(pad) for pad in pads)
    return key, inner, outer


@lru_cache(256)
def _shared(hexadecimal: str) -> UUID:
    """A body, a meeting or a poll: thousands of tokens name the same."""
    return UUID(hexadecimal)

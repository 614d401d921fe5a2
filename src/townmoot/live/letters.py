"""A request to the intake: what somebody sends in on a hot path, and the way to answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from townmoot.live.tokens import Grant


@dataclass(slots=True)
class Letter:
    """What came to an address of the intake under a good token.

    `answer(status, values)` may be called once, at any time, on the event loop or on a thread;
    the values go out as JSON. The sender may be gone by then, which is no fault. `session` is the
    key of the session that the token is bound to: it may have ended since the token was made.
    """

    path: str
    grant: Grant
    body: bytes
    answer: Callable[[int, dict[str, Any]], None]
    session: str | None = None

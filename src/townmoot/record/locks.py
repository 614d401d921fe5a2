"""A fair lock: who came first writes first. SQLite has one writer; its own waiting is a lottery."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class FairLock:
    """A lock of one process that is handed on in the order of asking. Not reentrant."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for the block."""
        self._take()
        try:
            yield
        finally:
            self._hand_on()

    @contextmanager
    def held_at_once(self) -> Iterator[bool]:
        """Hold the lock for the block where nobody holds it; tells whether it is held."""
        with self._guard:
            free = not self._held
            self._held = True
        try:
            yield free
        finally:
            if free:
                self._hand_on()

    def _take(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False

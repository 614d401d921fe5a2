"""An order that tells nothing."""

from __future__ import annotations

from collections.abc import Iterable
from secrets import SystemRandom
from typing import TypeVar

T = TypeVar("T")
_random = SystemRandom()


def shuffled(things: Iterable[T]) -> list[T]:
    """The things in an order that the operating system's randomness chose."""
    found = list(things)
    _random.shuffle(found)
    return found

"""How much memory an idle server holds."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psutil

from bench.stand import served

MIB = 1024 * 1024


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """Resident memory after the first requests, when nobody asks any more."""
    with served() as stand:
        time.sleep(2)
        held = psutil.Process(stand.pid).memory_info().rss / MIB
    yield "memory-idle", round(held, 1), "MiB", 150, "lower"

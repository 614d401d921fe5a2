"""A wire that keeps what is written, and a hub on a loop of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.live.book import Book
from townmoot.live import Mark, hub


class Wire:
    """Takes everything at once, unless `behind` says otherwise."""

    def __init__(self) -> None:
        self.said = b""
        self.behind = 0
        self.end = ""

    def write(self, data: bytes) -> None:
        assert not self.end
        self.said += data

    def get_write_buffer_size(self) -> int:
        return self.behind

    def close(self) -> None:
        self.end = "closed"

    def abort(self) -> None:
        self.end = "cut off"

    @property
    def events(self) -> list[str]:
        """What was said: pieces with their mark, last words as they are, bare marks."""
        told = []
        for block in self.said.decode().split("\n\n")[:-1]:
            fields = [line.partition(": ")[::2] for line in block.split("\n") if line != ":"]
            mark = next((value for name, value in fields if name == "id"), "")
            data = [value for name, value in fields if name == "data"]
            told.append(" ".join(filter(None, (mark, *data))))
        return told


def on_loop(test: Callable[[Any], Awaitable[None]], book: Book) -> None:
    """Run a test on a loop with a hub, and stop the hub."""

    async def run() -> None:
        try:
            await asyncio.wait_for(test(hub.current()), 20)
        finally:
            hub.stop()

    asyncio.run(run())


def listen(here: hub.Hub, book: Book, after: str | Mark | None = None, **grant: Any) -> Wire:
    """Open a stream after a mark; `now` stands for the book's own."""
    wire = Wire()
    here.open(wire, book.grant(**grant), book.mark if after == "now" else after)  # type: ignore[arg-type] # no text by then
    return wire


async def until(true: Callable[[], object]) -> None:
    """Give the loop time until something is so."""
    while not true():  # noqa: ASYNC110 -- a test's own waiting
        await asyncio.sleep(0.002)


async def settled(here: hub.Hub) -> None:
    """Wait until no step runs and no news is left."""
    await asyncio.sleep(0)
    await until(lambda: all(town._pump is None for town in here.towns.values()))

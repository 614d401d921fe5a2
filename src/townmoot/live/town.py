"""One body's record as it is followed for those who listen; all of it runs on the event loop."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from django.db import Error

from townmoot.live import frames, reading
from townmoot.live.shelf import Shelf
from townmoot.live.streams import Line, Rights, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from uuid import UUID

    from townmoot.live.channels import Channel
    from townmoot.live.marks import Mark
    from townmoot.live.reading import Step

PAUSE = 1.0  # seconds before a step is tried again that the database refused
_log = logging.getLogger(__name__)


class Town:
    """The lines of a body, and the pump: one step at a time, for as long as there is news.

    What is committed while a step runs goes into the next, so a storm of acts costs few steps.
    """

    def __init__(self, body: UUID, worker: Executor) -> None:
        self.body = body
        self.lines: dict[Channel, Line] = {}
        self._worker = worker
        self._mark: Mark | None = None  # what the last step read up to
        self._rights = Rights(0)
        self._news = False
        self._pump: asyncio.Task[None] | None = None

    def add(self, stream: Stream, channel: Channel) -> None:
        """Let a stream listen: at once where all it missed is known, else after a step."""
        line = self.lines.get(channel)
        if line is None:
            line = self.lines[channel] = Line(channel)
        stream.line = line
        if not self._begin(line, stream):
            line.waiting[stream] = None
            self.wake()

    def wake(self) -> None:
        """There may be news, or somebody waits."""
        self._news = True
        if self._pump is None:
            self._pump = asyncio.get_running_loop().create_task(self._run())

    def streams(self) -> Iterator[Stream]:
        """All who listen or wait."""
        for line in self.lines.values():
            yield from line.live
            yield from line.waiting

    def sweep(self) -> bool:
        """Forget lines to which nobody listens any more; return whether any is left."""
        for channel in [c for c, line in self.lines.items() if not (line.live or line.waiting)]:
            del self.lines[channel]
        return bool(self.lines)

    def stop(self) -> None:
        """Read no more."""
        if self._pump is not None:
            self._pump.cancel()

    async def _run(self) -> None:
        while self._news and self.sweep():
            self._news = False
            try:
                step = await asyncio.get_running_loop().run_in_executor(
                    self._worker, reading.take, self.body, self._wanted(), self._unchecked()
                )
            except Error:
                _log.exception("live: the record of %s cannot be read", self.body)
                self._news = True
                await asyncio.sleep(PAUSE)
            else:
                await self._take(step)
        self._pump = None

    def _wanted(self) -> dict[Channel, int | None]:
        """For each channel the position after which a step must look for changes."""
        for line in self.lines.values():
            for stream in line.waiting:
                stream.asked = True
        return {channel: line.low() for channel, line in self.lines.items()}

    def _unchecked(self) -> int | None:
        """The position after which a step must look for changes of rights."""
        places = [s.checked.position for line in self.lines.values() for s in line.waiting]
        if self._mark is None:
            return min(places, default=None)
        return min([self._mark.position, *(p for p in places if p < self._rights.since)])

    async def _take(self, step: Step) -> None:
        """Tell what a step found: first to whom no longer, then to those who listen."""
        for line, new, streams in sorted(self._learn(step), key=lambda one: len(one[2])):
            await line.send(new, streams)

    def _learn(self, step: Step) -> list[tuple[Line, bytes, list[Stream]]]:
        """Take in what a step found; returns what is to be sent, and to whom."""
        mark = self._mark
        if mark and (step.mark.epoch != mark.epoch or step.since > mark.position):
            self._begin_anew()
        if self._mark is None:
            self._rights = Rights(step.since)
        self._mark = step.mark
        if self._rights.learn(step):
            for stream in [one for one in self.streams() if self._rights.changed_for(one)]:
                stream.end(frames.RENEW)
        sendings = []
        for line in self.lines.values():
            if line.channel in step.wanted:
                if (new := self._shelve(line, step)) and line.live:
                    sendings.append((line, new, list(line.live)))
                for stream in list(line.waiting):
                    self._admit(line, stream)
        return sendings

    def _shelve(self, line: Line, step: Step) -> bytes:
        low, upto = step.wanted[line.channel], step.mark.position
        if line.shelf is None:
            line.shelf = Shelf(step.mark.epoch, low, upto)
        return line.shelf.add(step.pieces.get(line.channel, {}), low, upto)

    def _admit(self, line: Line, stream: Stream) -> None:
        """Let one who waited begin; who was asked for and still cannot never will."""
        if not self._begin(line, stream) and stream.asked:
            late = stream.checked.position < self._rights.since
            stream.end(frames.RENEW if late else frames.FRESH)

    def _begin(self, line: Line, stream: Stream) -> bool:
        """Give a stream what it missed, or its last word; False where that is not known yet."""
        shelf, after, checked = line.shelf, stream.after, stream.checked
        if shelf is None:
            return False
        if checked.epoch != shelf.epoch or self._rights.changed_for(stream):
            stream.end(frames.RENEW)
        elif after is not None and after.epoch != shelf.epoch:
            stream.end(frames.FRESH)
        elif checked.position < self._rights.since or not shelf.knows(after):
            return False
        else:
            line.join(stream, shelf)
        return True

    def _begin_anew(self) -> None:
        """The record was restored, or far too much was missed: every page is fetched anew."""
        for stream in list(self.streams()):
            stream.end(frames.FRESH)
        self.lines.clear()
        self._mark = None

"""Those who listen: a stream each, a line for all of one channel, the same bytes for a line."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from townmoot.live import frames

if TYPE_CHECKING:
    from townmoot.live.channels import Channel
    from townmoot.live.marks import Mark
    from townmoot.live.reading import Step
    from townmoot.live.shelf import Shelf
    from townmoot.live.tokens import Grant

BEHIND = 64 * 1024  # bytes not yet taken by a client at which it is cut off
REPLAY = 256 * 1024  # bytes of missed pieces above which a client fetches the page instead
AT_ONCE = 500  # streams written to before others of the loop have their turn


class Wire(Protocol):
    """What the bytes of a stream go into: asyncio's transports are such wires."""

    def write(self, data: bytes, /) -> object: ...
    def get_write_buffer_size(self) -> int: ...
    def close(self) -> object: ...
    def abort(self) -> object: ...


class Stream:
    """One who listens, with what the token said; `asked` once a step was told of its wishes."""

    __slots__ = (
        *("account", "after", "asked", "checked", "fd", "line", "person", "session", "slot"),
        *("until", "wire"),
    )

    def __init__(self, wire: Wire, grant: Grant, after: Mark | None, until: float) -> None:
        self.wire = wire
        self.person: UUID | None = grant.person
        self.account: UUID | None = grant.account
        self.session = grant.session
        self.checked = grant.mark
        self.after = after
        self.until = until
        self.asked = False
        self.fd = -1  # the wire's own, where bytes can be written to it as they are
        self.slot = 0
        self.line: Line | None = None

    def end(self, last: bytes) -> None:
        """Say the last word and hang up; who is far behind is cut off."""
        self.leave()
        if self.wire.get_write_buffer_size() > BEHIND:
            self.wire.abort()
        else:
            self.wire.write(last)
            self.wire.close()

    def tell(self, frame: bytes) -> None:
        """Write to a wire that keeps what cannot go out yet; who does not read is cut off."""
        if self.wire.get_write_buffer_size() > BEHIND:
            self.leave()
            self.wire.abort()
        else:
            self.wire.write(frame)

    def leave(self) -> None:
        """Listen no more."""
        if self.line is not None:
            self.line.live.pop(self, None)
            self.line.waiting.pop(self, None)
            self.line = None


class Line:
    """All who listen to one channel: `live` at the shelf's end, `waiting` for a step."""

    __slots__ = ("channel", "live", "sending", "shelf", "waiting")

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.shelf: Shelf | None = None
        self.live: dict[Stream, None] = {}  # in the order of coming, which memory likes
        self.waiting: dict[Stream, None] = {}
        self.sending = False

    def low(self) -> int | None:
        """The position after which the line must learn of changes; None: from now on."""
        places = [one.after.position for one in self.waiting if one.after is not None]
        if self.shelf is None:
            return min(places, default=None)
        return min([self.shelf.upto, *(p for p in places if p < self.shelf.since)])

    def join(self, stream: Stream, shelf: Shelf) -> None:
        """Give a stream what it missed; from now on it gets what all of the line get."""
        missed = self.beat() if stream.after is None else shelf.replay(stream.after.position)
        if len(missed) > REPLAY:
            stream.end(frames.FRESH)
            return
        if missed:
            stream.wire.write(missed)
        self.waiting.pop(stream, None)
        self.live[stream] = None

    def beat(self) -> bytes:
        """A sign of life: with the mark, unless somebody may not have what is before it."""
        if self.sending or self.shelf is None:
            return frames.BEAT
        return frames.beat(self.shelf.epoch, self.shelf.upto)

    async def send(self, frame: bytes, streams: list[Stream]) -> None:
        """Write the same bytes to each.

        Where nothing waits in a wire they go straight to the kernel, which spares a seventh of what
        telling costs. A descriptor is a stream's own for as long as the stream has its line.
        """
        write, size = os.write, len(frame)
        self.sending = True
        for start in range(0, len(streams), AT_ONCE):
            if start:
                await asyncio.sleep(0)
            for stream in streams[start : start + AT_ONCE]:
                if stream.line is not self:
                    continue
                if stream.fd < 0 or stream.wire.get_write_buffer_size():
                    stream.tell(frame)
                    continue
                try:
                    sent = write(stream.fd, frame)
                except OSError:  # full, or broken: the wire knows what to do
                    sent = 0
                if sent < size:
                    stream.wire.write(frame[sent:])
        self.sending = False


class Rights:
    """Whose rights changed where, as far back as `since`."""

    __slots__ = ("everybody", "last", "since")

    def __init__(self, since: int) -> None:
        self.since = since
        self.everybody = 0
        self.last: dict[UUID, int] = {}

    def learn(self, step: Step) -> bool:
        """Take in what a step found; return whether it found anything."""
        self.since = min(self.since, step.since)
        self.everybody = max(self.everybody, step.everybody)
        for who, position in step.rights.items():
            self.last[who] = max(self.last.get(who, 0), position)
        return bool(step.rights or step.everybody)

    def changed_for(self, stream: Stream) -> bool:
        """Whether the rights of who listens changed after they were checked."""
        at = self.everybody
        for who in (stream.person, stream.account):
            if who is not None:
                at = max(at, self.last.get(who, 0))
        return at > stream.checked.position

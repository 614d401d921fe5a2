"""What a channel has said lately: of each piece the newest bytes, and where it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.live import frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from townmoot.live.marks import Mark

PIECES = 4096
BYTES = 1024 * 1024
REPLAYS = 64  # remembered: after a restart thousands ask from the same few places

Rendered = tuple[int, bytes]  # where the piece changed last, and how it looks


class Shelf:
    """Pieces are states: whoever missed five changes of one gets the newest.

    Complete for changes after `since`, up to `upto`; bounded by forgetting what changed first.
    """

    __slots__ = ("_kept", "_replays", "_size", "epoch", "since", "upto")

    def __init__(self, epoch: int, since: int, upto: int) -> None:
        self.epoch = epoch
        self.since = since
        self.upto = upto
        self._kept: dict[str, Rendered] = {}
        self._size = 0
        self._replays: dict[int, bytes] = {}

    def add(self, pieces: Mapping[str, Rendered], since: int, upto: int) -> bytes:
        """Take what was rendered at `upto` of all that changed after `since`.

        Returns what is new to those who were at the shelf's end, in the order of change. A piece
        that looks as before is not new to them; it is to who saw a page in between.
        """
        new = []
        for name, told in pieces.items():
            kept = self._kept.get(name)
            if kept is None or told[0] > kept[0]:
                self._put(name, told)
                if told[0] > self.upto and (kept is None or told[1] != kept[1]):
                    new.append(told)
        self.since = min(self.since, since)
        self.upto = upto
        self._forget()
        self._replays.clear()
        return frames.numbered(self.epoch, upto, sorted(new, key=_place))

    def knows(self, after: Mark | None) -> bool:
        """Whether it holds all that somebody missed who was there; without a mark, nothing."""
        return after is None or self.since <= after.position <= self.upto

    def replay(self, after: int) -> bytes:
        """What changed after a position that is not before `since`, as it looks now."""
        found = self._replays.get(after)
        if found is None:
            missed = sorted((t for t in self._kept.values() if t[0] > after), key=_place)
            found = frames.numbered(self.epoch, self.upto, missed)
            if len(self._replays) < REPLAYS:
                self._replays[after] = found
        return found

    def _put(self, name: str, told: Rendered) -> None:
        old = self._kept.get(name)
        self._size += len(told[1]) - (len(old[1]) if old else 0)
        self._kept[name] = told

    def _forget(self) -> None:
        if len(self._kept) <= PIECES and self._size <= BYTES:
            return
        for name, told in sorted(self._kept.items(), key=lambda one: _place(one[1])):
            if len(self._kept) <= PIECES // 2 and self._size <= BYTES // 2:
                break
            del self._kept[name]
            self._size -= len(told[1])
            self.since = max(self.since, told[0])


def _place(told: Rendered) -> int:
    return told[0]

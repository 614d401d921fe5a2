"""A record in memory: its entries name pieces, its looks say how they look."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from townmoot.live import ALL, Audience, Mark, News, Told, hub, marks, ports, reading, tokens, wakes
from townmoot.record import clock
from townmoot.record.models import new_id

if TYPE_CHECKING:
    import pytest

AT = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)


class Book:
    """One body and one meeting. An entry's act is the name of the piece that it changes."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.body, self.meeting, self.poll = new_id(), new_id(), new_id()
        self.epoch = 1
        self.entries: list[Told] = []
        self.looks: dict[str, str | None] = {}
        self.rights: dict[int, object] = {}
        self.rendered: list[tuple[str, str]] = []
        self.letters: list[object] = []
        self.take = self.letters.append
        self.faults: list[Exception] = []
        self.changed = False
        patch.setattr(marks, "here", self._here)
        patch.setattr(reading, "entries", self._read)
        patch.setattr(wakes.Watch, "changed", lambda watch: self.changed)
        patch.setattr(wakes, "announce", lambda words: None)
        patch.setattr(wakes, "way", lambda: None)
        patch.setattr(ports, "_routers", [self._route])
        patch.setattr(ports, "_renderers", [self._render])
        patch.setattr(ports, "_rechecks", [lambda told: self.rights.get(told.position)])
        patch.setattr(ports, "_intakes", {"/ballots/": self._post})

    @property
    def mark(self) -> Mark:
        return Mark(self.epoch, len(self.entries))

    def tell(self, *pieces: str, looks: str | None = None, rights: object = None) -> None:
        """Write entries, and wake who listens."""
        for piece in pieces:
            self.entries.append(Told(self.body, len(self.entries) + 1, piece, None, AT))
            if looks is not None:
                self.looks[piece] = looks
        if rights is not None:
            self.rights[len(self.entries)] = rights
        hub.record_grew(self.body, len(self.entries))

    def token(self, purpose: str = "stream", **changed: object) -> str:
        """A token for the meeting or the poll."""
        told = {
            "body": self.body,
            "topic": self.meeting if purpose == "stream" else self.poll,
            "audience": Audience.PUBLIC,
            "language": "en",
            "now": clock.real_now(),
            "mark": self.mark,
        }
        return tokens.issue(purpose, **{**told, **changed})  # type: ignore[arg-type] # a test's words

    def grant(self, session_key: str | None = None, **changed: object) -> tokens.Grant:
        """What such a token says."""
        token = self.token(session_key=session_key, **changed)
        return tokens.read(token, "stream", session_key=session_key)

    def _post(self, letter: object) -> None:
        self.take(letter)

    def _here(self, body: UUID) -> Mark:
        if self.faults:
            raise self.faults.pop()
        return self.mark

    def _read(self, body: UUID, after: int, upto: int) -> list[Told]:
        return self.entries[after:upto]

    def _route(self, told: Told) -> list[News]:
        if told.act == "fault":
            raise ValueError(told.act)
        return [News(self.meeting, piece) for piece in told.act.split("+")]

    def _render(self, channel: object, piece: str) -> str | None:
        self.rendered.append((channel.language, piece))  # type: ignore[attr-defined]
        if piece == "broken":
            raise ValueError(piece)
        return self.looks.get(piece, f"<p>{piece} {len(self.entries)}</p>")


__all__ = ["ALL", "Book"]

"""Chengting's floor, watched: `watched` renders a piece for an audience as the hub does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.web.floor.conftest import Floor, floor, founded, open_floor
from townmoot.live import Audience, Channel, News, Told
from townmoot.record.models import Entry
from townmoot.web.live import registry, rendering

__all__ = ["floor", "founded", "open_floor"]


class Watched:
    """What each audience is sent of the meeting."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor

    def channel(self, audience: str, language: str = "en", hall: Any = None) -> Channel:
        body, meeting = self.floor.town.body, self.floor.meeting
        assert meeting is not None
        own = hall or (self.floor.hall if audience == "venue" else None)
        return Channel(body, meeting, Audience(audience), language, own)

    def piece(self, name: str, audience: str, language: str = "en") -> str | None:
        return rendering.render(self.channel(audience, language), name)

    def all_of(self, audience: str, language: str = "en") -> str:
        """All that an audience could be sent now, whatever page it looks at."""
        people = [who.person for who in self.floor.deputies]
        names = [one.name for one in registry.all_pieces()]
        names += [f"person-{person}" for person in people]
        made = [self.piece(name, audience, language) for name in names]
        return "\n".join(text for text in made if text)

    def news(self, act: str) -> set[str]:
        """What the last entry of an act changes on the pages of the meeting."""
        row = Entry.objects.filter(act=act).order_by("-position").first()
        assert row is not None
        told = Told(row.body, row.position, row.act, row.subject, row.at)
        found = set(registry.news(told))
        assert {each.meeting for each in found} <= {self.floor.meeting}
        return {each.piece for each in found}


@pytest.fixture
def watched(floor: Floor) -> Watched:
    """The meeting of the floor, as its audiences are sent it."""
    return Watched(floor)


def told_of(act: str, subject: UUID | None, body: UUID) -> Told:
    """An entry as the hub reads it."""
    from townmoot.record import now

    return Told(body, 1, act, subject, now())


__all__ += ["News", "Watched", "told_of"]

"""A session at an item to be voted on, seen from its pages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from tests.web.floor.conftest import Floor, floor, founded
from townmoot.ballots.models import Poll

__all__ = ["floor", "founded"]


@dataclass
class Hall:
    """The session, its chair's browser, and the item."""

    floor: Floor
    item: UUID

    def prepare(self, kind: str = "hands", **more) -> UUID:
        inputs = {"context": self.floor.meeting, "subject": self.item, "name": "关于报告的决议"}
        floor = self.floor
        return floor.make("poll.prepare", by=floor.chair, **(inputs | {"kind": kind} | more))

    def open(self, kind: str = "hands", **more) -> UUID:
        poll = self.prepare(kind, **more)
        self.floor.do("poll.open", by=self.floor.chair, poll=poll)
        return poll

    def totals(self, poll: UUID, **counts: int) -> list[dict]:
        (question,) = Poll.objects.get(pk=poll).questions.all()
        return [{"question": question.pk, "counts": counts}]

    def announce(self, poll: UUID, **counts: int) -> None:
        """Count the one hall, close, confirm, announce."""
        floor, totals = self.floor, self.totals(poll, **counts)
        floor.do("poll.count", by=floor.steward, poll=poll, hall=floor.hall, totals=totals)
        for what in ("close", "confirm", "publish"):
            floor.do(f"poll.{what}", by=floor.chair, poll=poll)


@pytest.fixture
def hall(floor) -> Hall:
    floor.call()
    item = floor.add_item("vote", "表决关于工作报告的决议")
    floor.open()
    floor.do("meeting.publish", meeting=floor.meeting)
    floor.do("item.start", by=floor.chair, item=item)
    return Hall(floor, item)

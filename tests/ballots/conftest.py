"""The town of the meetings' tests, and the short way to take its votes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from tests import factories
from tests.meetings.conftest import Moot, at, founded, moot
from townmoot.ballots import queries
from townmoot.ballots.models import Elector, Poll, Question
from townmoot.record import clock

__all__ = ["founded", "moot"]


@dataclass
class Votes:
    """A meeting of the town that is at an item to be voted on."""

    moot: Moot
    meeting: UUID
    hall: UUID
    item: UUID
    other: UUID

    def do(self, act, /, by=None, **inputs):
        """Do an act; whoever presides does it where nobody is named."""
        return self.moot.do(act, by=by or self.moot.chair, **inputs)

    def prepare(self, kind="hands", **more) -> UUID:
        defaults = {"context": self.meeting, "subject": self.item, "name": "关于预算的决议"}
        return UUID(self.do("poll.prepare", **(defaults | {"kind": kind} | more))["poll"])

    def open(self, kind="hands", **more) -> UUID:
        poll = self.prepare(kind, **more)
        self.do("poll.open", poll=poll)
        return poll

    def poll(self, key: UUID) -> Poll:
        return Poll.objects.get(pk=key)

    def question(self, poll: UUID, order: int = 1) -> Question:
        return Question.objects.get(poll=poll, order=order)

    def totals(self, poll: UUID, *counts) -> list[dict]:
        """The totals of a hall, question by question."""
        rows = Question.objects.filter(poll=poll).order_by("order")
        return [
            {"question": row.pk, "counts": given} for row, given in zip(rows, counts, strict=True)
        ]

    def count(self, poll: UUID, *counts, by=None, **more):
        return self.do(
            "poll.count",
            by=by or self.moot.steward,
            poll=poll,
            hall=self.hall,
            totals=self.totals(poll, *counts),
            **more,
        )

    def counted(self, poll: UUID, *counts) -> None:
        """Count the one hall, close and confirm."""
        self.count(poll, *counts)
        self.do("poll.close", poll=poll)
        self.do("poll.confirm", poll=poll)

    def state(self, poll: UUID) -> str:
        return queries.state_of(self.poll(poll))

    def outcome(self, poll: UUID):
        """What the first question came to."""
        return queries.outcome_of(self.poll(poll))[0]

    def elector(self, poll: UUID, who) -> Elector:
        return Elector.objects.get(poll=poll, person=who.person)


def at_the_vote(moot: Moot) -> Votes:
    """Hold a session with all deputies in the main hall, up to an item to be voted on."""
    meeting, hall, (item, other) = moot.hold(kind="session", items=("vote", "vote"))
    moot.do("item.start", item=item)
    return Votes(moot, meeting, hall, item, other)


def hold(deputies: int) -> Votes:
    """A town of its own, in an empty database, with so many deputies at the vote."""
    clock.forget()
    clock.mark_rehearsal(at("2026-07-10"))
    town = factories.town()
    chair, steward = town.person(role="chair"), town.person(role="steward")
    made = Moot(town=town, chair=chair, steward=steward, group=town.group())
    made.deputies = [town.deputy(group=made.group) for _ in range(deputies)]
    clock.forget()
    return at_the_vote(made)


@pytest.fixture
def votes(moot) -> Votes:
    """A session with all three deputies in the main hall, at an item to be voted on."""
    return at_the_vote(moot)

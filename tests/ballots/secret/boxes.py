"""A secret poll of the meetings' town, its devices and its scrutineers."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.ballots.secret.conftest import PHRASE
from townmoot.ballots import queries
from townmoot.ballots.actions import secret as doors
from townmoot.ballots.models import Elector, Poll
from townmoot.ballots.secret import plain, stages, suite
from townmoot.ballots.secret.envelopes import Put
from townmoot.record import guard
from townmoot.record.queries import looking

OTHER = ("quite another", "passphrase")


class Box:
    """A secret poll, and what its devices and scrutineers do."""

    def __init__(self, votes, **more):
        self.votes = votes
        self.key = votes.prepare(**({"kind": "secret"} | more))

    @property
    def poll(self) -> Poll:
        return Poll.objects.get(pk=self.key)

    def ctx(self, who=None):
        who = who or self.votes.moot.chair
        return looking(self.votes.moot.body, who.account)

    def rule(self, **changes):
        """Give the poll rules of which the built-in profiles have none."""
        with guard.writing("test"):
            Poll.objects.filter(pk=self.key).update(rules=self.poll.rules | changes)

    def set_key(self, parts=PHRASE, who=None):
        by = who or self.votes.moot.chair
        do = lambda: self.votes.do("poll.key", by=by, poll=self.key)  # noqa: E731
        return doors.with_passphrase_set(self.ctx(by), self.key, parts, do)

    def confirm(self, parts=PHRASE, who=None):
        by = who or self.votes.moot.chair
        do = lambda: self.votes.do("poll.confirm", by=by, poll=self.key)  # noqa: E731
        return doors.with_ballots_opened(self.ctx(by), self.key, parts, do)

    def open(self):
        self.set_key()
        self.votes.do("poll.open", poll=self.key)

    def cast(self, *choices, code=""):
        """Each elector in turn puts one answer to the one question into the box."""
        question, seal = self.votes.question(self.key), queries.seal_of(self.poll)
        electors = Elector.objects.filter(poll=self.key).order_by("pk")
        rows = [
            Put(
                elector.pk,
                uuid4(),
                suite.sealed(seal, plain.packed({str(question.pk): choice}, code, seal.length)),
            )
            for elector, choice in zip(electors, choices, strict=False)
        ]
        stages.put(self.key, rows, revisable=False)
        return rows


@pytest.fixture
def box(votes) -> Box:
    return Box(votes)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something, and what follows its commit."""

    def run(function, *args, **inputs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **inputs)

    return run

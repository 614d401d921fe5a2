"""A poll and its steps, what is asked, who may vote, the ballots, the counts and the result."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.ballots.enums import CastWay, Duty, PollKind, PollMethod, SettledBy
from townmoot.people.models import Person
from townmoot.record.models import Domain
from townmoot.rules.polls import PollRules


class Poll(Domain):
    """One vote (表决) or election (选举): Popolo's VoteEvent.

    It is held at `context` (a meeting) on `subject` (an item of its agenda, or a motion). `rules`
    are those of the day on which it was prepared. `seats`, `members` and `present` are of how many
    a majority is taken, as they were when it was opened; `quorum` is how many had to be there.
    """

    context = models.UUIDField(db_index=True)
    subject = models.UUIDField(db_index=True)
    name = models.CharField(max_length=2000)
    kind = models.CharField(max_length=10, choices=PollKind.choices)
    method = models.CharField(max_length=12, choices=PollMethod.choices)
    rules = models.JSONField()
    seats = models.PositiveIntegerField(null=True)
    members = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    quorum = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def terms(self) -> PollRules:
        """The rules it is held by."""
        return PollRules.model_validate(self.rules)


class PollStep(Domain):
    """One step of a poll: `act` is its name in states.STEPS."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint("poll", "number", name="pollstep_number")]


class Question(Domain):
    """What is asked: a motion, a post to be filled, a report to be assessed, a list to choose from.

    `seats` is how many are elected or chosen; `least` how many must be marked at the least.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="questions")
    order = models.PositiveIntegerField()
    name = models.CharField(max_length=2000)
    about = models.UUIDField(null=True)
    seats = models.PositiveIntegerField(default=1)
    least = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint("poll", "order", name="question_order")]

    def __str__(self) -> str:
        return self.name


class Option(Domain):
    """A candidate, or a project: what it is, what it costs, by when it would be done."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="options")
    order = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="candidacies"
    )
    content = models.TextField(blank=True)
    cost = models.PositiveBigIntegerField(null=True)
    due = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint("question", "order", name="option_order")]

    def __str__(self) -> str:
        return self.name


class PollHall(Domain):
    """A hall in which votes are counted, with how many may vote there; frozen at the opening."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="halls")
    hall = models.UUIDField()
    order = models.PositiveIntegerField()
    electors = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint("poll", "hall", name="pollhall_once")]


class Elector(Domain):
    """Somebody who may vote, and in which hall; frozen at the opening.

    Who leaves while the poll is open may vote no longer from `struck_at` on.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="electors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="votes")
    hall = models.UUIDField(null=True)
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("poll", "person", name="elector_once")]


class Ballot(Domain):
    """A ballot recorded by name; written by `intake` alone. `answers` is its canonical JSON.

    `act_id` is the voter's own, so that sending it again changes nothing; `receipt` is
    SHA-256(poll ‖ elector ‖ act id ‖ answers), in lower-case hex.
    """

    body = models.UUIDField()  # without an index of its own: a poll's ballots are found by elector
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots", db_index=False)
    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="ballot")
    act_id = models.UUIDField()
    answers = models.TextField()
    receipt = models.CharField(max_length=64)
    position = models.BigIntegerField(null=True)  # of the entry that seals it
    way = models.CharField(max_length=10, choices=CastWay.choices)
    earlier = models.TextField(blank=True)  # the act ids of the ballots that it replaced, in hex


class PollKey(Domain):
    """The public key of a secret poll; the last one set before the opening seals its ballots.

    `public` is a point of the curve in hex, `length` how many bytes a ballot has before it is
    sealed with `suite` (secret.suite.Seal). The private key lies elsewhere (secret.keyring).
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="keys")
    public = models.CharField(max_length=130)
    length = models.PositiveIntegerField()
    suite = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class Voted(Domain):
    """That somebody voted in a secret poll: told for all at once when it was closed."""

    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="voted")


class Scrutineer(Domain):
    """Who watches over a count (监票人) or counts (计票人), in one hall or in all."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="scrutineers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="scrutinies")
    duty = models.CharField(max_length=12, choices=Duty.choices)
    hall = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "poll", "person", condition=models.Q(ended_at=None), name="scrutineer_once"
            )
        ]


class HallCount(Domain):
    """What was counted in one hall, as somebody entered it; a later entry replaces an earlier one.

    `totals` is {question: {answer: number}} (methods.answers). On paper `issued` ballots were given
    out, `returned` came back and `invalid` of these count for nobody. With keypads two persons
    enter the totals and must agree: `agreed_at` is when the second one did; on paper it is when a
    scrutineer confirmed the count.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="counts")
    hall = models.UUIDField()
    round = models.PositiveIntegerField()
    totals = models.JSONField()
    issued = models.PositiveIntegerField(null=True)
    returned = models.PositiveIntegerField(null=True)
    invalid = models.PositiveIntegerField(default=0)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "poll",
                "hall",
                "round",
                condition=models.Q(replaced_at=None),
                name="hallcount_standing",
            )
        ]


class Result(Domain):
    """The totals that whoever presides confirmed; what they come to follows from the rules.

    `totals` is {question: {answer: number}}, `ballots` how many were given and are valid.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="results")
    round = models.PositiveIntegerField()
    totals = models.JSONField()
    ballots = models.PositiveIntegerField()
    invalid = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(null=True)
    returned = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["round"]
        constraints: ClassVar = [models.UniqueConstraint("poll", "round", name="result_round")]


class ListedBallot(Domain):
    """One ballot of a secret poll whose list is published; nobody knows whose. See secret.plain."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="listed")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=32, blank=True)
    answers = models.JSONField()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint("result", "order", name="listedballot_order")
        ]


class Settlement(Domain):
    """How equal votes on a question were settled, and for what: an answer, or an option."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="settlements")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="settlements")
    order = models.PositiveIntegerField()
    by = models.CharField(max_length=10, choices=SettledBy.choices)
    choice = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint("result", "question", "order", name="settlement_order")
        ]


class RecordedRequest(Domain):
    """A member asked that the vote on a subject be recorded by name."""

    context = models.UUIDField()
    subject = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("context", "subject", name="recordedrequest_once")
        ]

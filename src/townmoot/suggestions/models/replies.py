"""Replies on their way out of the house, to whom they went, how they were rated."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.people.models import Person
from townmoot.record.models import Domain
from townmoot.suggestions.enums import ReplyStepKind, ServingWay
from townmoot.suggestions.models.handling import Allotment
from townmoot.suggestions.models.suggestion import Suggestion


class Reply(Domain):
    """A lead unit's answer (答复) of one round; class, promise and deadline with it.

    `cycle` counts how often it was sent back: only steps of the present cycle count. `number`
    (澄府办〔2026〕3号) is given when it is issued, once. What its class counts as is kept from the
    profile of that day.
    """

    allotment = models.ForeignKey(Allotment, on_delete=models.PROTECT, related_name="replies")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveIntegerField()
    text = models.TextField()
    reply_class = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    promise = models.TextField(blank=True)
    deadline = models.DateField(null=True)
    cycle = models.PositiveIntegerField(default=1)
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=60, blank=True)
    counts_resolved = models.BooleanField(default=False)
    tracked = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["round", "created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("allotment", "round", name="reply_round"),
            models.UniqueConstraint(
                "body", "number", condition=~models.Q(number=""), name="reply_number"
            ),
        ]


class ReplyStep(Domain):
    """One hand through which a reply passed: `created_by` did it, in that cycle."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=ReplyStepKind.choices)
    cycle = models.PositiveIntegerField()
    on = models.DateField()
    remark = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class Serving(Domain):
    """A reply as it went to one signer: the signer rates it until `rating_due`.

    `suggestion` is the signer's own one, which may have been merged into the one replied to.
    `person` is empty where a ledger of earlier years gives no name.
    """

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="servings")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="servings")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="servings")
    on = models.DateField()
    way = models.CharField(max_length=16, choices=ServingWay.choices)
    rating_due = models.DateField()
    basis = models.JSONField()
    acknowledged_at = models.DateTimeField(null=True)
    urged_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("reply", "suggestion", "person", name="serving_person"),
        ]
        indexes: ClassVar = [models.Index("person", "rating_due", name="serving_inbox")]


class Rating(Domain):
    """How a signer judges the reply: attitude (态度) and result (结果) apart.

    A ledger tells one rating only: it is taken as that of the result, and attitude is empty.
    """

    serving = models.OneToOneField(Serving, on_delete=models.PROTECT, related_name="rating")
    on = models.DateField()
    attitude = models.CharField(max_length=40, blank=True)
    result = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    attitude_counts_as = models.CharField(max_length=16, blank=True)
    result_counts_as = models.CharField(max_length=16)


class Rehandling(Domain):
    """A reply did not satisfy: what the assigner's study found, and the second round's clock."""

    allotment = models.OneToOneField(Allotment, on_delete=models.PROTECT, related_name="rehandling")
    on = models.DateField()
    words = models.TextField()
    due = models.DateField()
    basis = models.JSONField()
    done_on = models.DateField(null=True)

"""Promises and tasks (承诺、任务), what was said about them, whether they were kept.

A requirement (要求) and an area (方面) of a meeting are neither: an exhortation and a heading,
which are never on time or late.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.commitments.enums import Claim, Kind, Outcome
from townmoot.meetings.models import AgendaItem, Meeting
from townmoot.people.models import Organization, Person, Post
from townmoot.record.models import Domain
from townmoot.suggestions.models import Reply, Suggestion


class Requirement(Domain):
    """What somebody required of all at a meeting: an exhortation, numbered as it was said."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="requirements")
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="requirements"
    )
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requirements")
    number = models.PositiveIntegerField()
    text = models.TextField()
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class Area(Domain):
    """An area of work that a meeting named (方面): words alone; its tasks are what counts."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="areas")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="areas")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["number", "id"]


class Commitment(Domain):
    """What a unit promised, or what a meeting set it as a task, to be done by a day.

    A task names the meeting (and the item) that set it, how it is measured (量化指标) and, where
    one person answers for it, the post. `next_due` is the deadline while it is open and empty
    when it is settled, so that lists sort by it; whether the day has passed is never stored.
    """

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PROMISE)
    suggestion = models.ForeignKey(
        Suggestion, null=True, on_delete=models.PROTECT, related_name="commitments"
    )
    reply = models.ForeignKey(
        Reply, null=True, on_delete=models.PROTECT, related_name="commitments"
    )
    unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="commitments")
    text = models.TextField()
    on = models.DateField()
    deadline = models.DateField()
    next_due = models.DateField(null=True)
    meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.PROTECT, related_name="commitments"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="commitments"
    )
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="commitments")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="commitments")
    measure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["deadline", "id"]
        indexes: ClassVar = [
            models.Index("body", "next_due", "id", name="commitment_due"),
            models.Index("unit", "next_due", "id", name="commitment_inbox"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint("reply", name="commitment_reply"),
        ]


class Statement(Domain):
    """Something said about a promise: progress, evidence, an explanation, what a deputy saw.

    Evidence may be a file (`sha256`), as it hangs in the house's store.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="statements")
    claim = models.CharField(max_length=12, choices=Claim.choices)
    on = models.DateField()
    words = models.TextField()
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    mime_type = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class Verification(Domain):
    """What the assembly's clerk found: kept or not, on what day, in words."""

    commitment = models.OneToOneField(
        Commitment, on_delete=models.PROTECT, related_name="verification"
    )
    on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    words = models.TextField(blank=True)
    evidence_on = models.DateField(null=True)

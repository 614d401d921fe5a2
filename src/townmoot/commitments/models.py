"""A promise to somebody (承诺), what was said about it on the way, and whether it was kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.commitments.enums import Claim, Outcome
from townmoot.people.models import Organization
from townmoot.record.models import Domain
from townmoot.suggestions.models import Reply, Suggestion


class Commitment(Domain):
    """What a unit promised, to be done by a day.

    `next_due` is the deadline while the promise is open and empty when it is settled, so that
    lists sort by it; whether the day has passed is never stored.
    """

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

"""Withdrawing, merging, carrying over, closing, publishing; and what deputies were told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.people.models import Person
from townmoot.record.models import Domain
from townmoot.suggestions.enums import About, CarryKind, Disclosed
from townmoot.suggestions.models.replies import Reply
from townmoot.suggestions.models.suggestion import Suggestion


class Withdrawal(Domain):
    """A signer asks to withdraw a suggestion; it counts when all signers agree.

    Who asked can take the request back; then it can be asked anew.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="withdrawals")
    on = models.DateField()
    reason = models.TextField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "suggestion", condition=models.Q(cancelled_at=None), name="withdrawal_open"
            ),
        ]


class WithdrawalAgreement(Domain):
    """A signer agrees to the withdrawal."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.PROTECT, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("withdrawal", "person", name="withdrawalagreement_person"),
        ]


class Merger(Domain):
    """A suggestion is handled together with another (并案) and answered with it."""

    suggestion = models.OneToOneField(Suggestion, on_delete=models.PROTECT, related_name="merger")
    into = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="mergers")
    on = models.DateField()
    reason = models.TextField()


class CarryOver(Domain):
    """An open suggestion goes on in the next year or term (结转)."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="carryovers")
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=CarryKind.choices)
    year = models.PositiveIntegerField()
    reason = models.TextField()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("suggestion", "year", name="carryover_year"),
        ]


class Closing(Domain):
    """A suggestion is finished and filed (办结归档)."""

    suggestion = models.OneToOneField(Suggestion, on_delete=models.PROTECT, related_name="closing")
    on = models.DateField()
    words = models.TextField(blank=True)


class Disclosure(Domain):
    """A review of what of a suggestion may be public (公开审查); the last one holds."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="disclosures")
    on = models.DateField()
    result = models.CharField(max_length=8, choices=Disclosed.choices)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class Redaction(Domain):
    """The text of one document as the public reads it; `spans` say what was covered."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="redactions")
    document = models.CharField(max_length=40)
    reply = models.ForeignKey(Reply, null=True, on_delete=models.PROTECT)
    text = models.TextField()
    spans = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("disclosure", "document", name="redaction_document"),
        ]


class Publication(Domain):
    """A suggestion and its replies are public, in the wording of a disclosure review.

    A later review that keeps it internal ends it (`ended_by`); what was published can be published
    again, as another row.
    """

    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, related_name="publications"
    )
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="publications"
    )
    on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        Disclosure, null=True, on_delete=models.PROTECT, related_name="ended_publications"
    )

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "suggestion", condition=models.Q(ended_on=None), name="publication_in_force"
            ),
        ]


class RatingRelease(Domain):
    """The counts of the ratings of one reply may be shown; until then they are internal."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="releases")
    on = models.DateField()
    counts = models.JSONField()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class Telling(Domain):
    """A deputy was told something about an own suggestion."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="tellings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tellings")
    about = models.CharField(max_length=20, choices=About.choices)
    on = models.DateField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index("person", "created_at", name="telling_person")]

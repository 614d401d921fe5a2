"""A suggestion, its signers, and why it was not taken as one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain
from townmoot.rules.labels import Label
from townmoot.suggestions.enums import Addressee


class Suggestion(Domain):
    """A deputy's suggestion (建议、批评和意见): one matter, its facts and a concrete proposal.

    Days (`…_on`) are legal days of the town. `text_version` counts the wordings, so that a
    co-signer's confirmation names the one that was seen. `next_due` is the next day on which
    somebody must do something (empty: nobody), kept by the acts so that boards can sort by it;
    whether that day has passed is never stored. `number_words` is the number as the rules of
    the day on which it was given print it. Only a ledger of earlier years, which gives no names,
    leaves `lead` empty.
    """

    title = models.CharField(max_length=200)
    facts = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    text_version = models.PositiveIntegerField(default=1)
    lead = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="suggestions"
    )
    proposed_unit = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="proposed_suggestions"
    )
    wants_public = models.BooleanField(default=True)
    wants_meeting = models.BooleanField(default=True)
    opinion = models.UUIDField(null=True)
    motion = models.UUIDField(null=True)

    handed_in_on = models.DateField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    addressee = models.CharField(max_length=16, choices=Addressee.choices, blank=True)
    meeting = models.UUIDField(null=True)
    assign_due = models.JSONField(null=True)

    accepted_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)
    series = models.CharField(max_length=64, blank=True)
    number = models.PositiveIntegerField(null=True)
    number_words = models.JSONField(null=True)
    subject_class = models.CharField(max_length=100, blank=True)
    public = models.BooleanField(null=True)

    assigned_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    next_due = models.DateField(null=True)

    @property
    def serial(self) -> str:
        """Its number as it is printed, told apart from the other series; empty without one."""
        return str(Label(**self.number_words)) if self.number_words else ""

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "body",
                "series",
                "number",
                condition=models.Q(number__isnull=False),
                name="suggestion_number",
            ),
        ]
        indexes: ClassVar = [
            models.Index("body", "next_due", "id", name="suggestion_due"),
            models.Index("body", "created_at", "id", name="suggestion_made"),
            models.Index("body", "accepted_on", name="suggestion_accepted"),
            models.Index("body", "published_on", "id", name="suggestion_published"),
            models.Index("opinion", name="suggestion_opinion"),
            models.Index("motion", name="suggestion_motion"),
        ]


class NumberSeries(Domain):
    """The last number given in a series, such as suggestions of one session; never skipped."""

    key = models.CharField(max_length=64)
    unit = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT)
    mark = models.CharField(max_length=40, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("body", "key", name="numberseries_key"),
        ]


class Signature(Domain):
    """A deputy who signs, first (领衔) or with others (联名), and which wording was confirmed.

    A confirmation of an earlier wording than the present one counts for nothing.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    lead = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_version = models.PositiveIntegerField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_reason = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-lead", "created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("suggestion", "person", name="signature_person"),
        ]


class Refusal(Domain):
    """Why a paper was not taken as a suggestion: a reason of the profile, and words."""

    suggestion = models.OneToOneField(Suggestion, on_delete=models.PROTECT, related_name="refusal")
    on = models.DateField()
    reason = models.CharField(max_length=40)
    words = models.TextField()
    as_letter = models.BooleanField()

"""The business of a council, item by item: interests, the public’s turn, minutes, money, press."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.models.agenda import AgendaItem
from townmoot.meetings.models.meeting import Meeting
from townmoot.meetings.models.papers import File
from townmoot.people.models import Person
from townmoot.record.models import Domain
from townmoot.record.sealed import SealedText


class Dispensation(Domain):
    """A written request to take part in spite of an interest, and what became of it.

    `granted_by` is a code of the profile; without `until` and `refused_at` it is not decided yet.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dispensations")
    requested = models.DateField()
    scope = models.CharField(max_length=500)
    granted_by = models.CharField(max_length=40, blank=True)
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="dispensations"
    )
    decided = models.DateField(null=True)
    until = models.DateField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-requested", "-id"]


class Declaration(Domain):
    """A member’s interest in the item `about` (回避); `kind` is a code of the profile.

    `item` is the one under which it was declared, where agendas have one for it.

    The nature of a sensitive interest is kept and never shown in public.
    """

    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="declarations"
    )
    about = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations")
    kind = models.CharField(max_length=40)
    nature = SealedText(max_length=500)
    sensitive = models.BooleanField(default=False)
    dispensation = models.ForeignKey(
        Dispensation, null=True, on_delete=models.PROTECT, related_name="declarations"
    )
    left_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("about", "person", name="declaration_once"),
        ]


class PublicSlot(Domain):
    """A member of the public speaks, from `created_at` to `end`; the name is internal."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="public_slots")
    name = SealedText(max_length=200)
    topic = models.CharField(max_length=300, blank=True)
    end = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("item", condition=models.Q(end=None), name="publicslot_open"),
        ]


class PastMinutes(Domain):
    """The minutes of an earlier meeting, laid before this one: corrected, approved, signed."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="past_minutes")
    of = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_laid")
    corrections = models.TextField(blank=True)
    signed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)
    signed_at = models.DateTimeField(null=True)


class ReportLine(Domain):
    """One matter of the clerk’s report."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="report_lines")
    matter = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class Planning(Domain):
    """A planning application on which the council is consulted; `response` is a profile’s code."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="plannings")
    reference = models.CharField(max_length=100)
    address = models.CharField(max_length=300)
    proposal = models.TextField()
    authority = models.CharField(max_length=200)
    respond_by = models.DateField()
    response = models.CharField(max_length=40, blank=True)
    comment = models.TextField(blank=True)
    responded_at = models.DateTimeField(null=True)
    sent = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["respond_by", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("item", "reference", name="planning_reference"),
        ]


class Payment(Domain):
    """A payment put to the meeting; amounts in the smallest unit of the profile’s currency."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="payments")
    payee = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    power = models.CharField(max_length=200)
    net = models.PositiveBigIntegerField()
    vat = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]

    @property
    def total(self) -> int:
        """What is paid in all."""
        return self.net + self.vat


class Letter(Domain):
    """A letter that came, and what is done about it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="letters")
    sender = models.CharField(max_length=200)
    received = models.DateField()
    subject = models.CharField(max_length=300)
    action = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["received", "id"]


class NextMeeting(Domain):
    """When and where the council meets next."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="next_meeting")
    start = models.DateTimeField()
    place = models.CharField(max_length=300)


class Posting(Domain):
    """Proof of a summons or a public notice: where, by whom and when it was served or put up.

    It belongs to the notice that called the meeting; `latest` is the last day in time.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=20)
    notice = models.PositiveIntegerField()
    place = models.CharField(max_length=300)
    served_by = models.CharField(max_length=200)
    at = models.DateTimeField()
    latest = models.DateField()
    profile = models.CharField(max_length=100)
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="postings")

    class Meta:
        ordering: ClassVar = ["created_at", "id"]

"""A meeting, the steps from its plan to its close, and the notice that calls it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain


class Meeting(Domain):
    """A meeting of an organization (OParl Meeting). `kind` is a code of the profile.

    One that was taken over from the public record of a council may have no known end; it is
    `withdrawn_at` when its source no longer publishes it.
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=500)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)
    hybrid = models.BooleanField(default=False)
    extra = models.BooleanField(default=False)
    presiding = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="presided_meetings"
    )
    note = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-start", "-id"]
        indexes: ClassVar = [models.Index("body", "start", name="meeting_start")]

    def __str__(self) -> str:
        return self.name

    @property
    def last(self) -> datetime:
        """Its end, or its start where no end is known."""
        return self.end or self.start


class MeetingOrganization(Domain):
    """A further organization that sits in a joint meeting, in their order."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="joint")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    order = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "organization", name="meetingorganization_once"),
        ]


class MeetingStep(Domain):
    """One step of a meeting: `act` is its name in states.MEETING, or `meeting.publish`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    reason = models.CharField(max_length=500, blank=True)
    present = models.PositiveIntegerField(null=True)
    needed = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "number", name="meetingstep_number"),
        ]


class Notice(Domain):
    """A notice as it was given: for which start, by which day at the latest, after which rule.

    `contact` and `contact_phone` are of the office that answers questions; the receipt (回执) is
    to be back by `reply_by`.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notices")
    number = models.PositiveIntegerField()
    given = models.DateField()
    announced_start = models.DateTimeField()
    latest = models.DateField(null=True)
    profile = models.CharField(max_length=100)
    rule = models.CharField(max_length=100, blank=True)
    late_reason = models.CharField(max_length=500, blank=True)
    contact = models.CharField(max_length=100, blank=True)
    contact_phone = models.CharField(max_length=50, blank=True)
    reply_by = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "number", name="notice_number"),
        ]


class NoticeReceipt(Domain):
    """Somebody has seen a notice."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("notice", "person", name="noticereceipt_person"),
        ]

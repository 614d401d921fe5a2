"""What is said and shown while a meeting sits: the public’s absence, notes, messages, screens."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.enums import ScreenShows
from townmoot.meetings.models.agenda import AgendaItem
from townmoot.meetings.models.meeting import Meeting
from townmoot.meetings.models.venues import Venue
from townmoot.people.models import Person
from townmoot.record.models import Domain


class Exclusion(Domain):
    """The public is out, for a stated reason, until it is let in again: by whoever presides.

    Where the profile asks for a resolution, `item` is the one under which it was taken.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="exclusions")
    item = models.OneToOneField(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="exclusion"
    )
    reason = models.CharField(max_length=200)
    readmitted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "meeting", condition=models.Q(readmitted_at=None), name="exclusion_open"
            ),
        ]


class MinuteNote(Domain):
    """What the clerk notes for the minutes as it happens; internal, bound to the running item."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minute_notes")
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="minute_notes"
    )
    text = models.CharField(max_length=500)
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class ScreenChoice(Domain):
    """What whoever presides lets a hall’s screen show, or all (`venue` is None); the last holds."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="screen_choices")
    venue = models.ForeignKey(
        Venue, null=True, on_delete=models.PROTECT, related_name="screen_choices"
    )
    shows = models.CharField(max_length=10, choices=ScreenShows.choices)
    text = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "number", name="screenchoice_number"),
        ]


class HallMessage(Domain):
    """A short message from the chair to a hall, or to all (`venue` is None), or from a hall."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="messages")
    venue = models.ForeignKey(Venue, null=True, on_delete=models.PROTECT, related_name="messages")
    to_chair = models.BooleanField(default=False)
    text = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]


class MessageReceipt(Domain):
    """A message was read: in a hall, or by the chair (`venue` is None)."""

    message = models.ForeignKey(HallMessage, on_delete=models.PROTECT, related_name="receipts")
    venue = models.ForeignKey(Venue, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("message", "venue", name="messagereceipt_venue"),
            models.UniqueConstraint(
                "message", condition=models.Q(venue=None), name="messagereceipt_chair"
            ),
        ]

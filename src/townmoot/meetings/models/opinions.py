"""What deliberation groups say (审议、评议): noted in the group, signed by its head, sent on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.models.agenda import AgendaItem
from townmoot.meetings.models.meeting import Meeting
from townmoot.meetings.models.venues import Venue
from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain


class GroupSitting(Domain):
    """A group sits during a meeting: from `created_at` until `end`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sittings")
    group = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="sittings")
    venue = models.ForeignKey(Venue, null=True, on_delete=models.PROTECT)
    end = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "meeting", "group", condition=models.Q(end=None), name="groupsitting_open"
            ),
        ]


class OpinionRelease(Domain):
    """The head of a group has signed what the group said."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="releases")
    group = models.ForeignKey(Organization, on_delete=models.PROTECT)
    signed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)


class Opinion(Domain):
    """What one speaker said in a group about an item, in the speaker's own words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="opinions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="opinions")
    group = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="opinions")
    speaker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opinions")
    text = models.TextField()
    unit = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="opinions_about"
    )
    release = models.ForeignKey(
        OpinionRelease, null=True, on_delete=models.PROTECT, related_name="opinions"
    )
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [models.Index("meeting", "group", name="opinion_group")]


class OpinionSending(Domain):
    """A released opinion goes to a unit that it concerns."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="sendings")
    unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="received")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("opinion", "unit", name="opinionsending_unit"),
        ]

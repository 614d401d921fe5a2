"""Who is expected in what capacity, who came where, who asked for leave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.enums import Capacity, CheckInWay, LeaveState
from townmoot.meetings.models.meeting import Meeting
from townmoot.meetings.models.venues import Venue
from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain
from townmoot.record.sealed import SealedText


class Participant(Domain):
    """Somebody who is expected at a meeting. Members are listed when the notice is given.

    Group, venue and number are as they were then: the list does not move with the roster. Where a
    group was moved to another hall since, `moved_from` is the one that was announced.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    capacity = models.CharField(max_length=10, choices=Capacity.choices)
    platform = models.BooleanField(default=False)
    group = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="group_participants"
    )
    venue = models.ForeignKey(
        Venue, null=True, on_delete=models.PROTECT, related_name="participants"
    )
    moved_from = models.ForeignKey(Venue, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=50, blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "person", name="participant_person"),
        ]
        indexes: ClassVar = [models.Index("meeting", "number", name="participant_number")]


class CheckIn(Domain):
    """Somebody is there: in which venue, since when; `claimed_at` is what the sender's device says.

    A check-in made by mistake is struck, so that the right one can follow.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="check_ins")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="check_ins")
    way = models.CharField(max_length=10, choices=CheckInWay.choices)
    claimed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_reason = models.CharField(max_length=200, blank=True)
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "participant", condition=models.Q(struck_at=None), name="checkin_once"
            ),
        ]


class LeaveRequest(Domain):
    """A request to stay away. Its reason is internal and is never shown in public."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="leaves")
    reason = SealedText(max_length=500)
    state = models.CharField(
        max_length=10, choices=LeaveState.choices, default=LeaveState.REQUESTED
    )
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)
    decided_at = models.DateTimeField(null=True)
    note = SealedText(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "participant",
                condition=models.Q(state__in=[LeaveState.REQUESTED, LeaveState.APPROVED]),
                name="leaverequest_open",
            ),
        ]

"""The halls of a meeting, whom each expects, and what happens to their line."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

from townmoot.meetings.enums import VenueEventKind, VenueKind
from townmoot.meetings.models.meeting import Meeting
from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain


def new_code() -> str:
    """A code for the door of a hall; it stands in the QR and is not to be guessed."""
    return secrets.token_urlsafe(12)


class Venue(Domain):
    """A hall of a meeting (OParl Location). `planned` is how many are expected besides groups.

    `watching` is how many who are on no list were counted there, at a branch that looks on.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="venues")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=VenueKind.choices)
    address = models.CharField(max_length=300, blank=True)
    seats = models.PositiveIntegerField(null=True)
    planned = models.PositiveIntegerField(null=True)
    watching = models.PositiveIntegerField(null=True)
    steward = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="stewarded_venues"
    )
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=40, unique=True, default=new_code)

    class Meta:
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class VenueGroup(Domain):
    """A deliberation group that sits in a venue."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="groups")
    group = models.ForeignKey(Organization, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("venue", "group", name="venuegroup_group"),
        ]


class VenueEvent(Domain):
    """The line was lost or restored; check-in was closed or opened again."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=VenueEventKind.choices)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("venue", "number", name="venueevent_number"),
        ]


class VenueBeat(models.Model):
    """When a hall’s screen or desk was last heard, on the machine’s clock. Machinery, no fact.

    It is written outside acts every few seconds; what follows from silence is an act.
    """

    venue = models.OneToOneField(Venue, on_delete=models.CASCADE, primary_key=True)
    heard_at = models.DateTimeField()

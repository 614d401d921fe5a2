"""Who asks to speak, who speaks, and what a group reports; in the plenary or in a group."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.enums import Side
from townmoot.meetings.models.agenda import AgendaItem
from townmoot.meetings.models.meeting import Meeting
from townmoot.meetings.models.venues import Venue
from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain

WAITING = models.Q(called_at=None, withdrawn_at=None, struck_at=None)


class SpeakersList(Domain):
    """The list of speakers of an item, in the plenary or in a `room` (a group that sits).

    `leader` leads the item on the floor; whoever speaks to it by the agenda, where none is named.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speaker_lists")
    room = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    leader = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("item", "room", name="speakerslist_room"),
            models.UniqueConstraint(
                "item", condition=models.Q(room=None), name="speakerslist_plenary"
            ),
        ]


class SpeakRequest(Domain):
    """Somebody asks to speak to an item. `kind` is a code of the profile.

    `place` is where the chair put it; without one it stands where the rules of order put it.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speak_requests")
    room = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="speak_requests")
    kind = models.CharField(max_length=40)
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    place = models.PositiveIntegerField(null=True)
    called_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "item",
                "person",
                "kind",
                condition=models.Q(room=None) & WAITING,
                name="speakrequest_once",
            ),
            models.UniqueConstraint(
                "item", "room", "person", "kind", condition=WAITING, name="speakrequest_room_once"
            ),
        ]


class Speech(Domain):
    """Somebody speaks, from `created_at` until `end`, where `venue` is; `allowed` in seconds.

    `ticks_from` is the machine’s time at the beginning, for countdowns alone: legal time may stand
    still. `seconds` is how long it took, by the clock on which more time went by.
    """

    request = models.OneToOneField(SpeakRequest, on_delete=models.PROTECT, related_name="speech")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="speeches")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speeches")
    room = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="speeches")
    venue = models.ForeignKey(Venue, null=True, on_delete=models.PROTECT, related_name="speeches")
    turn = models.BooleanField(default=True)
    public = models.BooleanField(default=False)
    allowed = models.PositiveIntegerField()
    ticks_from = models.DateTimeField()
    end = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "meeting", condition=models.Q(end=None, room=None), name="speech_plenary"
            ),
            models.UniqueConstraint(
                "meeting", "room", condition=models.Q(end=None), name="speech_room"
            ),
        ]


class GroupReport(Domain):
    """What a group reports to the plenary under an item: who reports, and its head’s signature.

    Signed, it stands on the plenary’s list of speakers as `request`.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="group_reports")
    group = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="group_reports")
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_reports")
    text = models.TextField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    request = models.OneToOneField(
        SpeakRequest, null=True, on_delete=models.PROTECT, related_name="report"
    )

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("item", "group", name="groupreport_once"),
        ]

"""The agenda: its items, its adoption, and whom a document is passed on to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.enums import AdoptionWay
from townmoot.meetings.models.meeting import Meeting
from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain


class AgendaStep(Domain):
    """One step of an agenda: `act` is its name in states.AGENDA; counts where hands were shown."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_steps")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    way = models.CharField(max_length=20, choices=AdoptionWay.choices, blank=True)
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    abstentions = models.PositiveIntegerField(null=True)
    needed = models.PositiveIntegerField(null=True)
    items = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "number", name="agendastep_number"),
        ]


class AgendaItem(Domain):
    """An item of an agenda (OParl AgendaItem). `kind` is a code of the profile.

    `start` and `end` are when it was dealt with; `planned_start` is what the agenda says. `result`
    and `resolution` are the words of the record it was taken over from; `closed` says that it was
    dealt with behind closed doors, though its name is told.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=2000)
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=50, blank=True)
    public = models.BooleanField(default=True)
    closed = models.BooleanField(default=False)
    result = models.CharField(max_length=1000, blank=True)
    resolution = models.TextField(blank=True)
    confidential_reason = models.CharField(max_length=200, blank=True)
    speaker = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    unit = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    planned_start = models.DateTimeField(null=True)
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "id"]
        indexes: ClassVar = [models.Index("meeting", "order", name="agendaitem_order")]

    def __str__(self) -> str:
        return self.name


class ItemRecipient(Domain):
    """An organization to which the document of an item must be passed on (传达)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recipients")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("item", "organization", name="itemrecipient_once"),
        ]


class ItemReceipt(Domain):
    """Somebody has received what was passed on, for a recipient."""

    recipient = models.ForeignKey(ItemRecipient, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("recipient", "person", name="itemreceipt_person"),
        ]

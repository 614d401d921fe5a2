"""Papers, their way through the meetings, and files (OParl Paper, Consultation, File)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.enums import FileRole, PaperLink, PaperPart
from townmoot.meetings.models.agenda import AgendaItem
from townmoot.meetings.models.meeting import Meeting
from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain


class Paper(Domain):
    """Something put to a council: a motion, a draft decision, a report (OParl Paper).

    `reference` is its number at the council, `paper_type` what the council calls its kind.
    """

    name = models.CharField(max_length=2000)
    reference = models.CharField(max_length=100, blank=True)
    date = models.DateField(null=True)
    paper_type = models.CharField(max_length=100, blank=True)
    public = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = [models.F("date").desc(nulls_last=True), "-reference", "-id"]
        indexes: ClassVar = [
            models.Index("body", "date", name="paper_date"),
            models.Index("body", "paper_type", name="paper_type"),
        ]

    def __str__(self) -> str:
        return self.name


class PaperParty(Domain):
    """Who brought a paper in, or under whose direction it was prepared, in their order."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="parties")
    part = models.CharField(max_length=12, choices=PaperPart.choices)
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="paper_parts"
    )
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="paper_parts"
    )
    order = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["order"]


class PaperRelation(Domain):
    """A paper that another names: `other` is related to it, stands above it or below it."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="named_by")
    link = models.CharField(max_length=12, choices=PaperLink.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("paper", "other", "link", name="paperrelation_once"),
        ]


class Consultation(Domain):
    """A paper is dealt with somewhere: under an item, in a meeting (OParl Consultation).

    `authoritative` says that this is where it is decided; None where its source is silent.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="consultations")
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="consultations"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.PROTECT, related_name="consultations"
    )
    role = models.CharField(max_length=200, blank=True)
    authoritative = models.BooleanField(null=True)
    order = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]


class ConsultationOrganization(Domain):
    """An organization that deals with a paper at a consultation, in their order."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="organizations"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="consultations"
    )
    order = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "consultation", "organization", name="consultationorganization_once"
            ),
        ]


class File(Domain):
    """A file of a meeting, of an item or of a paper (OParl File), in its `role` there.

    Its bytes are kept here under `sha256`; one without lies elsewhere, at `access_url`.
    """

    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="files")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="files")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="files")
    role = models.CharField(max_length=12, choices=FileRole.choices, default=FileRole.AUXILIARY)
    name = models.CharField(max_length=2000)
    file_name = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    mime_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    date = models.DateField(null=True)
    access_url = models.CharField(max_length=1000, blank=True)
    download_url = models.CharField(max_length=1000, blank=True)
    public = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]

"""Facts of past meetings (会议情况) that were taken over from a clerk's list."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.models.meeting import Meeting
from townmoot.record.models import Domain


class MeetingImport(Domain):
    """A list of meetings that was taken over: its file, and when that was undone."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)


class MeetingFacts(Domain):
    """What a list tells of one past meeting; the counts are the list's own, never computed.

    The list gives the day (`on`) and no time: the meeting's start and end are those of the day.
    """

    source = models.ForeignKey(MeetingImport, on_delete=models.PROTECT, related_name="facts")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="facts")
    row = models.PositiveIntegerField()
    on = models.DateField()
    form = models.CharField(max_length=100, blank=True)
    groups = models.PositiveIntegerField(null=True)
    suggestions = models.PositiveIntegerField(null=True)
    replied = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["row"]

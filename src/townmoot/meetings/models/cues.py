"""The running order of a meeting: its cues, and who is honoured on which slide."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.enums import CueScreen
from townmoot.meetings.models.agenda import AgendaItem
from townmoot.meetings.models.ceremony import AwardRecipient
from townmoot.meetings.models.meeting import Meeting
from townmoot.record.models import Domain


class Cue(Domain):
    """One cue of a running order (流程提示): what, by whom, how long, on which screens.

    `seconds` is how long it is planned to take. It runs from `started_at` to `ended_at`; one that
    was passed over has neither.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="cues")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="cues")
    order = models.PositiveIntegerField()
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=200, blank=True)
    seconds = models.PositiveIntegerField(null=True)
    screen = models.CharField(max_length=10, choices=CueScreen.choices)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]
        indexes: ClassVar = [models.Index("meeting", "order", name="cue_order")]

    def __str__(self) -> str:
        return self.what


class CueRecipient(Domain):
    """Somebody who is honoured on the slide of a cue."""

    cue = models.ForeignKey(Cue, on_delete=models.PROTECT, related_name="honoured")
    recipient = models.ForeignKey(AwardRecipient, on_delete=models.PROTECT, related_name="cues")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("cue", "recipient", name="cuerecipient_once"),
        ]

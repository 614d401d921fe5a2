"""What a town decides about its rules: its own days, and the profile it goes by."""

from typing import ClassVar

from django.db import models

from townmoot.record.models import Domain
from townmoot.rules.enums import TownDay


class CalendarDay(Domain):
    """A day on which the town differs from the state's calendar; ended, never removed."""

    date = models.DateField()
    kind = models.CharField(max_length=10, choices=TownDay.choices)
    name = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["date", "created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "body", "date", condition=models.Q(ended_at=None), name="calendar_day_once"
            ),
        ]


class ProfileChoice(Domain):
    """The profile a town goes by from a day on.

    A key alone ("cn-township") follows the law: the version in force on the day asked. A
    reference ("cn-township@2025-03-12") stays with that version.
    """

    profile = models.CharField(max_length=100)
    valid_from = models.DateField()

    class Meta:
        ordering: ClassVar = ["valid_from", "created_at", "id"]

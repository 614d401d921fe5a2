"""Ledgers of suggestions that were taken over, so that the whole can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.people.enums import Outcome
from townmoot.record.models import Domain


class LedgerImport(Domain):
    """A ledger (建议台账) that was taken over: its file, and when that was undone."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)


class LedgerEntry(Domain):
    """What one row of a ledger did.

    `made` is {kind: {id: revision}}; `before` the earlier values of what was there, with the
    revision that the row left behind.
    """

    source = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    suggestion = models.UUIDField()
    made = models.JSONField(default=dict)
    before = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["row", "id"]

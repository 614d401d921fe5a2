"""Where things taken over came from: the source, each import of it, and each of its rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.opendata.enums import Format, Kind
from townmoot.record.models import Domain


class Source(Domain):
    """A council's own publication that is kept in step here; `address` is its own id.

    `code` is the official number of its municipality (OParl `ags`), `language` the language tag of
    what it says.
    """

    format = models.CharField(max_length=10, choices=Format.choices)
    address = models.CharField(max_length=1000)
    name = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("body", "format", "address", name="source_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.address


class SourceImport(Domain):
    """One import that changed something: what was read, and what it did.

    `faults` is how many faults the source's data had; `read_at` the real time of reading.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField()
    faults = models.PositiveIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-read_at", "-id"]


class SourceRow(Domain):
    """One thing of a source, tied to the row (`target`) that was made of it.

    `digest` seals what it said, so that a later import sees what changed; `parent` is the thing it
    was embedded in. One that its source deleted stays `deleted`, whatever the source says later.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    foreign = models.CharField(max_length=500)
    parent = models.CharField(max_length=500, blank=True)
    target = models.UUIDField(db_index=True)
    web = models.CharField(max_length=1000, blank=True)
    digest = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    deleted = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("source", "kind", "foreign", name="sourcerow_once"),
        ]

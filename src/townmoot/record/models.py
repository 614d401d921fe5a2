"""The record's own tables, and the base that every domain row stands on."""

from __future__ import annotations

import uuid

import uuid_utils
from django.db import models

from townmoot.record.sealed import SealedBytes, SealedText


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): sorts by the time of its making."""
    return uuid.UUID(int=uuid_utils.uuid7().int)


class Head(models.Model):
    """One row a body: locked by each act, so that positions have no gap."""

    body = models.UUIDField(primary_key=True)
    timezone = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    peaks = models.TextField(default="", blank=True)
    epoch = models.IntegerField(default=1)


class Entry(models.Model):
    """One line of the record: what was done, sealed in `envelope`, told in `private`."""

    id = models.BigAutoField(primary_key=True)
    body = models.UUIDField()
    position = models.BigIntegerField()
    envelope = models.TextField()
    root = models.CharField(max_length=64)
    act_id = models.UUIDField()
    act = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    account = models.UUIDField(null=True)
    subject = models.UUIDField(null=True)
    cause = models.UUIDField(null=True)
    salt = SealedBytes(null=True, row_of=("body", "position"))
    private = SealedText(null=True, row_of=("body", "position"))

    class Meta:
        constraints = [
            models.UniqueConstraint("body", "position", name="entry_position"),
            models.UniqueConstraint("body", "act_id", name="entry_act_id"),
        ]
        indexes = [
            models.Index("subject", "position", name="entry_subject"),
            models.Index("body", "act", "position", name="entry_act"),
        ]


class Clock(models.Model):
    """The mark of a rehearsal's database, and its legal time, which stands until it is moved."""

    at = models.DateTimeField()
    marked_at = models.DateTimeField()


class Domain(models.Model):
    """The base of each domain row: whose it is, when it was made and by whom.

    `revision` counts the changes, so that the second of two editors is told.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.UUIDField(db_index=True)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

"""The index: how far it has read the record, each document's place, and its words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class State(models.Model):
    """How far the index of a town has come.

    `position` is the last entry that it knows of, `day` the legal day it is right for, `made_by`
    what made it: another way of making it makes it anew.
    """

    body = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()
    day = models.DateField()
    made_by = models.CharField(max_length=32)


class Place(models.Model):
    """A document in the index, without its words.

    A greater `number` is newer: lists stand by it from the top. `organizations` are ids in
    hexadecimal, blanks between them. `digest` tells whether anything changed.
    """

    number = models.BigIntegerField(primary_key=True)
    body = models.UUIDField()
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    year = models.SmallIntegerField(null=True)
    organizations = models.TextField(blank=True)
    digest = models.CharField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("body", "kind", "key", name="place_key"),
        ]


class Words(models.Model):
    """The words of a document, folded, blanks between them; `also` finds it as similar only."""

    number = models.BigIntegerField(primary_key=True)
    title = models.TextField()
    text = models.TextField(blank=True)
    also = models.TextField(blank=True)

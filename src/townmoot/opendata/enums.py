"""The closed lists of open data."""

from __future__ import annotations

from django.db.models import TextChoices


class Format(TextChoices):
    """The form in which a source publishes."""

    OPARL = "oparl", "OParl"
    POPOLO = "popolo", "Popolo"


class Kind(TextChoices):
    """The things that a source tells of, in the order in which they may refer to each other."""

    ORGANIZATION = "organization", "Organization"
    PERSON = "person", "Person"
    MEMBERSHIP = "membership", "Membership"
    MEETING = "meeting", "Meeting"
    ITEM = "item", "AgendaItem"
    PAPER = "paper", "Paper"
    CONSULTATION = "consultation", "Consultation"
    FILE = "file", "File"

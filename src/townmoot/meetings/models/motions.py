"""Motions and amendments, who signed them, what was decided, and the resolutions they became."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.ballots.models import Poll
from townmoot.meetings.models.agenda import AgendaItem
from townmoot.meetings.models.meeting import Meeting
from townmoot.people.models import Person
from townmoot.record.models import Domain
from townmoot.rules.labels import Label


class MotionDeadline(Domain):
    """Until when motions may be handed in to a meeting, as whoever presides fixed it."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="motion_deadline"
    )
    until = models.DateTimeField()


class Motion(Domain):
    """A motion (议案, Popolo Motion), or an amendment (修正案) where it `amends` one.

    `title` is its subject (案由), `grounds` why (案据), `text` what is to be resolved (方案); an
    amendment puts its `text` in place of `passage`, which begins at the character `start` of the
    text it amends, and strikes the passage out where its text is empty. `version` counts the
    wordings. An amendment has a `number` once it is listed; `place` is where whoever presides put
    it in their order. A motion is not listed for a `reason` of the profile, in `words`. It ends at
    `lapsed_at` with too few signers; an amendment at `fallen_at`, when another to the same words
    was carried.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="motions")
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="motions"
    )
    amends = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="amendments"
    )
    mover = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="motions")
    title = models.CharField(max_length=300, blank=True)
    grounds = models.TextField(blank=True)
    text = models.TextField(blank=True)
    number = models.PositiveIntegerField(null=True)
    passage = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    place = models.PositiveIntegerField(null=True)

    handed_in_at = models.DateTimeField(null=True)
    listed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=500, blank=True)
    withdrawal_asked_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    fallen_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [models.Index("body", "handed_in_at", name="motion_handed_in")]

    def __str__(self) -> str:
        return self.title

    @property
    def end(self) -> int:
        """Where the passage that it amends ends."""
        return (self.start or 0) + len(self.passage)


class MotionVersion(Domain):
    """One wording of a motion, as it was from `created_at` on."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    grounds = models.TextField(blank=True)
    text = models.TextField(blank=True)
    passage = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("motion", "number", name="motionversion_number"),
        ]


class MotionSigner(Domain):
    """Who signs a motion: the mover, those who were asked and confirmed a wording, a seconder.

    A confirmation of another wording than the present one counts for nothing.
    """

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="signers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signed_motions")
    mover = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_version = models.PositiveIntegerField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_reason = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    consented_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-mover", "created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("motion", "person", name="motionsigner_once"),
        ]


class MotionDecision(Domain):
    """What the meeting decided on a motion or an amendment, by which poll."""

    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="decision")
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="motion_decisions")
    carried = models.BooleanField()


class Resolution(Domain):
    """What a motion became when it was carried (决议): its number in the year, its text."""

    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="resolution")
    on = models.DateField()
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    number_words = models.JSONField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("body", "year", "number", name="resolution_number"),
        ]

    @property
    def serial(self) -> str:
        """Its number as it is printed."""
        return str(Label(**self.number_words))

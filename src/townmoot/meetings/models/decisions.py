"""What a meeting decided on an item."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.ballots.models import Poll
from townmoot.meetings.models.agenda import AgendaItem
from townmoot.record.models import Domain


class ItemDecision(Domain):
    """The announced vote on one item as it stands (表决): what was counted, how many were needed.

    `base` is the total that the majority is taken of (all deputies, say); it is one an item.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="decision")
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstentions = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    carried = models.BooleanField()
    casting = models.BooleanField(null=True)  # on equal votes: for, or against
    profile = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["created_at"]

    @property
    def not_voting(self) -> int:
        """Those present who showed no hand."""
        return self.present - self.votes_for - self.votes_against - self.abstentions

"""What meetings stand on in people: who made something, named by reference alone."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.meetings.models import CheckIn, Meeting, MeetingStep, Opinion
from townmoot.people.reliance import Reliance
from townmoot.record.models import Domain

_NAMED: tuple[tuple[type[Domain], object], ...] = (
    (Meeting, _("a meeting")),
    (MeetingStep, _("a step of a meeting")),
    (CheckIn, _("a check-in")),
    (Opinion, _("an opinion noted in a group")),
)


def relying(body: UUID, references: frozenset[UUID]) -> Iterator[Reliance]:
    """What of meetings relies on any of these persons."""
    for model, words in _NAMED:
        rows = model._default_manager.filter(body=body, created_by__in=references)
        for key in set(rows.values_list("created_by", flat=True)):
            yield Reliance(key, words)  # type: ignore[arg-type] # the filter leaves no empty one

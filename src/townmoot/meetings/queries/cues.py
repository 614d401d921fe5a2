"""The running order of a meeting, which cue is on, and what its slide may show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from townmoot.meetings.enums import CueScreen, VenueKind
from townmoot.meetings.models import AwardRecipient, Cue, Venue

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.meetings.models import Meeting


def cues_of(meeting: Meeting) -> QuerySet[Cue]:
    """The running order, each cue with its item and whom it honours."""
    rows = Cue._default_manager.filter(meeting=meeting).select_related("item")
    return rows.prefetch_related("honoured__recipient__person", "honoured__recipient__award")


def running_cue(meeting: Meeting) -> Cue | None:
    """The cue that is on."""
    return cues_of(meeting).filter(started_at__isnull=False, ended_at=None).first()


def next_cue(meeting: Meeting) -> Cue | None:
    """The cue that comes next: the first after the one that is on, or was on last."""
    rows = cues_of(meeting)
    last = rows.filter(started_at__isnull=False).order_by("-started_at", "-order").first()
    return rows.filter(order__gt=last.order).first() if last else rows.first()


def due_end(cue: Cue) -> datetime | None:
    """When a cue that is on was planned to end; None where nobody said how long it takes."""
    if cue.started_at is None or cue.seconds is None:
        return None
    return cue.started_at + timedelta(seconds=cue.seconds)


def is_shown_in(cue: Cue, kind: VenueKind) -> bool:
    """Whether the screens of such a hall show a cue."""
    if cue.screen == CueScreen.EVERYWHERE:
        return True
    return cue.screen == (CueScreen.MAIN if kind == VenueKind.MAIN else CueScreen.BRANCHES)


def recipients_at(meeting: Meeting) -> QuerySet[AwardRecipient]:
    """Whoever is honoured on stage at a meeting, award by award."""
    rows = AwardRecipient._default_manager.filter(award__item__meeting=meeting)
    return rows.select_related("person", "award").order_by("award", "order")


def shown_in(cue: Cue, venue: UUID) -> bool:
    """Whether the screens of a hall of its meeting show a cue."""
    hall = Venue._default_manager.filter(meeting=cue.meeting_id, pk=venue).first()
    return hall is not None and is_shown_in(cue, VenueKind(hall.kind))


@dataclass(frozen=True)
class Honours:
    """An honours slide: which honour, who agreed to be named, and how many are honoured in all."""

    honour: str
    names: tuple[str, ...]
    total: int

    @property
    def unnamed(self) -> int:
        """How many are honoured without their names."""
        return self.total - len(self.names)


def honours_of(cue: Cue) -> Honours | None:
    """What an honours slide shows: names with consent alone; None for a cue that honours nobody."""
    rows = sorted((one.recipient for one in cue.honoured.all()), key=lambda row: row.order)
    if not rows:
        return None
    names = tuple(row.person.name for row in rows if row.consent)
    return Honours(rows[0].award.honour, names, len(rows))

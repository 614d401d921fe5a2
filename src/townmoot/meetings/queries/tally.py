"""How many are expected and present, for the whole meeting and in each hall."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from townmoot.meetings.enums import Capacity, LeaveState
from townmoot.meetings.models import LeaveRequest, Meeting, Participant, Venue
from townmoot.meetings.queries.attendance import present_check_ins
from townmoot.meetings.queries.venues import check_in_open, link_up, with_events

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class VenueTally:
    """One hall: members expected and present, others present, members gone early, its line."""

    venue: Venue
    expected: int
    present: int
    others: int
    left: int
    link_up: bool
    check_in_open: bool

    @property
    def here(self) -> int:
        """Members present, and who looks on without being on a list."""
        return self.present + (self.venue.watching or 0)

    @property
    def awaited(self) -> int:
        """Members expected, or how many were planned where none is."""
        return self.expected or self.venue.planned or 0


@dataclass(frozen=True)
class Tally:
    """The whole meeting; members only but for `others`. `present` came and have not left."""

    venues: tuple[VenueTally, ...]
    expected: int
    present: int
    others: int
    left: int
    on_leave: int

    @property
    def missing(self) -> int:
        """Members who neither came nor have leave."""
        return self.expected - self.present - self.left - self.on_leave


def tally(meeting: Meeting) -> Tally:
    """Count a meeting; the same four queries for any number of people and halls."""
    expected = _expected(meeting)
    present, others, left = _came(meeting)
    halls = with_events(Venue._default_manager.filter(meeting=meeting))
    return Tally(
        venues=tuple(
            VenueTally(
                venue=hall,
                expected=expected[hall.pk],
                present=present[hall.pk],
                others=others[hall.pk],
                left=left[hall.pk],
                link_up=link_up(hall),
                check_in_open=check_in_open(hall),
            )
            for hall in halls
        ),
        expected=expected.total(),
        present=present.total(),
        others=others.total(),
        left=left.total(),
        on_leave=_on_leave(meeting),
    )


def _expected(meeting: Meeting) -> Counter[UUID | None]:
    rows = Participant._default_manager.filter(
        meeting=meeting, capacity=Capacity.MEMBER, removed_at=None
    )
    return Counter(dict(rows.order_by().values_list("venue").annotate(n=Count("pk"))))


def _came(meeting: Meeting) -> tuple[Counter[UUID], Counter[UUID], Counter[UUID]]:
    """Members present, others present, members gone early, by venue of check-in."""
    rows = present_check_ins().filter(participant__meeting=meeting, participant__removed_at=None)
    present: Counter[UUID] = Counter()
    others: Counter[UUID] = Counter()
    left: Counter[UUID] = Counter()
    for venue, capacity, left_at in rows.values_list("venue", "participant__capacity", "left_at"):
        if capacity == Capacity.MEMBER:
            (present if left_at is None else left)[venue] += 1
        elif left_at is None:
            others[venue] += 1
    return present, others, left


def _on_leave(meeting: Meeting) -> int:
    """Members with leave who did not come all the same."""
    came = present_check_ins().filter(participant__meeting=meeting).values("participant")
    rows = LeaveRequest._default_manager.filter(
        participant__meeting=meeting,
        participant__capacity=Capacity.MEMBER,
        participant__removed_at=None,
        state=LeaveState.APPROVED,
    )
    return rows.exclude(participant__in=came).count()

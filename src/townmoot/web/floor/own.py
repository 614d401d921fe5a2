"""The meetings at which somebody is expected, and how that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from townmoot.meetings import queries as meetings
from townmoot.meetings.enums import LeaveState, MeetingState
from townmoot.people.enums import Role
from townmoot.people.queries import organizations
from townmoot.web.rooms import found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from townmoot.meetings.models import CheckIn, Meeting, Participant
    from townmoot.people.models import Organization
    from townmoot.record import Ctx

UNDER_WAY = (MeetingState.IN_SESSION, MeetingState.PAUSED)
OPEN = (MeetingState.CALLED, *UNDER_WAY)
GROUP_ROLES = (Role.GROUP_HEAD, Role.RECORDER)


@dataclass(frozen=True)
class Seat:
    """Somebody's line on the list of a meeting, as it stands on a day."""

    meeting: Meeting
    line: Participant
    day: date

    @property
    def state(self) -> MeetingState:
        """Where the meeting stands."""
        return meetings.state_of(self.meeting)

    @property
    def check_in(self) -> CheckIn | None:
        """When and where the person checked in."""
        held: list[CheckIn] = self.line.presence  # type: ignore[attr-defined] # by attendance_for
        return held[0] if held else None

    @property
    def leave(self) -> str:
        """The state of the leave asked for; "" without."""
        return self.line.leave_state or ""  # type: ignore[attr-defined] # by attendance_for

    @property
    def excused(self) -> bool:
        """Whether leave was granted."""
        return self.leave == LeaveState.APPROVED

    @property
    def notice_seen(self) -> bool:
        """Whether the present notice was acknowledged."""
        return bool(self.line.notice_seen)  # type: ignore[attr-defined] # by attendance_for

    @property
    def today(self) -> bool:
        """Whether the meeting takes place on the day."""
        return day_of(self.meeting.start) <= self.day <= day_of(self.meeting.last)

    @property
    def awaited(self) -> bool:
        """Whether the doors are open and the person has neither come nor leave."""
        open_now = self.today and self.state in OPEN
        return open_now and self.check_in is None and not self.excused


def day_of(moment: datetime) -> date:
    """The day of a moment on the town's clocks."""
    return timezone.localtime(moment).date()


def seats(ctx: Ctx) -> list[Seat]:
    """The meetings of late and to come at which the person is expected, soonest first.

    Three queries.
    """
    if ctx.actor.person is None:
        return []
    lines = meetings.attendance_for(ctx.actor, ctx.body).filter(person=ctx.actor.person)
    lines = lines.filter(meeting__end__gte=ctx.now - timedelta(days=1))
    by_meeting = {line.meeting_id: line for line in lines}
    rows = meetings.meetings_for(ctx.actor, ctx.body).filter(pk__in=list(by_meeting))
    made = [Seat(row, by_meeting[row.pk], ctx.today) for row in rows]
    return sorted(made, key=lambda seat: (seat.meeting.start, seat.meeting.pk))


def seat_at(ctx: Ctx, meeting: Meeting) -> Seat | None:
    """The person's line at a meeting that the person may see; two queries."""
    lines = meetings.attendance_for(ctx.actor, ctx.body).filter(meeting=meeting)
    line = lines.filter(person=ctx.actor.person).first()
    return Seat(meeting, line, ctx.today) if line is not None else None


def upcoming(rows: Iterable[Seat]) -> list[Seat]:
    """Those that are called and not over."""
    return [seat for seat in rows if seat.state in OPEN]


def meeting_for(ctx: Ctx, key: UUID) -> Meeting:
    """A meeting the person may see; 404 otherwise."""
    return found(meetings.meetings_for(ctx.actor, ctx.body).filter(pk=key))


def group_for(ctx: Ctx, key: UUID) -> Organization:
    """A group of which the person is head or recorder; 404 otherwise."""
    mine = ctx.actor.units(*GROUP_ROLES)
    return found(organizations(ctx.body, ctx.today).filter(pk=key).filter(pk__in=mine))

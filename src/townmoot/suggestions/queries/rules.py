"""The town's procedure for suggestions on a day, and the days it computes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from townmoot.meetings import queries as meetings
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import Meeting
from townmoot.record import Refused
from townmoot.rules import Calendar, Due, NoProfile, Period, Profile, Unit, Why
from townmoot.rules.queries import calendar_of, profile_for
from townmoot.rules.sections import PeriodRule, Rule, Suggestions
from townmoot.rules.terms import ClockStart
from townmoot.rules.why import Step, StepKind

SITTING = (MeetingState.IN_SESSION, MeetingState.PAUSED)


@dataclass(frozen=True)
class Procedure:
    """A profile with the town's calendar."""

    profile: Profile
    calendar: Calendar

    @property
    def rules(self) -> Suggestions:
        """The rules of suggestions."""
        return self.profile.suggestions

    def due(self, rule: PeriodRule, start: date) -> Due:
        """The last day of a rule's period, with its reasons."""
        return self.profile.due(rule, start, self.calendar)

    def longest(self, due: Due) -> Due:
        """The last day to which a reply may be extended."""
        return self.profile.extended(due, self.rules.extension_max, self.calendar)


def profile_of(body: UUID, day: date) -> Profile:
    """The profile the town goes by. Raises Refused where none was chosen."""
    try:
        return profile_for(body, day)
    except NoProfile as error:
        raise Refused(str(error)) from error


def procedure(body: UUID, day: date) -> Procedure:
    """The town's procedure on a day; two queries. Raises Refused where none was chosen."""
    profile = profile_of(body, day)
    return Procedure(profile, calendar_of(body, profile))


def on_the_day(day: date, rule: Rule[Any]) -> Due:
    """A day that a rule names without counting."""
    step = Step(kind=StepKind.LATEST, day=day, key=rule.key, source=rule.source)
    return Due(
        date=day,
        nominal=day,
        start=day,
        period=Period(count=0, unit=Unit.DAY),
        provisional=False,
        why=Why(steps=(step,)),
    )


def clock_start(rule: ClockStart, assigned: date, session_end: date | None) -> date:
    """The day from which a reply period runs: the assignment, or the close of the session."""
    if rule is ClockStart.SESSION_CLOSE and session_end is not None:
        return session_end
    return assigned


def restarted(first: date | None, again: date, *, restart: bool) -> date:
    """The start of the clock at an assignment: the first one's, unless the profile restarts it."""
    return again if first is None or restart else first


def session_now(body: UUID, profile: Profile) -> Meeting | None:
    """The session of the congress that is sitting, from its opening to its close."""
    kinds = meetings.statutory_kinds(profile)
    rows = meetings.with_state(Meeting._default_manager.filter(body=body, kind__in=kinds))
    opened = rows.filter(steps__act="meeting.open").order_by("-start")[:5]
    return next((row for row in opened if meetings.state_of(row) in SITTING), None)


def session_end(body: UUID, meeting: UUID | None) -> date | None:
    """The last day of a meeting, in the town's time."""
    row = Meeting._default_manager.filter(body=body, pk=meeting).first() if meeting else None
    return meetings.local_day(body, row.last) if row else None

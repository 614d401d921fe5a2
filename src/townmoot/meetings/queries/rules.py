"""The body's procedure and its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from townmoot.people.models import Body
from townmoot.record import Refused
from townmoot.rules.library import NoProfile
from townmoot.rules.queries import profile_for

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from townmoot.meetings.models import Meeting
    from townmoot.rules import Profile


def profile_of(body: UUID, on: date) -> Profile:
    """The profile the body goes by on a day. Raises Refused where none was chosen."""
    try:
        return profile_for(body, on)
    except NoProfile as error:
        raise Refused(str(error)) from error


def binds(meeting: Meeting) -> bool:
    """Whether a meeting of this kind takes binding votes. Raises Refused without a profile."""
    profile = profile_of(meeting.body, local_day(meeting.body, meeting.start))
    return profile.meeting_kind(meeting.kind).binding_votes


def zone_of(body: UUID) -> ZoneInfo:
    """The body's time zone. Raises Body.DoesNotExist for an unknown one."""
    return ZoneInfo(Body._default_manager.get(pk=body).timezone)


def in_zone(body: UUID, moment: datetime) -> datetime:
    """The moment with its zone; one without is a time on the body's own clocks."""
    return moment.replace(tzinfo=zone_of(body)) if moment.tzinfo is None else moment


def local_day(body: UUID, moment: datetime) -> date:
    """The day of a moment in the body's time zone."""
    return moment.astimezone(zone_of(body)).date()

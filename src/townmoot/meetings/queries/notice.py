"""By which day a meeting must be called, and who has seen its notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmoot.meetings.models import Meeting, Notice
from townmoot.meetings.queries.rules import local_day, profile_of
from townmoot.rules import NoticeCheck, check_notice
from townmoot.rules.queries import calendar_of

if TYPE_CHECKING:
    from datetime import date

    from townmoot.rules.sections import PeriodRule


@dataclass(frozen=True)
class NoticeView:
    """The rule for a meeting's notice and, where a day is given, whether that day is in time.

    `check` is None where no rule asks for a period; `exempt` for an extra session, which may be
    called late with a reason.
    """

    profile: str
    rule: PeriodRule | None
    check: NoticeCheck | None
    exempt: bool

    @property
    def late(self) -> bool:
        return self.check is not None and not self.check.ok


def notice_check(meeting: Meeting, given: date) -> NoticeView:
    """Whether a notice given on that day is in time. Raises Refused without a profile."""
    day = local_day(meeting.body, meeting.start)
    profile = profile_of(meeting.body, day)
    rule = profile.notice_for(meeting.kind)
    exempt = meeting.extra and not profile.sessions.notice_applies_to_extra.value
    check = None
    if rule is not None:
        check = check_notice(given, day, rule, calendar_of(meeting.body, profile))
    return NoticeView(profile=profile.ref, rule=rule, check=check, exempt=exempt)


def latest_notice_of(meeting: Meeting) -> Notice | None:
    """The notice that holds now: the last one given."""
    return Notice._default_manager.filter(meeting=meeting).order_by("-number").first()

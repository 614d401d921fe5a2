"""The business of a council: what was declared, how much time is used, what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import (
    Dispensation,
    LeaveRequest,
    Posting,
)
from townmoot.meetings.queries.meetings import in_states, with_state
from townmoot.meetings.queries.notice import latest_notice_of
from townmoot.meetings.queries.rules import local_day, profile_of
from townmoot.rules import compute_due
from townmoot.rules.queries import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.meetings.enums import PostingKind
    from townmoot.meetings.models import AgendaItem, Meeting, Payment, PublicSlot
    from townmoot.rules import Profile

BUSINESS = (
    "declarations__person",
    "declarations__about",
    "dispensations__person",
    "public_slots",
    "report_lines",
    "plannings",
    "payments",
    "letters",
)


def with_business(rows: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """The items with all that a council notes under them; the same queries for any number."""
    one_each = ("past_minutes__of", "past_minutes__signed_by", "exclusion", "next_meeting")
    return rows.select_related("decision", *one_each).prefetch_related(*BUSINESS)


def was_summoned(item: AgendaItem) -> bool:
    """Whether the last summons names the item: it stood on the agenda when that was issued."""
    notice = latest_notice_of(item.meeting)
    return notice is not None and item.created_at <= notice.created_at


def used(slots: Iterable[PublicSlot], moment: datetime) -> timedelta:
    """How long the public has spoken; who still speaks, up to the moment."""
    return sum(((slot.end or moment) - slot.created_at for slot in slots), timedelta())


@dataclass(frozen=True)
class Totals:
    """A list of payments added up, in the smallest unit of the currency."""

    net: int
    vat: int

    @property
    def total(self) -> int:
        """What is paid in all."""
        return self.net + self.vat


def totals(rows: Iterable[Payment]) -> Totals:
    """The sums of a list of payments."""
    listed = list(rows)
    return Totals(sum(row.net for row in listed), sum(row.vat for row in listed))


def postings_of(meeting: Meeting) -> QuerySet[Posting]:
    """Where the summons and the public notice were served and put up."""
    return Posting._default_manager.filter(meeting=meeting)


def posted_in_time(meeting: Meeting, kind: PostingKind) -> bool:
    """Whether the last notice was served, or put up, on a day that leaves the clear days."""
    notice = latest_notice_of(meeting)
    if notice is None:
        return False
    rows = postings_of(meeting).filter(kind=kind, notice=notice.number)
    return any(local_day(meeting.body, row.at) <= row.latest for row in rows)


def dispensations_of(body: UUID, day: date) -> QuerySet[Dispensation]:
    """The dispensations in force on a day, for the public register."""
    rows = Dispensation._default_manager.filter(body=body, decided__lte=day, until__gte=day)
    return rows.select_related("person").order_by("person__name", "until", "pk")


def dispensations_asked(body: UUID) -> QuerySet[Dispensation]:
    """The dispensations that are not decided yet, oldest first."""
    rows = Dispensation._default_manager.filter(body=body, decided=None, refused_at=None)
    return rows.select_related("person").order_by("requested", "pk")


def meetings_over(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings of the body that are over, the last one first: whose minutes may be laid."""
    rows = with_state(type(meeting)._default_manager.filter(body=meeting.body))
    return in_states(rows, MeetingState.CLOSED).exclude(pk=meeting.pk).order_by("-start")[:20]


def leaves_of(meeting: Meeting) -> QuerySet[LeaveRequest]:
    """The apologies sent for a meeting, by name."""
    rows = LeaveRequest._default_manager.filter(participant__meeting=meeting)
    return rows.select_related("participant__person").order_by("participant__person__name", "pk")


BY_COUNCIL = "council"  # the granter that grants under an item; any other does at the desk


def longest_dispensation(body: UUID, day: date) -> date:
    """The last day until which a dispensation granted on that day can last."""
    profile = profile_of(body, day)
    rule = profile.council.dispensation_longest
    return compute_due(day, rule, calendar_of(body, profile), move=False).date


def council_rules(meeting: Meeting) -> Profile:
    """The profile of the meeting’s day. Raises Refused where there is none."""
    return profile_of(meeting.body, local_day(meeting.body, meeting.start))

"""Planning, calling and holding a meeting."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import AgendaState, Capacity, MeetingState
from townmoot.meetings.models import Meeting, NoticeReceipt, Participant, Venue
from townmoot.meetings.policies.council import check_published
from townmoot.meetings.policies.steps import NOT_BEGUN, check_meeting, check_meeting_in, wrong
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, NotFound, Refused
from townmoot.rules.queries import has_module


def _check_times(ctx: Ctx, start: datetime, end: datetime) -> None:
    if queries.in_zone(ctx.body, end) <= queries.in_zone(ctx.body, start):
        raise wrong("end", _("The meeting must end after it begins."))


def _check_hybrid(meeting_kind: str, ctx: Ctx, start: datetime) -> None:
    day = queries.local_day(ctx.body, queries.in_zone(ctx.body, start))
    if not queries.profile_of(ctx.body, day).meeting_kind(meeting_kind).hybrid:
        raise wrong("hybrid", _("A meeting of this kind is held in one hall."))


def check_plan(
    ctx: Ctx,
    *,
    kind: str,
    organization: UUID,
    start: datetime,
    end: datetime,
    hybrid: bool,
    presiding: UUID | None,
    **others: Any,
) -> None:
    """Raise Invalid for a kind the profile does not know, and for times that do not fit."""
    ctx.get(Organization, organization)
    if presiding:
        ctx.get(Person, presiding)
    _check_times(ctx, start, end)
    day = queries.local_day(ctx.body, queries.in_zone(ctx.body, start))
    known = queries.profile_of(ctx.body, day).meeting_kinds
    if kind not in known:
        words = {"known": ", ".join(known)}
        raise wrong("kind", _("Choose one of: %(known)s.") % words)
    if hybrid:
        _check_hybrid(kind, ctx, start)


def check_correct(
    ctx: Ctx,
    *,
    meeting: UUID,
    revision: int | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    hybrid: bool | None = None,
    **others: Any,
) -> None:
    """Raise Conflict for the second of two editors, Refused once the meeting has begun."""
    row = ctx.get(Meeting, meeting)
    ctx.expect(row, revision)
    check_meeting_in(row, *NOT_BEGUN)
    _check_times(ctx, start or row.start, end or row.last)
    if hybrid:
        _check_hybrid(row.kind, ctx, start or row.start)
    elsewhere = Venue._default_manager.filter(meeting=row).exclude(kind="main")
    if hybrid is False and elsewhere.exists():
        raise wrong("hybrid", _("The meeting has venues besides the main hall."))


def check_preside(ctx: Ctx, *, meeting: UUID, person: UUID | None = None) -> None:
    """Raise Refused once the meeting is over, NotFound for an unknown person."""
    if person:
        ctx.get(Person, person)
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *NOT_BEGUN, MeetingState.IN_SESSION, MeetingState.PAUSED)


def check_publish(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise Refused where it was published before."""
    if queries.was_published(ctx.get(Meeting, meeting).pk):
        raise Refused(_("This meeting is public already."))


def check_cancel(ctx: Ctx, *, meeting: UUID, reason: str = "") -> None:
    """Raise Refused once the meeting has begun."""
    check_meeting(ctx.get(Meeting, meeting), "meeting.cancel")


def check_notice(
    ctx: Ctx,
    *,
    meeting: UUID,
    late_reason: str = "",
    reply_by: date | None = None,
    **_others: Any,
) -> None:
    """Raise Refused for a late notice, naming the day; an extra session may state a reason."""
    row = ctx.get(Meeting, meeting)
    check_meeting(row, "meeting.give_notice")
    if not Venue._default_manager.filter(meeting=row).exists():
        raise Refused(_("Say first where the meeting is held: add a venue."))
    if row.start <= ctx.now:
        raise Refused(_("The meeting was to begin already; correct its time first."))
    if queries.called_by_name(row) and not listed_by_name(row):
        raise Refused(_("List first who is expected; the notice of this meeting calls them."))
    day = queries.local_day(ctx.body, row.start)
    if reply_by is not None and not ctx.today <= reply_by <= day:
        reason = _("Receipts are due between today and the day of the meeting.")
        raise Refused(reason, field="reply_by")
    view = queries.notice_check(row, ctx.today)
    if view.check is None or not view.late:
        return
    words = {"date": date_format(view.check.latest.date, "DATE_FORMAT")}
    if not view.exempt:
        reason = _("Notice was due by %(date)s. Move the meeting to a later day.")
        raise Refused(reason % words)
    if not late_reason:
        reason = _("Notice was due by %(date)s. Give the reason why it comes late.")
        raise Refused(reason % words, field="late_reason")


def listed_by_name(meeting: Meeting) -> bool:
    """Whether anybody was put on the list whom the notice can call."""
    rows = Participant._default_manager.filter(meeting=meeting, removed_at=None)
    return rows.filter(capacity=Capacity.MEMBER).exists()


def check_acknowledge(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise NotFound before a notice, Refused where it was confirmed before."""
    notice = queries.latest_notice_of(ctx.get(Meeting, meeting))
    if notice is None:
        raise NotFound
    seen = NoticeReceipt._default_manager.filter(notice=notice, person=ctx.actor.person)
    if seen.exists():
        raise Refused(_("You have confirmed this notice before."))


def check_open(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise Refused without a valid notice, on another day, or without a quorum."""
    row = ctx.get(Meeting, meeting)
    check_meeting(row, "meeting.open")
    notice = queries.latest_notice_of(row)
    if notice is not None and notice.announced_start != row.start:
        raise Refused(_("Its time was changed after the notice; give notice again."))
    if ctx.today < queries.local_day(row.body, row.start):
        raise Refused(_("The meeting is called for a later day."))
    if has_module(ctx.body, ctx.today, "summons"):
        check_published(row)
    _check_quorum(row)


def _check_quorum(meeting: Meeting) -> None:
    found = queries.quorum(meeting)
    if not found.met:
        raise Refused(str(found))


def check_pause(ctx: Ctx, *, meeting: UUID, reason: str = "") -> None:
    """Raise Refused where the meeting does not sit."""
    check_meeting(ctx.get(Meeting, meeting), "meeting.pause")


def check_resume(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise Refused where it is not interrupted, or without a quorum."""
    row = ctx.get(Meeting, meeting)
    check_meeting(row, "meeting.resume")
    _check_quorum(row)


def check_close(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise Refused where the meeting does not sit, or its agenda was proposed and not decided."""
    row = ctx.get(Meeting, meeting)
    check_meeting(row, "meeting.close")
    if queries.agenda_state(row) == AgendaState.PROPOSED:
        raise Refused(_("The agenda was proposed; let it be adopted or take it back first."))

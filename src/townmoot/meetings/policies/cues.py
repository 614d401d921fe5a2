"""When the running order of a meeting can be written and followed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import AgendaItem, AwardRecipient, Cue, Meeting
from townmoot.meetings.policies.ceremony import NOT_CANCELLED
from townmoot.meetings.policies.steps import NOT_BEGUN, UNDER_WAY, check_meeting_in, wrong
from townmoot.meetings.queries import cues as running
from townmoot.record import Ctx, NotFound, Refused

_OPEN = (*NOT_BEGUN, *UNDER_WAY)


def check_add(
    ctx: Ctx, *, meeting: UUID, item: UUID | None, recipients: list[UUID], **_others: Any
) -> None:
    """Raise Refused once the meeting is over, NotFound for items and recipients of another."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *_OPEN)
    if item is not None and ctx.get(AgendaItem, item).meeting_id != row.pk:
        raise NotFound
    for key in recipients:
        if ctx.get(AwardRecipient, key).award.item.meeting_id != row.pk:
            raise NotFound


def _not_begun(ctx: Ctx, cue: UUID) -> Cue:
    row = ctx.get(Cue, cue)
    check_meeting_in(row.meeting, *NOT_CANCELLED)
    if row.started_at is not None:
        raise Refused(_("This cue was given already."))
    return row


def check_remove(ctx: Ctx, *, cue: UUID) -> None:
    """Raise Refused for a cue that was given."""
    _not_begun(ctx, cue)


def check_move(ctx: Ctx, *, cue: UUID, to: int) -> None:
    """Raise Refused for a cue that was given, Invalid for a place that is not there."""
    row = _not_begun(ctx, cue)
    count = running.cues_of(row.meeting).count()
    if not 1 <= to <= count:
        raise wrong("to", _("Choose a place from 1 to %(count)d.") % {"count": count})


def check_next(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise Refused before the meeting sits, or after the last cue."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, MeetingState.IN_SESSION)
    if running.next_cue(row) is None and running.running_cue(row) is None:
        raise Refused(_("There is no further cue."))


def check_go(ctx: Ctx, *, cue: UUID) -> None:
    """Raise Refused before the meeting sits, or for the cue that is on."""
    row = ctx.get(Cue, cue)
    check_meeting_in(row.meeting, MeetingState.IN_SESSION)
    if row.started_at is not None and row.ended_at is None:
        raise Refused(_("This cue is on."))

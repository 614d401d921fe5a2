"""The closed part, notes for the minutes, messages and screens: when they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState, ScreenShows
from townmoot.meetings.models import HallMessage, Meeting, MessageReceipt, MinuteNote, Venue
from townmoot.meetings.policies.agenda import profile_at
from townmoot.meetings.policies.ceremony import facts_at
from townmoot.meetings.policies.steps import NOT_BEGUN, UNDER_WAY, check_meeting_in, wrong
from townmoot.record import Ctx, NotFound, Refused
from townmoot.rules.terms import ItemFacts

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.meetings.models import AgendaItem, Exclusion


def check_exclude(ctx: Ctx, *, meeting: UUID, reason: str = "") -> None:
    """Raise Refused while the public is out, or before the meeting resolved it where it must."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, MeetingState.IN_SESSION)
    if queries.exclusion_of(row) is not None:
        raise Refused(_("The public was excluded before."))
    resolved_under(row)


def resolved_under(meeting: Meeting) -> AgendaItem | None:
    """The item under which the meeting resolved it; None where no resolution is needed.

    Raises Refused where one is needed and was not taken.
    """
    kinds = profile_at(meeting).agenda_kinds.value
    if all(kind.facts is not ItemFacts.EXCLUSION for kind in kinds):
        return None
    running = queries.running_item(meeting)
    if running is None or facts_at(meeting, running.kind) is not ItemFacts.EXCLUSION:
        raise Refused(_("The meeting is not at this item now."))
    if not hasattr(running, "decision") or not running.decision.carried:
        raise Refused(_("The meeting resolves it first: record the vote on this item."))
    if hasattr(running, "exclusion"):
        raise Refused(_("The public was excluded before."))
    return running


def check_readmit(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise Refused while the public is in."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *UNDER_WAY)
    exclusion_at(row)


def exclusion_at(meeting: Meeting) -> Exclusion:
    """The exclusion under which the meeting sits. Raises Refused while the public is in."""
    found = queries.exclusion_of(meeting)
    if found is None:
        raise Refused(_("The public is in."))
    return found


def check_note(ctx: Ctx, *, meeting: UUID, text: str = "") -> None:
    """Raise Refused where the meeting has not begun or is over."""
    check_meeting_in(ctx.get(Meeting, meeting), *UNDER_WAY)


def check_strike_note(ctx: Ctx, *, note: UUID) -> None:
    """Raise Refused for a note that was struck before."""
    if ctx.get(MinuteNote, note).struck_at is not None:
        raise Refused(_("This note was struck before."))


def _check_hall(ctx: Ctx, meeting: Meeting, venue: UUID | None) -> None:
    if venue and ctx.get(Venue, venue).meeting_id != meeting.pk:
        raise NotFound


def check_send(ctx: Ctx, *, meeting: UUID, text: str = "", venue: UUID | None = None) -> None:
    """Raise Refused once the meeting is over, NotFound for a hall of another."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *NOT_BEGUN, *UNDER_WAY)
    _check_hall(ctx, row, venue)


def check_report(ctx: Ctx, *, venue: UUID, text: str = "") -> None:
    """Raise Refused once the meeting is over."""
    check_meeting_in(ctx.get(Venue, venue).meeting, *NOT_BEGUN, *UNDER_WAY)


def check_acknowledge(ctx: Ctx, *, message: UUID, venue: UUID | None = None) -> None:
    """Raise NotFound where it was not sent there, Refused where it was confirmed before."""
    row = ctx.get(HallMessage, message)
    for_chair = venue is None
    if row.to_chair is not for_chair:
        raise NotFound
    if venue is not None:
        _check_hall(ctx, row.meeting, venue)
        if row.venue_id not in {None, venue}:
            raise NotFound
    if MessageReceipt._default_manager.filter(message=row, venue=venue).exists():
        raise Refused(_("This was confirmed before."))


def check_show(
    ctx: Ctx,
    *,
    meeting: UUID,
    shows: ScreenShows = ScreenShows.AUTO,
    venue: UUID | None = None,
    text: str = "",
) -> None:
    """Raise Refused once the meeting is over, Invalid for an empty message on a screen."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *NOT_BEGUN, *UNDER_WAY)
    _check_hall(ctx, row, venue)
    if shows == ScreenShows.MESSAGE and not text:
        raise wrong("text", _("Say what stands on the screen."))

"""Whether the state lets something follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.states import AGENDA, ITEM, LEAVE, MEETING
from townmoot.record import Invalid, Refused

if TYPE_CHECKING:
    from townmoot.meetings.models import AgendaItem, LeaveRequest, Meeting

NOT_BEGUN = (MeetingState.PLANNED, MeetingState.CALLED)
UNDER_WAY = (MeetingState.IN_SESSION, MeetingState.PAUSED)


def wrong(field: str, reason: str) -> Invalid:
    """One field that does not fit, with its remedy."""
    return Invalid([{"field": field, "reason": reason}])


def check_meeting(meeting: Meeting, name: str) -> None:
    """Raise Refused where the act cannot follow on where the meeting stands."""
    state = queries.state_of(meeting)
    if name not in MEETING[state]:
        raise _refused(state)


def check_meeting_in(meeting: Meeting, *states: MeetingState) -> None:
    """Raise Refused where the meeting does not stand at one of these."""
    state = queries.state_of(meeting)
    if state not in states:
        raise _refused(state)


def _refused(state: MeetingState) -> Refused:
    words = {"state": state.label}
    return Refused(_("This cannot be done now: the meeting is “%(state)s”.") % words)


def check_agenda(meeting: Meeting, name: str) -> None:
    """Raise Refused where the act cannot follow on where the agenda stands."""
    state = queries.agenda_state(meeting)
    if name not in AGENDA[state]:
        raise Refused(_("This cannot be done now: “%(state)s”.") % {"state": state.label})


def check_item(item: AgendaItem, name: str) -> None:
    """Raise Refused where the act cannot follow on where the item stands."""
    state = queries.item_state(item)
    if name not in ITEM[state]:
        words = {"state": state.label}
        raise Refused(_("This cannot be done now: the item is “%(state)s”.") % words)


def check_leave(leave: LeaveRequest, name: str) -> None:
    """Raise Refused where the act cannot follow on where the request stands."""
    if name not in LEAVE[leave.state]:
        words = {"state": leave.get_state_display()}
        raise Refused(_("This cannot be done now: “%(state)s”.") % words)

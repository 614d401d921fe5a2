"""Who may, in meetings: the clerk, who presides, stewards of their hall, groups, units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from townmoot.meetings.models import (
    AgendaItem,
    CheckIn,
    Cue,
    Declaration,
    GroupReport,
    HallMessage,
    LeaveRequest,
    Meeting,
    Motion,
    Opinion,
    Participant,
    Planning,
    PublicSlot,
    SpeakRequest,
    Speech,
    Talk,
    Venue,
)
from townmoot.people.enums import Role
from townmoot.people.models import Organization
from townmoot.people.permissions import CLERK, may
from townmoot.record import Ctx, Denied, NotFound, Operator

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

__all__ = [
    "ASK_FOR",
    "CLERK",
    "CONDUCT",
    "DECIDE_LEAVE",
    "DESK",
    "GROUP",
    "LEAD_ROOM",
    "LINE",
    "LISTED",
    "NAME_PRESIDING",
    "OWN_INTEREST",
    "PERSON",
    "READ_MESSAGE",
    "RECEIVE",
    "SIGN",
    "SIGN_REPORT",
    "SPEAK",
    "UNIT",
    "WITHDRAW_REQUEST",
]

UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_CHECKER, Role.UNIT_HEAD, Role.TOWN_OFFICER)

_CONDUCT = _("Only the clerk, the chair or whoever presides over the meeting may do this.")
_LEAVE = _("Only the chair, or whoever presides during the meeting, decides on leave.")
_DESK = _("Only the clerk or the steward of this venue may do this.")
_GROUP = _("Only the head or the recorder of this group, or the clerk, may do this.")
_SIGN = _("Only the head of this group may sign what it said.")
_UNIT = _("Only who works for this unit may do this.")


def meeting_of(ctx: Ctx, inputs: dict[str, Any]) -> Meeting:
    """The meeting that the inputs are about. Raises NotFound."""
    if "meeting" in inputs:
        return ctx.get(Meeting, inputs["meeting"])
    if "item" in inputs:
        return ctx.get(AgendaItem, inputs["item"]).meeting
    for name, way in _OF:
        if name in inputs:
            return way(ctx, inputs[name])
    return ctx.get(LeaveRequest, inputs["leave"]).participant.meeting


_OF: tuple[tuple[str, Callable[[Ctx, UUID], Meeting]], ...] = (
    ("talk", lambda ctx, key: ctx.get(Talk, key).item.meeting),
    ("declaration", lambda ctx, key: ctx.get(Declaration, key).about.meeting),
    ("slot", lambda ctx, key: ctx.get(PublicSlot, key).item.meeting),
    ("planning", lambda ctx, key: ctx.get(Planning, key).item.meeting),
    ("motion", lambda ctx, key: ctx.get(Motion, key).meeting),
    ("cue", lambda ctx, key: ctx.get(Cue, key).meeting),
)


def _presides(ctx: Ctx, meeting: Meeting) -> bool:
    return ctx.actor.person is not None and meeting.presiding_id == ctx.actor.person


def conducts(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but clerk, chair and who presides over this meeting."""
    meeting = meeting_of(ctx, inputs)
    if not (ctx.actor.holds(Role.CLERK) or ctx.actor.holds(Role.CHAIR) or _presides(ctx, meeting)):
        raise Denied(_CONDUCT)


def decides_leave(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but the chair and who presides; and for one's own leave."""
    meeting = meeting_of(ctx, inputs)
    leave = ctx.get(LeaveRequest, inputs["leave"])
    if leave.participant.person_id == ctx.actor.person:
        raise Denied(_("Nobody decides on leave of their own."))
    if not (ctx.actor.holds(Role.CHAIR) or _presides(ctx, meeting)):
        raise Denied(_LEAVE)


def serves_desk(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but the clerk and the steward of the venue."""
    if "venue" in inputs:
        venue = ctx.get(Venue, inputs["venue"])
    else:
        venue = ctx.get(CheckIn, inputs["check_in"]).venue
    if ctx.actor.holds(Role.CLERK):
        return
    if ctx.actor.person is None or venue.steward_id != ctx.actor.person:
        raise Denied(_DESK)


def _group(ctx: Ctx, inputs: dict[str, Any]) -> UUID:
    if "group" in inputs:
        return ctx.get(Organization, inputs["group"]).pk
    if "report" in inputs:
        return ctx.get(GroupReport, inputs["report"]).group_id
    return ctx.get(Opinion, inputs["opinion"]).group_id


def in_group(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but head and recorder of the group, and the clerk."""
    group = _group(ctx, inputs)
    if ctx.actor.holds(Role.CLERK):
        return
    if group not in ctx.actor.units(Role.GROUP_HEAD, Role.RECORDER):
        raise Denied(_GROUP)


def signs(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but the head of the group."""
    if not ctx.actor.holds(Role.GROUP_HEAD, _group(ctx, inputs)):
        raise Denied(_SIGN)


def in_unit(ctx: Ctx, **inputs: Any) -> None:
    """Raise NotFound for who does not work for the unit: nobody else knows of its inbox."""
    if ctx.get(Organization, inputs["unit"]).pk not in ctx.actor.units(*UNIT_ROLES):
        raise NotFound


def receives(ctx: Ctx, **inputs: Any) -> None:
    """Raise NotFound for the item of another town; the policy knows who must receive it."""
    ctx.get(AgendaItem, inputs["item"])


def is_listed(ctx: Ctx, **inputs: Any) -> None:
    """Raise NotFound for a meeting at which the person is not expected."""
    rows = Participant._default_manager.filter(
        body=ctx.body, meeting=inputs["meeting"], person=ctx.actor.person, removed_at=None
    )
    if ctx.actor.person is None or not rows.exists():
        raise NotFound


def own_interest(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but the clerk and the member named."""
    if ctx.actor.holds(Role.CLERK) or inputs["person"] == ctx.actor.person:
        return
    raise Denied(_("Only the clerk, or the member whose interest it is, may declare it."))


def _room_of(ctx: Ctx, inputs: dict[str, Any]) -> tuple[Meeting, UUID | None]:
    """The meeting, and the group’s room in it, where somebody asks to speak or speaks."""
    if "request" in inputs:
        asked = ctx.get(SpeakRequest, inputs["request"])
        return asked.item.meeting, asked.room_id
    if "speech" in inputs:
        speech = ctx.get(Speech, inputs["speech"])
        return speech.meeting, speech.room_id
    return ctx.get(AgendaItem, inputs["item"]).meeting, inputs.get("room")


def leads_room(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for who does not give the floor: conductors; in a group head and recorder."""
    meeting, room = _room_of(ctx, inputs)
    if room is not None:
        in_group(ctx, group=room)
    else:
        conducts(ctx, meeting=meeting.pk)


def _serves(ctx: Ctx, meeting: Meeting) -> bool:
    """Whether somebody is steward of a hall of the meeting."""
    rows = Venue._default_manager.filter(meeting=meeting, steward=ctx.actor.person)
    return ctx.actor.person is not None and rows.exists()


def asks_for(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for who neither leads the room nor is a steward of the meeting."""
    meeting, room = _room_of(ctx, inputs)
    if room is not None or not _serves(ctx, meeting):
        leads_room(ctx, **inputs)


def withdraws(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for a request that is another’s, where one may not ask for others."""
    own = ctx.get(SpeakRequest, inputs["request"]).person_id
    if ctx.actor.person is None or own != ctx.actor.person:
        asks_for(ctx, **inputs)


def listed_at_item(ctx: Ctx, **inputs: Any) -> None:
    """Raise NotFound for an item of a meeting at which the person is not expected."""
    is_listed(ctx, meeting=ctx.get(AgendaItem, inputs["item"]).meeting_id)


def reads_message(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for who neither serves the hall nor, without one, conducts the meeting."""
    message = ctx.get(HallMessage, inputs["message"])
    if inputs.get("venue") is not None:
        serves_desk(ctx, venue=inputs["venue"])
    else:
        conducts(ctx, meeting=message.meeting_id)


def reports_line(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but clerk and steward of the venue, and the system itself."""
    if not ctx.actor.holds(Operator.role):
        serves_desk(ctx, **inputs)


CONDUCT = may(
    Role.CLERK, Role.CHAIR, Role.PRESIDIUM, Role.DEPUTY, words=_CONDUCT, relation=conducts
)
NAME_PRESIDING = may(
    Role.CLERK, Role.CHAIR, words=_("Only the clerk or the chair names who presides.")
)
DECIDE_LEAVE = may(Role.CHAIR, Role.PRESIDIUM, Role.DEPUTY, words=_LEAVE, relation=decides_leave)
DESK = may(Role.CLERK, Role.STEWARD, words=_DESK, relation=serves_desk)
GROUP = may(Role.CLERK, Role.GROUP_HEAD, Role.RECORDER, words=_GROUP, relation=in_group)
SIGN = may(Role.GROUP_HEAD, words=_SIGN, relation=signs)
UNIT = may(*UNIT_ROLES, words=_UNIT, relation=in_unit)
PERSON = may(Role.RESIDENT, words=_("Only who is expected at this meeting may do this."))
LISTED = may(Role.RESIDENT, words=PERSON.words, relation=is_listed)
OWN_INTEREST = may(
    Role.CLERK,
    Role.DEPUTY,
    words=_("Only the clerk, or the member whose interest it is, may declare it."),
    relation=own_interest,
)
RECEIVE = may(
    Role.DEPUTY,
    *UNIT_ROLES,
    words=_("Only those to whom this is passed on may confirm that they have it."),
    relation=receives,
)
_LEAD = _("Only who gives the floor here may do this: the chair; in a group its head or recorder.")
_ASK_FOR = _("Only who gives the floor here, or a steward of the meeting, asks for others.")
LEADERS = (Role.CLERK, Role.CHAIR, Role.PRESIDIUM, Role.DEPUTY, Role.GROUP_HEAD, Role.RECORDER)
SPEAK = may(Role.RESIDENT, words=PERSON.words, relation=listed_at_item)
LEAD_ROOM = may(*LEADERS, words=_LEAD, relation=leads_room)
ASK_FOR = may(*LEADERS, Role.STEWARD, words=_ASK_FOR, relation=asks_for)
WITHDRAW_REQUEST = may(Role.RESIDENT, words=_ASK_FOR, relation=withdraws)
SIGN_REPORT = may(
    Role.GROUP_HEAD, words=_("Only the head of this group may sign its report."), relation=signs
)
READ_MESSAGE = may(
    Role.CLERK,
    Role.CHAIR,
    Role.PRESIDIUM,
    Role.DEPUTY,
    Role.STEWARD,
    words=_("Only those to whom the message was sent may confirm it."),
    relation=reads_message,
)
LINE = may(Role.CLERK, Role.STEWARD, Operator.role, words=_DESK, relation=reports_line)

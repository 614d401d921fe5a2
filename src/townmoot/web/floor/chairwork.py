"""What the chair's page needs: the quorum, the agenda with its buttons, requests for leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import agenda as agenda_acts
from townmoot.meetings.actions import meetings as acts
from townmoot.meetings.enums import ADOPT, AgendaState, LeaveState, MeetingState
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.web.floor import agenda, own
from townmoot.web.ground import pieces
from townmoot.web.rooms import asking, new_act_id, offer

if TYPE_CHECKING:
    from django.http import HttpRequest

    from townmoot.meetings.models import Meeting
    from townmoot.record import Ctx
    from townmoot.web.floor.agenda import Line

Move = tuple["Line", "pieces.Act | None"]


def led_by(ctx: Ctx, key: UUID) -> Meeting:
    """A meeting that the person leads: chair, clerk, or who presides. Raises NotFound."""
    found = own.meeting_for(ctx, key)
    leads = ctx.actor.holds(Role.CHAIR) or ctx.actor.holds(Role.CLERK)
    if not leads and (ctx.actor.person is None or found.presiding_id != ctx.actor.person):
        raise NotFound
    return found


def contents(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """All that stands on the chair's page."""
    ctx = asking(request)
    tally = meetings.tally(meeting)
    told = agenda.of(ctx, meeting)
    stands = meetings.agenda_state(meeting)
    waiting = meetings.leaves_for(ctx.actor, ctx.body).filter(
        participant__meeting=meeting, state=LeaveState.REQUESTED
    )
    return {
        **told,
        "meeting": meeting,
        "state": meetings.state_of(meeting),
        "quorum": meetings.quorum(meeting),
        "tally": tally,
        "halls": [agenda.hall(each) for each in tally.venues],
        "leaves": [row for row in waiting if row.participant.person_id != ctx.actor.person],
        "acts": _bar(request, meeting),
        "moves": _moves(meeting, told["lines"], adopted=stands == AgendaState.ADOPTED),
        "proposed": stands == AgendaState.PROPOSED,
    }


def still_open(ctx: Ctx, meeting: Meeting) -> dict[str, Any]:
    """What the end of the meeting would cut off: the running item, items to come, groups."""
    lines = agenda.of(ctx, meeting)["lines"]
    sittings = meeting.sittings.filter(end=None).select_related("group")
    return {
        "running": [line.row for line in lines if line.piece.state == "now"],
        "to_come": [line.row for line in lines if line.piece.state == "next"],
        "groups": [sitting.group for sitting in sittings],
    }


def _bar(request: HttpRequest, meeting: Meeting) -> list[pieces.Act]:
    """What can be said next from the chair."""
    key = meeting.pk
    state = meetings.state_of(meeting)

    def step(label: str, what: str, act: Any, kind: str = "quiet", **more: Any) -> pieces.Act:
        url = reverse("floor:step", args=[key, what])
        return offer(request, label, url, act, kind=kind, meeting=key, **more)

    made = []
    if state in {MeetingState.PLANNED, MeetingState.CALLED}:
        made.append(step(_("Open the meeting"), "open", acts.open_meeting, "binding"))
    if state == MeetingState.PAUSED:
        made.append(step(_("Go on"), "resume", acts.resume, "primary"))
    if meetings.agenda_state(meeting) == AgendaState.DRAFT:
        made.append(step(_("Propose the agenda"), "propose", agenda_acts.propose))
    if state == MeetingState.IN_SESSION:
        made.append(step(_("Interrupt the meeting"), "pause", acts.pause, reason=""))
    if state in own.UNDER_WAY:
        url = reverse("floor:close", args=[key])
        label = _("Close the meeting")
        made.append(offer(request, label, url, acts.close, method="get", meeting=key))
    return made


def _moves(meeting: Meeting, lines: list[Line], *, adopted: bool) -> list[Move]:
    """Each line with its button; none while the meeting does not sit."""
    sits = meetings.state_of(meeting) == MeetingState.IN_SESSION
    return [(line, _move(meeting, line, adopted=adopted) if sits else None) for line in lines]


def _move(meeting: Meeting, line: Line, *, adopted: bool) -> pieces.Act:
    """Start or finish an item; one rule for all, so that no line asks the database."""
    running = line.piece.state == "now"
    what = "finish" if running else "start"
    label = pgettext("floor", "Finish") if running else pgettext("floor", "Start")
    if line.piece.state == "done":
        label = _("Take up again")
    if not adopted and line.row.kind != ADOPT and not running:
        return pieces.Act(label=label, reason=_("once the agenda is adopted"))
    url = reverse("floor:item", args=[meeting.pk, line.row.pk, what])
    kind: Any = "primary" if running else "quiet"
    return pieces.Act(label=label, url=url, kind=kind, act_id=new_act_id())

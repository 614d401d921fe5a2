"""What the chair's page needs: the quorum, the agenda with its buttons, requests for leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import agenda as agenda_acts
from townmoot.meetings.actions import ceremony, conduct
from townmoot.meetings.actions import meetings as acts
from townmoot.meetings.enums import ADOPT, AgendaState, LeaveState, MeetingState
from townmoot.web.floor import agenda, own
from townmoot.web.ground import pieces
from townmoot.web.programme import business
from townmoot.web.rooms import new_act_id, offer_to
from townmoot.web.votes import puttable

if TYPE_CHECKING:
    from collections.abc import Callable

    from townmoot.meetings.models import LeaveRequest, Meeting
    from townmoot.record import Ctx
    from townmoot.web.floor.agenda import Line

Move = tuple["Line", "pieces.Act | None"]


def controls(ctx: Ctx, meeting: Meeting) -> list[pieces.Act]:
    """What can be done from the chair now: the meeting's steps, the vote, the programme."""
    now = agenda.of(ctx, meeting, everybody=True)["now"]
    return [
        *_bar(ctx, meeting),
        *_votes(ctx, meeting, now),
        *_programme(ctx, now),
        *_business(meeting, now),
        *_cues(meeting),
    ]


def moves(ctx: Ctx, meeting: Meeting) -> dict[str, Any]:
    """The agenda, each line with its button."""
    told = agenda.of(ctx, meeting, everybody=True)
    adopted = _may_begin(meeting, meetings.agenda_state(meeting))
    return {"moves": _moves(meeting, told["lines"], adopted=adopted), "adopted": told["adopted"]}


def leaves(ctx: Ctx, meeting: Meeting) -> list[LeaveRequest]:
    """The requests for leave that wait for the chair's word."""
    rows = meetings.leaves_for(ctx.actor, ctx.body)
    return list(rows.filter(participant__meeting=meeting, state=LeaveState.REQUESTED))


def is_proposed(meeting: Meeting) -> bool:
    """Whether the agenda lies before the meeting to be adopted."""
    return meetings.agenda_state(meeting) == AgendaState.PROPOSED


def _may_begin(meeting: Meeting, stands: AgendaState) -> bool:
    """Whether items may be begun: the agenda is adopted, or this body adopts none."""
    profile = meetings.profile_of(meeting.body, meetings.local_day(meeting.body, meeting.start))
    return stands == AgendaState.ADOPTED or not meetings.adopts_agenda(profile)


def _votes(ctx: Ctx, meeting: Meeting, now: Line | None) -> list[pieces.Act]:
    """Putting the present item to the vote; saying that the agenda was not adopted."""
    made, key = [], meeting.pk
    stands = meetings.agenda_state(meeting)
    if stands == AgendaState.PROPOSED:
        url, label = reverse("floor:reject", args=[key]), _("The agenda is not adopted")
        made.append(offer_to(ctx, label, url, agenda_acts.reject, method="get", meeting=key))
    elif now is not None and now.votes and meetings.binds(meeting):
        made += puttable.on_item(ctx, now.row)
    return made


def _programme(ctx: Ctx, now: Line | None) -> list[pieces.Act]:
    """What happens under the present item of a ceremony: film, award, the next speaker."""
    if now is None or now.programme is None:
        return []
    item, made = now.row, []

    def press(label: str, what: str, act: Any) -> pieces.Act:
        url = reverse("floor:item", args=[item.meeting_id, item.pk, what])
        return offer_to(ctx, label, url, act, kind="primary", item=item.pk)

    if hasattr(item, "film") and item.film.started_at is None:
        made.append(press(_("Start the film"), "film", ceremony.start_film))
    if hasattr(item, "award") and any(not person.done for person in now.programme.people):
        made.append(press(_("Handed over on stage"), "present", ceremony.present))
    coming = next((talk for talk in item.talks.all() if talk.spoke_at is None), None)
    if coming is not None:
        url = reverse("floor:spoke", args=[item.meeting_id, coming.pk])
        label = _("%(name)s has spoken") % {"name": coming.speaker}
        made.append(offer_to(ctx, label, url, ceremony.spoke, kind="primary", talk=coming.pk))
    return made


def _business(meeting: Meeting, now: Line | None) -> list[pieces.Act]:
    """The page on which a council notes what is done under the present item."""
    profile = meetings.profile_of(meeting.body, meetings.local_day(meeting.body, meeting.start))
    if now is None or now.row.kind not in business.kinds(profile):
        return []
    url = reverse("clerk:business", args=[now.row.pk])
    return [pieces.Act(label=_("What is noted under it"), url=url, method="get", kind="primary")]


def _cues(meeting: Meeting) -> list[pieces.Act]:
    """The running order, where there is one."""
    made: list[pieces.Act] = []
    if meeting.cues.exists():
        url = reverse("clerk:cues", args=[meeting.pk])
        made.append(pieces.Act(label=_("Running order"), url=url, method="get"))
    return made


def still_open(ctx: Ctx, meeting: Meeting) -> dict[str, Any]:
    """What the end of the meeting would cut off: the running item, items to come, groups."""
    lines = agenda.of(ctx, meeting)["lines"]
    sittings = meeting.sittings.filter(end=None).select_related("group")
    return {
        "running": [line.row for line in lines if line.piece.state == "now"],
        "to_come": [line.row for line in lines if line.piece.state == "next"],
        "groups": [sitting.group for sitting in sittings],
    }


def _bar(ctx: Ctx, meeting: Meeting) -> list[pieces.Act]:
    """What can be said next from the chair."""
    key = meeting.pk
    state = meetings.state_of(meeting)

    def step(label: str, what: str, act: Any, kind: str = "quiet", **more: Any) -> pieces.Act:
        url = reverse("floor:step", args=[key, what])
        return offer_to(ctx, label, url, act, kind=kind, meeting=key, **more)

    made = []
    if state in {MeetingState.PLANNED, MeetingState.CALLED}:
        made.append(step(_("Open the meeting"), "open", acts.open_meeting, "binding"))
    if state == MeetingState.PAUSED:
        made.append(step(_("Go on"), "resume", acts.resume, "primary"))
    if meetings.agenda_state(meeting) == AgendaState.DRAFT:
        made.append(step(_("Propose the agenda"), "propose", agenda_acts.propose))
    if state == MeetingState.IN_SESSION:
        made.append(step(_("Interrupt the meeting"), "pause", acts.pause, reason=""))
    if state == MeetingState.IN_SESSION:
        made.append(_press(ctx, meeting, step))
    if state in own.UNDER_WAY:
        made.append(_halls(meeting))
        url = reverse("floor:close", args=[key])
        label = _("Close the meeting")
        made.append(offer_to(ctx, label, url, acts.close, method="get", meeting=key))
    return made


def _press(ctx: Ctx, meeting: Meeting, step: Callable[..., pieces.Act]) -> pieces.Act:
    """Press and public leave, or come in again."""
    if meetings.exclusion_of(meeting) is not None:
        return step(_("Press and public return"), "readmit", conduct.readmit)
    url, label = reverse("floor:exclude", args=[meeting.pk]), _("Press and public leave")
    given: dict[str, Any] = {"meeting": meeting.pk, "reason": "—"}
    return offer_to(ctx, label, url, conduct.exclude, method="get", **given)


def _halls(meeting: Meeting) -> pieces.Act:
    """The page from which halls and screens are led."""
    url = reverse("floor:halls", args=[meeting.pk])
    return pieces.Act(label=_("Halls and screens"), url=url, method="get")


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

"""What the chair's page needs: the quorum, the agenda with its buttons, requests for leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import agenda as agenda_acts
from townmoot.meetings.actions import ceremony, conduct
from townmoot.meetings.actions import meetings as acts
from townmoot.meetings.actions.decisions import decide_item
from townmoot.meetings.enums import ADOPT, AgendaState, LeaveState, MeetingState
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.rules.terms import TieRule
from townmoot.web.floor import agenda, own
from townmoot.web.ground import pieces
from townmoot.web.programme import business
from townmoot.web.rooms import asking, new_act_id, offer
from townmoot.web.votes import work

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from townmoot.meetings.models import AgendaItem, Meeting
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
    told = agenda.of(ctx, meeting, everybody=True)
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
        "acts": [
            *_bar(request, meeting),
            *_votes(request, meeting, told["now"]),
            *_programme(request, told["now"]),
            *_business(meeting, told["now"]),
        ],
        "moves": _moves(meeting, told["lines"], adopted=_may_begin(meeting, stands)),
        "proposed": stands == AgendaState.PROPOSED,
    }


def _may_begin(meeting: Meeting, stands: AgendaState) -> bool:
    """Whether items may be begun: the agenda is adopted, or this body adopts none."""
    profile = meetings.profile_of(meeting.body, meetings.local_day(meeting.body, meeting.start))
    return stands == AgendaState.ADOPTED or not meetings.adopts_agenda(profile)


def has_casting_vote(meeting: Meeting) -> bool:
    """Whether whoever presides has a casting vote on equal votes."""
    profile = meetings.profile_of(meeting.body, meetings.local_day(meeting.body, meeting.start))
    return profile.decisions.tie.value is TieRule.CHAIR_CASTS


def outcome(item: AgendaItem) -> str:
    """What the hands shown on an item came to, in words."""
    row = item.decision
    words = {
        "word": _("Adopted") if row.carried else _("Not adopted"),
        "for": row.votes_for,
        "against": row.votes_against,
        "abstain": row.abstentions,
        "needed": row.needed,
        "base": row.base,
    }
    told = _(
        "%(word)s: %(for)d for, %(against)d against, %(abstain)d abstained; "
        "needed %(needed)d of %(base)d."
    )
    return told % words


def _votes(request: HttpRequest, meeting: Meeting, now: Line | None) -> list[pieces.Act]:
    """Putting the present item to the vote; saying that the agenda was not adopted."""
    made, key = [], meeting.pk
    stands = meetings.agenda_state(meeting)
    if stands == AgendaState.PROPOSED:
        url, label = reverse("floor:reject", args=[key]), _("The agenda is not adopted")
        made.append(offer(request, label, url, agenda_acts.reject, method="get", meeting=key))
    elif now is not None and now.votes and meetings.binds(meeting):
        url = reverse("floor:vote", args=[key, now.row.pk])
        given: dict[str, Any] = {"votes_for": None, "votes_against": None, "abstentions": None}
        label = _("Record the vote")
        made.append(
            offer(
                request,
                label,
                url,
                decide_item,
                method="get",
                kind="binding",
                item=now.row.pk,
                **given,
            )
        )
        made += work.on_item(request, now.row)
    return made


def _programme(request: HttpRequest, now: Line | None) -> list[pieces.Act]:
    """What happens under the present item of a ceremony: film, award, the next speaker."""
    if now is None or now.programme is None:
        return []
    item, made = now.row, []

    def press(label: str, what: str, act: Any) -> pieces.Act:
        url = reverse("floor:item", args=[item.meeting_id, item.pk, what])
        return offer(request, label, url, act, kind="primary", item=item.pk)

    if hasattr(item, "film") and item.film.started_at is None:
        made.append(press(_("Start the film"), "film", ceremony.start_film))
    if hasattr(item, "award") and any(not person.done for person in now.programme.people):
        made.append(press(_("Handed over on stage"), "present", ceremony.present))
    coming = next((talk for talk in item.talks.all() if talk.spoke_at is None), None)
    if coming is not None:
        url = reverse("floor:spoke", args=[item.meeting_id, coming.pk])
        label = _("%(name)s has spoken") % {"name": coming.speaker}
        made.append(offer(request, label, url, ceremony.spoke, kind="primary", talk=coming.pk))
    return made


def _business(meeting: Meeting, now: Line | None) -> list[pieces.Act]:
    """The page on which a council notes what is done under the present item."""
    profile = meetings.profile_of(meeting.body, meetings.local_day(meeting.body, meeting.start))
    if now is None or now.row.kind not in business.kinds(profile):
        return []
    url = reverse("clerk:business", args=[now.row.pk])
    return [pieces.Act(label=_("What is noted under it"), url=url, method="get", kind="primary")]


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
    if state == MeetingState.IN_SESSION:
        made.append(_press(request, meeting, step))
    if state in own.UNDER_WAY:
        made += _leads(request, meeting)
        url = reverse("floor:close", args=[key])
        label = _("Close the meeting")
        made.append(offer(request, label, url, acts.close, method="get", meeting=key))
    return made


def _press(request: HttpRequest, meeting: Meeting, step: Callable[..., pieces.Act]) -> pieces.Act:
    """Press and public leave, or come in again."""
    if meetings.exclusion_of(meeting) is not None:
        return step(_("Press and public return"), "readmit", conduct.readmit)
    url, label = reverse("floor:exclude", args=[meeting.pk]), _("Press and public leave")
    given: dict[str, Any] = {"meeting": meeting.pk, "reason": "—"}
    return offer(request, label, url, conduct.exclude, method="get", **given)


def _leads(request: HttpRequest, meeting: Meeting) -> list[pieces.Act]:
    """The pages of who leads: the halls; for the clerk the notes."""
    pages = [(_("Halls and screens"), "floor:halls")]
    if asking(request).actor.holds(Role.CLERK):
        pages.append((_("Notes for the minutes"), "floor:notes"))
    return [
        pieces.Act(label=label, url=reverse(name, args=[meeting.pk]), method="get")
        for label, name in pages
    ]


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

"""Asking to speak, the list, speeches, and what groups report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity, ItemState, ListState, MeetingState, ReportState
from townmoot.meetings.models import (
    AgendaItem,
    GroupReport,
    GroupSitting,
    Participant,
    PublicSlot,
    SpeakRequest,
    Speech,
)
from townmoot.meetings.policies.steps import UNDER_WAY, check_meeting_in, wrong
from townmoot.meetings.states import SPEAKING
from townmoot.people.enums import OrganizationKind
from townmoot.people.models import Organization
from townmoot.record import Ctx, NotFound, Refused

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.rules.speaking import SpeakingKind

ASKING = (MeetingState.CALLED, *UNDER_WAY)


def _item(ctx: Ctx, item: UUID, room: UUID | None) -> AgendaItem:
    """The item, where one may still speak to it. Raises Refused, NotFound for no such group."""
    row = ctx.get(AgendaItem, item)
    check_meeting_in(row.meeting, *ASKING)
    if room and ctx.get(Organization, room).kind != OrganizationKind.GROUP:
        raise NotFound
    if queries.item_state(row) == ItemState.REMOVED:
        raise Refused(_("This item was taken off the agenda."))
    if room is None and queries.item_state(row) == ItemState.DONE:
        raise Refused(_("The meeting has finished this item."))
    return row


def kind_of(item: AgendaItem, code: str) -> SpeakingKind:
    """The kind of request. Raises Invalid for one that the profile does not know."""
    kinds = queries.speaking_profile(item.meeting).speakers.kinds
    if code not in kinds.codes:
        words = {"known": ", ".join(kinds.codes)}
        raise wrong("kind", _("Choose one of: %(known)s.") % words)
    return kinds.find(code)


def _listed(item: AgendaItem, person: UUID | None, room: UUID | None) -> Participant:
    """Who asks, as listed. Raises Invalid for who may not speak there."""
    rows = Participant._default_manager.filter(
        meeting=item.meeting_id, person=person, removed_at=None
    )
    found = rows.first()
    if found is None:
        raise wrong("person", _("This person is not on the list of this meeting."))
    if found.capacity == Capacity.OBSERVER:
        raise wrong("person", _("Observers do not speak."))
    if room and found.capacity == Capacity.MEMBER and found.group_id != room:
        raise wrong("person", _("This person belongs to another group."))
    return found


def _check_kind(item: AgendaItem, kind: str, side: str) -> SpeakingKind:
    term = kind_of(item, kind)
    if term.report:
        raise wrong("kind", _("A group’s report comes on the list when its head has signed it."))
    if term.sides and not side:
        raise wrong("side", _("Say whether for or against."))
    return term


def _check_once(item: AgendaItem, person: UUID | None, kind: str, room: UUID | None) -> None:
    rows = queries.waiting(item.pk, room)
    if rows.filter(person=person, kind=kind).exists():
        raise Refused(_("This is on the list already."))


def _check_turns(item: AgendaItem, person: UUID, room: UUID | None) -> None:
    rule = queries.speaking_rule(queries.speaking_profile(item.meeting), item.meeting.kind)
    if queries.turns_taken(item.pk, person, room) >= rule.turns:
        reason = ngettext(
            "Whoever has spoken %(n)d time to an item asks the chair for leave to speak again.",
            "Whoever has spoken %(n)d times to an item asks the chair for leave to speak again.",
            rule.turns,
        )
        raise Refused(reason % {"n": rule.turns})


def check_request(
    ctx: Ctx, *, item: UUID, kind: str = "speech", side: str = "", room: UUID | None = None
) -> None:
    """Raise Refused for a closed list, a second request, or more turns than the rules allow.

    What takes no turn, such as a point of order, is heard though the list is closed.
    """
    row = _item(ctx, item, room)
    term = _check_kind(row, kind, side)
    who = _listed(row, ctx.actor.person, room)
    _check_open(row, term, who.person_id, room)
    _check_once(row, who.person_id, kind, room)


def _check_open(item: AgendaItem, kind: SpeakingKind, person: UUID, room: UUID | None) -> None:
    if not kind.turn:
        return
    if queries.list_state(item.pk, room) == ListState.CLOSED:
        raise Refused(_("The list of speakers is closed."))
    _check_turns(item, person, room)


def check_request_for(
    ctx: Ctx,
    *,
    item: UUID,
    person: UUID,
    kind: str = "speech",
    side: str = "",
    room: UUID | None = None,
) -> None:
    """Raise as `check_request`; whoever leads the room may list somebody though it is closed."""
    row = _item(ctx, item, room)
    term = _check_kind(row, kind, side)
    _listed(row, person, room)
    if not leads(ctx, row, room):
        _check_open(row, term, person, room)
    _check_once(row, person, kind, room)


def leads(ctx: Ctx, item: AgendaItem, room: UUID | None) -> bool:
    """Whether the actor gives the floor here: who conducts the meeting, or a group’s sitting."""
    if room is not None:
        return room in ctx.actor.units(*queries.GROUP_ROLES) or ctx.actor.holds("clerk")
    chairs = ctx.actor.holds("clerk") or ctx.actor.holds("chair")
    presiding = item.meeting.presiding_id
    return chairs or (presiding is not None and presiding == ctx.actor.person)


def _waiting(ctx: Ctx, request: UUID, name: str) -> SpeakRequest:
    row = ctx.get(SpeakRequest, request)
    state = queries.request_state(row)
    if name not in SPEAKING[state]:
        raise Refused(_("This cannot be done now: “%(state)s”.") % {"state": state.label})
    return row


def check_withdraw(ctx: Ctx, *, request: UUID) -> None:
    """Raise Refused for who was called, or is off the list."""
    _waiting(ctx, request, "speakers.withdraw")


def check_strike(ctx: Ctx, *, request: UUID, reason: str = "") -> None:
    """Raise Refused for who was called, or is off the list."""
    _waiting(ctx, request, "speakers.strike")


def check_move(ctx: Ctx, *, request: UUID, to: int | None = None) -> None:
    """Raise Invalid for a place that is not there, or before what goes first by its kind."""
    row = _waiting(ctx, request, "speakers.move")
    if to is None:
        return
    listed = queries.speakers_of(row.item, row.room_id).waiting
    if not 1 <= to <= len(listed):
        raise wrong("to", _("Choose a place from 1 to %(count)d.") % {"count": len(listed)})
    rank = next(one.kind.rank for one in listed if one.request.pk == row.pk)
    if to <= sum(one.kind.rank < rank for one in listed):
        raise wrong("to", _("What stands before it goes first by its kind."))


def check_close(ctx: Ctx, *, item: UUID, room: UUID | None = None) -> None:
    """Raise Refused for a list that is closed already."""
    row = _item(ctx, item, room)
    if queries.list_state(row.pk, room) == ListState.CLOSED:
        raise Refused(_("The list of speakers is closed already."))


def check_reopen(ctx: Ctx, *, item: UUID, room: UUID | None = None) -> None:
    """Raise Refused for a list that is open."""
    row = _item(ctx, item, room)
    if queries.list_state(row.pk, room) == ListState.OPEN:
        raise Refused(_("The list of speakers is open."))


def check_lead(ctx: Ctx, *, item: UUID, person: UUID, room: UUID | None = None) -> None:
    """Raise Invalid for who is not on the list of the meeting."""
    _listed(_item(ctx, item, room), person, room)


def check_call(ctx: Ctx, *, request: UUID) -> None:
    """Raise Refused while somebody speaks, away from the item, or for who is not there."""
    row = _waiting(ctx, request, "speech.call")
    meeting = row.item.meeting
    if row.room_id is None:
        check_meeting_in(meeting, MeetingState.IN_SESSION)
        if queries.item_state(row.item) != ItemState.RUNNING:
            raise Refused(_("The meeting is not at this item now."))
    elif not sitting(meeting.pk, row.room_id):
        raise Refused(_("The group is not sitting."))
    slots = PublicSlot._default_manager.filter(item__meeting=meeting, end=None)
    if queries.running_speech(meeting.pk, row.room_id) or (not row.room_id and slots.exists()):
        raise Refused(_("Somebody is speaking; stop that first."))
    here = queries.present_check_ins().filter(
        participant__meeting=meeting, participant__person=row.person_id, left_at=None
    )
    if not here.exists():
        raise Refused(_("%(name)s has not checked in.") % {"name": row.person})


def sitting(meeting: UUID, group: UUID) -> bool:
    """Whether a group sits now."""
    return GroupSitting._default_manager.filter(meeting=meeting, group=group, end=None).exists()


def check_stop(ctx: Ctx, *, speech: UUID) -> None:
    """Raise Refused for who has stopped before."""
    if ctx.get(Speech, speech).end is not None:
        raise Refused(_("This speaker has stopped before."))


def check_extend(ctx: Ctx, *, speech: UUID, minutes: int = 1) -> None:
    """Raise Refused for who has stopped before."""
    check_stop(ctx, speech=speech)


def check_write(
    ctx: Ctx, *, item: UUID, group: UUID, reporter: UUID | None = None, text: str = ""
) -> None:
    """Raise Refused where the profile knows no reports, or the group’s head has signed."""
    row = _item(ctx, item, group)
    report_kind(row)
    if queries.item_state(row) == ItemState.DONE:
        raise Refused(_("The meeting has finished this item."))
    if reporter is not None:
        _listed(row, reporter, group)
    known = GroupReport._default_manager.filter(item=row, group=group).first()
    if known is not None and known.signed_at is not None:
        raise Refused(_("The head of the group has signed the report."))


def check_sign(ctx: Ctx, *, report: UUID) -> None:
    """Raise Refused for a report that was signed before, or whose item is finished."""
    row = ctx.get(GroupReport, report)
    _item(ctx, row.item_id, None)
    if queries.report_state(row) != ReportState.WRITTEN:
        raise Refused(_("The head of the group has signed the report."))
    _check_once(row.item, row.reporter_id, report_kind(row.item).code, None)


def report_kind(item: AgendaItem) -> SpeakingKind:
    """The kind of request under which groups report. Raises Refused where there is none."""
    kinds = queries.speaking_profile(item.meeting).speakers.kinds.value
    found = next((kind for kind in kinds if kind.report), None)
    if found is None:
        raise Refused(_("Groups do not report to the plenary here."))
    return found

"""Groups and what they say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity, MeetingState, OpinionState
from townmoot.meetings.models import (
    AgendaItem,
    GroupSitting,
    Meeting,
    Opinion,
    OpinionRelease,
    OpinionSending,
    Participant,
    Venue,
)
from townmoot.meetings.policies.steps import UNDER_WAY, check_meeting_in, wrong
from townmoot.meetings.states import OPINION
from townmoot.people.enums import UNIT_KINDS, OrganizationKind
from townmoot.people.models import Organization
from townmoot.record import Ctx, NotFound, Refused


def _open_sittings(meeting: UUID, group: UUID) -> QuerySet[GroupSitting]:
    return GroupSitting._default_manager.filter(meeting=meeting, group=group, end=None)


def open_sitting(meeting: UUID, group: UUID) -> GroupSitting:
    """The group's sitting that has not ended. Raises Refused where the group does not sit."""
    found = _open_sittings(meeting, group).first()
    if found is None:
        raise Refused(_("The group is not sitting."))
    return found


def _check_group(ctx: Ctx, group: UUID) -> None:
    if ctx.get(Organization, group).kind != OrganizationKind.GROUP:
        raise NotFound


def check_sit(ctx: Ctx, *, meeting: UUID, group: UUID, venue: UUID | None = None) -> None:
    """Raise Refused where the meeting does not sit, or the group sits already."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *UNDER_WAY)
    _check_group(ctx, group)
    if venue and ctx.get(Venue, venue).meeting_id != row.pk:
        raise NotFound
    if _open_sittings(meeting, group).exists():
        raise Refused(_("The group is sitting already."))


def check_rise(ctx: Ctx, *, meeting: UUID, group: UUID) -> None:
    """Raise Refused where the group does not sit."""
    ctx.get(Meeting, meeting)
    open_sitting(meeting, group)


def _check_unit(ctx: Ctx, unit: UUID | None) -> None:
    if unit and ctx.get(Organization, unit).kind not in UNIT_KINDS:
        raise wrong("unit", _("Choose a unit of the government."))


def check_record(
    ctx: Ctx, *, item: UUID, group: UUID, speaker: UUID, unit: UUID | None = None, **others: Any
) -> None:
    """Raise Refused for an item that takes no opinions, or a speaker who was not expected."""
    row = ctx.get(AgendaItem, item)
    check_meeting_in(row.meeting, *UNDER_WAY, MeetingState.CLOSED)
    _check_group(ctx, group)
    _check_unit(ctx, unit)
    day = queries.local_day(ctx.body, row.meeting.start)
    kinds = queries.profile_of(ctx.body, day).agenda_kinds
    if row.kind not in kinds.codes or not kinds.find(row.kind).opinions:
        raise wrong("item", _("Groups give no opinions under this item."))
    if row.start is None:
        raise wrong("item", _("The meeting has not come to this item yet."))
    _check_speaker(row.meeting, group, speaker)
    signed = OpinionRelease._default_manager.filter(meeting=row.meeting, group=group)
    if queries.state_of(row.meeting) == MeetingState.CLOSED and signed.exists():
        raise Refused(_("The meeting is over and the head of the group has signed."))


def _check_speaker(meeting: Meeting, group: UUID, speaker: UUID) -> None:
    """A member speaks in the own group; officials answer in any."""
    there = Participant._default_manager.filter(meeting=meeting, person=speaker, removed_at=None)
    found = there.first()
    if found is None:
        raise wrong("speaker", _("The speaker is not on the list of this meeting."))
    if found.capacity == Capacity.MEMBER and found.group_id != group:
        raise wrong("speaker", _("The speaker belongs to another group."))


def _check_state(opinion: Opinion, name: str) -> None:
    state = queries.opinion_state(opinion)
    if name not in OPINION[state]:
        raise Refused(_("This cannot be done now: “%(state)s”.") % {"state": state.label})


def check_correct(
    ctx: Ctx, *, opinion: UUID, revision: int | None = None, unit: UUID | None = None, **others: Any
) -> None:
    """Raise Conflict for the second of two editors, Refused once the head has signed."""
    row = ctx.get(Opinion, opinion)
    _check_state(row, "opinion.correct")
    ctx.expect(row, revision)
    _check_unit(ctx, unit)


def check_strike(ctx: Ctx, *, opinion: UUID, reason: str = "") -> None:
    """Raise Refused once the head has signed."""
    _check_state(ctx.get(Opinion, opinion), "opinion.strike")


def unsigned(meeting: UUID, group: UUID) -> list[Opinion]:
    """What the group said and its head has not signed yet."""
    rows = Opinion._default_manager.filter(
        meeting=meeting, group=group, release=None, struck_at=None
    )
    return list(rows)


def check_release(ctx: Ctx, *, meeting: UUID, group: UUID) -> None:
    """Raise Refused where there is nothing to sign."""
    ctx.get(Meeting, meeting)
    if not unsigned(meeting, group):
        raise Refused(_("There is nothing to sign: no opinion was noted since the last time."))


def check_send(ctx: Ctx, *, opinion: UUID, unit: UUID | None = None) -> None:
    """Raise Refused before the head has signed, and for a unit that has it already."""
    row = ctx.get(Opinion, opinion)
    if queries.opinion_state(row) == OpinionState.RECORDED:
        raise Refused(_("The head of the group has not signed this yet."))
    _check_state(row, "opinion.send")
    target = unit or row.unit_id
    if target is None:
        raise wrong("unit", _("Say which unit it concerns."))
    _check_unit(ctx, target)
    if OpinionSending._default_manager.filter(opinion=row, unit=target).exists():
        raise Refused(_("It was sent to this unit before."))


def check_acknowledge(ctx: Ctx, *, opinion: UUID, unit: UUID) -> None:
    """Raise NotFound where it was not sent to the unit, Refused where it was received before."""
    rows = OpinionSending._default_manager.filter(body=ctx.body, opinion=opinion, unit=unit)
    found = rows.first()
    if found is None:
        raise NotFound
    if found.acknowledged_at is not None:
        raise Refused(_("This was confirmed before."))

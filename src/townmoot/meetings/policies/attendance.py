"""The list of those expected, check-in, and leave."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity, LeaveState, MeetingState
from townmoot.meetings.models import CheckIn, LeaveRequest, Meeting, Participant, Venue
from townmoot.meetings.policies.steps import (
    NOT_BEGUN,
    UNDER_WAY,
    check_leave,
    check_meeting_in,
    wrong,
)
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, NotFound, Refused

DOORS_OPEN = (MeetingState.CALLED, *UNDER_WAY)


def listed(meeting: Meeting, person: UUID | None) -> Participant | None:
    """The person's line on the list of those expected."""
    rows = Participant._default_manager.filter(meeting=meeting, person=person, removed_at=None)
    return rows.select_related("person").first() if person else None


def check_add(
    ctx: Ctx,
    *,
    meeting: UUID,
    person: UUID,
    capacity: Capacity,
    group: UUID | None,
    venue: UUID | None,
    **others: Any,
) -> None:
    """Raise Refused for who is listed already; members come onto the list with the notice."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *NOT_BEGUN, *UNDER_WAY)
    ctx.get(Person, person)
    if group:
        ctx.get(Organization, group)
    _check_venue(ctx, row, venue)
    if listed(row, person):
        raise Refused(_("This person is on the list already."))
    if capacity == Capacity.MEMBER and not _may_be_called(row, person):
        raise wrong("capacity", _("This person is no member; choose another capacity."))


def _may_be_called(meeting: Meeting, person: UUID) -> bool:
    """Whether the notice may call the person: a member, or anybody where it calls by name."""
    day = queries.local_day(meeting.body, meeting.start)
    office = queries.in_office(meeting.organization_id, person, day)
    return office or queries.called_by_name(meeting)


def not_listed(meeting: Meeting) -> dict[UUID, Capacity]:
    """Whom a meeting of this kind usually expects and who is not on its list yet.

    Who was taken off once stays off.
    """
    rows = Participant._default_manager.filter(meeting=meeting)
    known = set(rows.values_list("person", flat=True))
    usual = queries.usual_participants(meeting)
    return {person: capacity for person, capacity in usual.items() if person not in known}


def check_add_usual(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise Refused where its kind expects nobody by office, or all are listed."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *NOT_BEGUN, *UNDER_WAY)
    if not queries.template_of(row).expects:
        raise Refused(_("The notice of this meeting lists its members."))
    if not not_listed(row):
        raise Refused(_("Everybody who is usually expected is on the list."))


def _check_venue(ctx: Ctx, meeting: Meeting, venue: UUID | None) -> None:
    if venue and ctx.get(Venue, venue).meeting_id != meeting.pk:
        raise NotFound


def participant_of(ctx: Ctx, meeting: UUID, person: UUID | None) -> Participant:
    """The person's line on the list of the meeting. Raises NotFound where there is none."""
    found = listed(ctx.get(Meeting, meeting), person)
    if found is None:
        raise NotFound
    return found


def check_seat(
    ctx: Ctx, *, meeting: UUID, person: UUID, venue: UUID | None = None, platform: bool = False
) -> None:
    """Raise Refused once the meeting is over, NotFound for a venue of another meeting."""
    row = participant_of(ctx, meeting, person)
    check_meeting_in(row.meeting, *NOT_BEGUN, *UNDER_WAY)
    _check_venue(ctx, row.meeting, venue)


def check_remove(ctx: Ctx, *, meeting: UUID, person: UUID, reason: str = "") -> None:
    """Raise Refused for a member in office, and for who is here."""
    row = participant_of(ctx, meeting, person)
    check_meeting_in(row.meeting, *NOT_BEGUN, *UNDER_WAY)
    if queries.present_check_ins().filter(participant=row).exists():
        raise Refused(_("This person has checked in; strike the check-in first."))
    by_office = queries.in_office(row.meeting.organization_id, row.person_id, ctx.today)
    called = row.capacity == Capacity.MEMBER and not queries.called_by_name(row.meeting)
    if called and by_office:
        raise Refused(_("A member in office stays on the list."))


def check_doors(ctx: Ctx, venue: Venue) -> None:
    """Raise Refused where nobody can check in: too early, another day, or over."""
    meeting = venue.meeting
    check_meeting_in(meeting, *DOORS_OPEN)
    zone = queries.zone_of(ctx.body)
    first, last = (moment.astimezone(zone).date() for moment in (meeting.start, meeting.last))
    if not first <= ctx.today <= last:
        raise Refused(_("One checks in on the day of the meeting."))


def check_once(ctx: Ctx, participant: Participant) -> None:
    """Raise Refused, naming when and where, for who has checked in before."""
    held = queries.present_check_ins().filter(participant=participant)
    found = held.select_related("venue").first()
    if found is None:
        return
    at = found.created_at.astimezone(queries.zone_of(ctx.body))
    words = {
        "name": participant.person.name,
        "date": date_format(at, "DATE_FORMAT"),
        "time": time_format(at, "H:i"),
        "venue": found.venue.name,
    }
    raise Refused(
        _("%(name)s has checked in already: on %(date)s at %(time)s in %(venue)s.") % words
    )


def _check_arrival(ctx: Ctx, venue: Venue, participant: Participant) -> None:
    check_once(ctx, participant)
    check_doors(ctx, venue)


def expected_at(venue: Venue, person: UUID | None) -> Participant:
    """The person's line on the list of the venue's meeting. Raises Refused where there is none."""
    found = listed(venue.meeting, person)
    if found is None:
        reason = _("This person is not on the list of this meeting; please ask the clerk.")
        raise Refused(reason)
    return found


def venue_at(ctx: Ctx, code: str) -> Venue:
    """The venue with this code at its door. Raises NotFound."""
    found = queries.venue_by_code(ctx.body, code)
    if found is None:
        raise NotFound(_("This code belongs to no venue; scan the one at the door again."))
    return found


def _check_self_service(venue: Venue) -> None:
    if not queries.check_in_open(venue):
        raise Refused(_("Check-in is closed here; please see the steward."))


def check_check_in(ctx: Ctx, *, code: str, claimed_at: datetime | None = None) -> None:
    """Raise NotFound for an unknown code; Refused for who is not listed or came before."""
    venue = venue_at(ctx, code)
    _check_arrival(ctx, venue, expected_at(venue, ctx.actor.person))
    _check_self_service(venue)


def by_number(venue: Venue, number: str) -> Participant:
    """Who is listed under a number: CT-012, ct-012, ＣＴ－０１２, or 12 where only one ends so.

    Raises Invalid where nobody is.
    """
    typed = _number_key(number)
    rows = Participant._default_manager.filter(meeting=venue.meeting, removed_at=None)
    known = rows.exclude(number="").values_list("pk", "number")
    found = [pk for pk, listed_as in known if _number_key(listed_as) == typed]
    if not found and typed.isdecimal():
        found = [pk for pk, listed_as in known if _tail(listed_as) == int(typed)]
    if len(found) != 1:
        raise wrong("number", _("Nobody is expected under this number."))
    return rows.select_related("person").get(pk=found[0])


def _number_key(number: str) -> str:
    return unicodedata.normalize("NFKC", number).strip().casefold()


def _tail(number: str) -> int | None:
    """The digits in which a number ends."""
    digits = re.search(r"[0-9]+$", _number_key(number))
    return int(digits.group()) if digits else None


def check_check_in_number(
    ctx: Ctx, *, venue: UUID, number: str, claimed_at: datetime | None = None
) -> None:
    """Raise Invalid for a number that is not listed; Refused for who came before."""
    row = ctx.get(Venue, venue)
    _check_arrival(ctx, row, by_number(row, number))
    _check_self_service(row)


def check_check_in_person(
    ctx: Ctx, *, venue: UUID, person: UUID, claimed_at: datetime | None = None
) -> None:
    """Raise Refused for who is not listed or came before."""
    row = ctx.get(Venue, venue)
    _check_arrival(ctx, row, expected_at(row, person))


def check_leave_early(ctx: Ctx, *, check_in: UUID, reason: str = "") -> None:
    """Raise Refused for who has left before."""
    row = _held(ctx, check_in)
    check_meeting_in(row.participant.meeting, *DOORS_OPEN)
    if row.left_at is not None:
        raise Refused(_("This person has left before."))


def check_strike(ctx: Ctx, *, check_in: UUID, reason: str = "") -> None:
    """Raise Refused once the meeting is over."""
    check_meeting_in(_held(ctx, check_in).participant.meeting, *DOORS_OPEN)


def _held(ctx: Ctx, check_in: UUID) -> CheckIn:
    row = ctx.get(CheckIn, check_in)
    if row.struck_at is not None:
        raise Refused(_("This check-in was struck before."))
    return row


def check_request_leave(ctx: Ctx, *, meeting: UUID, reason: str = "") -> None:
    """Raise Refused for who has asked before, is here, or once the meeting is over."""
    _check_leave_of(participant_of(ctx, meeting, ctx.actor.person))


def check_enter_leave(ctx: Ctx, *, meeting: UUID, person: UUID, reason: str = "") -> None:
    """Raise NotFound for who is not expected, Refused as for `leave.request`."""
    _check_leave_of(participant_of(ctx, meeting, person))


def _check_leave_of(participant: Participant) -> None:
    check_meeting_in(participant.meeting, *DOORS_OPEN)
    rows = LeaveRequest._default_manager.filter(
        participant=participant, state__in=[LeaveState.REQUESTED, LeaveState.APPROVED]
    )
    if rows.exists():
        raise Refused(_("Leave was asked for before."))
    if queries.present_check_ins().filter(participant=participant).exists():
        raise Refused(_("Who has checked in needs no leave; to go early, tell the steward."))


def check_approve_leave(ctx: Ctx, *, leave: UUID, note: str = "") -> None:
    """Raise Refused where it was decided before."""
    check_leave(ctx.get(LeaveRequest, leave), "leave.approve")


def check_refuse_leave(ctx: Ctx, *, leave: UUID, note: str = "") -> None:
    """Raise Refused where it was decided before."""
    check_leave(ctx.get(LeaveRequest, leave), "leave.refuse")


def check_withdraw_leave(ctx: Ctx, *, leave: UUID) -> None:
    """Raise NotFound for the leave of somebody else, Refused where it is over."""
    row = ctx.get(LeaveRequest, leave)
    if ctx.actor.person is None or row.participant.person_id != ctx.actor.person:
        raise NotFound
    check_meeting_in(row.participant.meeting, *DOORS_OPEN)
    check_leave(row, "leave.withdraw")

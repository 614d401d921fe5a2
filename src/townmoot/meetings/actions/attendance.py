"""Checking in, leaving early."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field

from townmoot.ballots.actions.preparing import strike as strike_elector
from townmoot.ballots.enums import PollState
from townmoot.ballots.models import Elector
from townmoot.ballots.queries import state_of
from townmoot.meetings import permissions, publics, queries
from townmoot.meetings.actions.inputs import Moment, Reason
from townmoot.meetings.enums import CheckInWay
from townmoot.meetings.models import CheckIn, Participant, Venue
from townmoot.meetings.policies import attendance as policies
from townmoot.record import Ctx, ShortText, act

Code = Annotated[str, Field(min_length=8, max_length=40)]
Number = Annotated[str, Field(min_length=1, max_length=50)]


def _check_in(
    ctx: Ctx,
    venue: Venue,
    participant: Participant,
    way: CheckInWay,
    claimed_at: Moment | None,
) -> dict[str, Any]:
    made = ctx.create(
        CheckIn,
        participant=participant,
        venue=venue,
        way=way,
        claimed_at=queries.in_zone(ctx.body, claimed_at) if claimed_at else None,
    )
    return {"check_in": made.id, "meeting": venue.meeting_id}


@act(
    "attendance.check_in",
    permission=permissions.PERSON,
    policy=policies.check_check_in,
    public=publics.checked_in,
    subject="meeting",
)
def check_in(ctx: Ctx, *, code: Code, claimed_at: Moment | None = None) -> dict[str, Any]:
    """Check in with the code that hangs in the hall."""
    venue = policies.venue_at(ctx, code)
    who = policies.expected_at(venue, ctx.actor.person)
    return _check_in(ctx, venue, who, CheckInWay.CODE, claimed_at)


@act(
    "attendance.check_in_number",
    permission=permissions.DESK,
    policy=policies.check_check_in_number,
    public=publics.checked_in,
    subject="meeting",
)
def check_in_number(
    ctx: Ctx, *, venue: UUID, number: Number, claimed_at: Moment | None = None
) -> dict[str, Any]:
    """Check somebody in by the number typed at the desk."""
    row = ctx.get(Venue, venue)
    return _check_in(ctx, row, policies.by_number(row, number), CheckInWay.NUMBER, claimed_at)


@act(
    "attendance.check_in_person",
    permission=permissions.DESK,
    policy=policies.check_check_in_person,
    public=publics.checked_in,
    subject="meeting",
)
def check_in_person(
    ctx: Ctx, *, venue: UUID, person: UUID, claimed_at: Moment | None = None
) -> dict[str, Any]:
    """Check in somebody whom the steward knows, or who comes late."""
    row = ctx.get(Venue, venue)
    who = policies.expected_at(row, person)
    return _check_in(ctx, row, who, CheckInWay.STEWARD, claimed_at)


@act(
    "attendance.leave_early",
    permission=permissions.DESK,
    policy=policies.check_leave_early,
    public=publics.presence_changed,
    subject="check_in",
)
def leave_early(ctx: Ctx, *, check_in: UUID, reason: ShortText = "") -> dict[str, Any]:
    """Note that somebody goes before the end; from now on no longer counted as present."""
    row = ctx.get(CheckIn, check_in)
    ctx.save(row, left_at=ctx.now, left_reason=reason)
    _end_votes(ctx, row)
    return {"check_in": row.id}


def _end_votes(ctx: Ctx, row: CheckIn) -> None:
    """Who is no longer here votes no longer in the polls that are open; a ballot given stays."""
    there = Elector._default_manager.filter(
        poll__context=row.participant.meeting_id, person=row.participant.person_id, struck_at=None
    )
    for elector in there.select_related("poll"):
        if state_of(elector.poll) == PollState.OPEN:
            ctx.call(strike_elector, elector=elector.pk, reason=_("No longer in the meeting."))


@act(
    "attendance.strike",
    permission=permissions.DESK,
    policy=policies.check_strike,
    public=publics.presence_changed,
    subject="check_in",
)
def strike(ctx: Ctx, *, check_in: UUID, reason: Reason) -> dict[str, Any]:
    """Strike a check-in made by mistake, so that the right one can follow."""
    row = ctx.get(CheckIn, check_in)
    ctx.save(row, struck_at=ctx.now, struck_reason=reason)
    _end_votes(ctx, row)
    return {"check_in": row.id}

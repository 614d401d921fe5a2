"""Groups: their sittings, what is said there, its signing and sending."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.meetings import permissions, publics
from townmoot.meetings.actions import speakers
from townmoot.meetings.actions.inputs import Reason
from townmoot.meetings.models import (
    AgendaItem,
    GroupSitting,
    Meeting,
    Opinion,
    OpinionRelease,
    OpinionSending,
    Venue,
)
from townmoot.meetings.policies import opinions as policies
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, act

Words = Annotated[str, Field(min_length=1, max_length=20_000)]


@act(
    "group.sit",
    permission=permissions.GROUP,
    policy=policies.check_sit,
    subject="sitting",
    module="opinions",
)
def sit(ctx: Ctx, *, meeting: UUID, group: UUID, venue: UUID | None = None) -> dict[str, Any]:
    """Begin the group's sitting."""
    made = ctx.create(
        GroupSitting,
        meeting=ctx.get(Meeting, meeting),
        group=ctx.get(Organization, group),
        venue=ctx.get(Venue, venue) if venue else None,
    )
    return {"sitting": made.id}


@act(
    "group.rise",
    permission=permissions.GROUP,
    policy=policies.check_rise,
    subject="sitting",
    module="opinions",
)
def rise(ctx: Ctx, *, meeting: UUID, group: UUID) -> dict[str, Any]:
    """End the group's sitting; who speaks there stops."""
    speakers.end_speech(ctx, ctx.get(Meeting, meeting), group)
    row = policies.open_sitting(meeting, group)
    return {"sitting": ctx.save(row, end=ctx.now).id}


def end_sittings(ctx: Ctx, meeting: Meeting) -> None:
    """End all sittings, each as an act of its own."""
    rows = GroupSitting._default_manager.filter(meeting=meeting, end=None)
    for group in rows.order_by("created_at", "pk").values_list("group", flat=True):
        ctx.call(rise, meeting=meeting.pk, group=group)


@act(
    "opinion.record",
    permission=permissions.GROUP,
    policy=policies.check_record,
    subject="opinion",
    module="opinions",
)
def record(
    ctx: Ctx,
    *,
    item: UUID,
    group: UUID,
    speaker: UUID,
    text: Words,
    unit: UUID | None = None,
) -> dict[str, Any]:
    """Note what somebody said in the group, in the speaker's own words."""
    row = ctx.get(AgendaItem, item)
    made = ctx.create(
        Opinion,
        meeting=row.meeting,
        item=row,
        group=ctx.get(Organization, group),
        speaker=ctx.get(Person, speaker),
        text=text,
        unit=ctx.get(Organization, unit) if unit else None,
    )
    return {"opinion": made.id}


@act(
    "opinion.correct",
    permission=permissions.GROUP,
    policy=policies.check_correct,
    subject="opinion",
    module="opinions",
)
def correct(
    ctx: Ctx,
    *,
    opinion: UUID,
    text: Words,
    unit: UUID | None = None,
    revision: int | None = None,
) -> dict[str, Any]:
    """Correct what was noted, before the head of the group signs."""
    row = ctx.get(Opinion, opinion)
    ctx.save(row, text=text, unit=ctx.get(Organization, unit) if unit else None)
    return {"opinion": row.id}


@act(
    "opinion.strike",
    permission=permissions.GROUP,
    policy=policies.check_strike,
    subject="opinion",
    module="opinions",
)
def strike(ctx: Ctx, *, opinion: UUID, reason: Reason) -> dict[str, Any]:
    """Strike out what was noted by mistake, before the head of the group signs."""
    row = ctx.get(Opinion, opinion)
    ctx.save(row, struck_at=ctx.now, struck_reason=reason)
    return {"opinion": row.id}


@act(
    "opinion.release",
    permission=permissions.SIGN,
    policy=policies.check_release,
    public=publics.released,
    subject="release",
    module="opinions",
)
def release(ctx: Ctx, *, meeting: UUID, group: UUID) -> dict[str, Any]:
    """Sign what the group said: it may leave the group as it stands."""
    rows = policies.unsigned(meeting, group)
    made = ctx.create(
        OpinionRelease,
        meeting=ctx.get(Meeting, meeting),
        group=ctx.get(Organization, group),
        signed_by_id=ctx.actor.person,
    )
    for row in rows:
        ctx.save(row, release=made)
    return {"release": made.id, "opinions": [row.pk for row in rows]}


@act(
    "opinion.send",
    permission=permissions.CLERK,
    policy=policies.check_send,
    public=publics.sent,
    subject="opinion",
    module="opinions",
)
def send(ctx: Ctx, *, opinion: UUID, unit: UUID | None = None) -> dict[str, Any]:
    """Send a signed opinion to the unit it concerns, or to another one."""
    row = ctx.get(Opinion, opinion)
    target = unit or row.unit_id
    made = ctx.create(OpinionSending, opinion=row, unit_id=target)
    return {"sending": made.id, "unit": target}


@act(
    "opinion.acknowledge",
    permission=permissions.UNIT,
    policy=policies.check_acknowledge,
    subject="opinion",
    module="opinions",
)
def acknowledge(ctx: Ctx, *, opinion: UUID, unit: UUID) -> dict[str, Any]:
    """Confirm that the unit has the opinion."""
    row = OpinionSending._default_manager.get(body=ctx.body, opinion=opinion, unit=unit)
    ctx.save(row, acknowledged_at=ctx.now, acknowledged_by_id=ctx.actor.person)
    return {"sending": row.id}

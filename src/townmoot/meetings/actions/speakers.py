"""Asking to speak, the list of speakers, speeches, and what groups report to the plenary."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.meetings import permissions, queries
from townmoot.meetings.actions.inputs import Count, Reason
from townmoot.meetings.enums import Side
from townmoot.meetings.models import (
    AgendaItem,
    GroupReport,
    Meeting,
    SpeakersList,
    SpeakRequest,
    Speech,
)
from townmoot.meetings.policies import speakers as policies
from townmoot.meetings.publics import conduct as publics
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, act, clock

Kind = Annotated[str, Field(min_length=1, max_length=40)]
Minutes = Annotated[int, Field(ge=1, le=60)]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]
MINUTE = 60


def _ask(
    ctx: Ctx, item: UUID, person: UUID | None, kind: str, side: str, room: UUID | None
) -> SpeakRequest:
    return ctx.create(
        SpeakRequest,
        item=ctx.get(AgendaItem, item),
        room=ctx.get(Organization, room) if room else None,
        person_id=person,
        kind=kind,
        side=side,
    )


@act(
    "speakers.request",
    permission=permissions.SPEAK,
    policy=policies.check_request,
    subject="item",
    module="speakers",
)
def request(
    ctx: Ctx,
    *,
    item: UUID,
    kind: Kind = "speech",
    side: Side | None = None,
    room: UUID | None = None,
) -> dict[str, Any]:
    """Ask to speak to an item: in the plenary, or in the group that sits (`room`)."""
    return {"request": _ask(ctx, item, ctx.actor.person, kind, side or "", room).id}


@act(
    "speakers.request_for",
    permission=permissions.ASK_FOR,
    policy=policies.check_request_for,
    subject="item",
    module="speakers",
)
def request_for(
    ctx: Ctx,
    *,
    item: UUID,
    person: UUID,
    kind: Kind = "speech",
    side: Side | None = None,
    room: UUID | None = None,
) -> dict[str, Any]:
    """Put somebody on the list who asks by a show of the hand."""
    return {"request": _ask(ctx, item, person, kind, side or "", room).id}


@act(
    "speakers.withdraw",
    permission=permissions.WITHDRAW_REQUEST,
    policy=policies.check_withdraw,
    subject="request",
    module="speakers",
)
def withdraw(ctx: Ctx, *, request: UUID) -> dict[str, Any]:
    """Take a request to speak back."""
    return {"request": ctx.save(ctx.get(SpeakRequest, request), withdrawn_at=ctx.now).id}


@act(
    "speakers.strike",
    permission=permissions.LEAD_ROOM,
    policy=policies.check_strike,
    subject="request",
    module="speakers",
)
def strike(ctx: Ctx, *, request: UUID, reason: Reason) -> dict[str, Any]:
    """Strike somebody off the list."""
    row = ctx.get(SpeakRequest, request)
    return {"request": ctx.save(row, struck_at=ctx.now, struck_reason=reason).id}


@act(
    "speakers.move",
    permission=permissions.LEAD_ROOM,
    policy=policies.check_move,
    subject="request",
    module="speakers",
)
def move(ctx: Ctx, *, request: UUID, to: Count) -> dict[str, Any]:
    """Move somebody to a place on the list; who stands before keeps the place."""
    row = ctx.get(SpeakRequest, request)
    listed = queries.speakers_of(row.item, row.room_id).waiting
    others = [one.request.pk for one in listed if one.request.pk != row.pk]
    ahead = [*others[: to - 1], row.pk]
    for place, key in enumerate(ahead, 1):
        ctx.save(ctx.get(SpeakRequest, key), place=place)
    for key in others[to - 1 :]:
        behind = ctx.get(SpeakRequest, key)
        if behind.place is not None:
            ctx.save(behind, place=None)
    return {"request": row.id}


def _list(ctx: Ctx, item: UUID, room: UUID | None, **fields: Any) -> dict[str, Any]:
    known = queries.speakers_list(item, room)
    if known is not None:
        return {"list": ctx.save(known, **fields).id}
    home = ctx.get(Organization, room) if room else None
    made = ctx.create(SpeakersList, item=ctx.get(AgendaItem, item), room=home, **fields)
    return {"list": made.id}


@act(
    "speakers.close",
    permission=permissions.LEAD_ROOM,
    policy=policies.check_close,
    subject="item",
    module="speakers",
)
def close(ctx: Ctx, *, item: UUID, room: UUID | None = None) -> dict[str, Any]:
    """Close the list of speakers: who stands on it is heard, nobody else asks."""
    return _list(ctx, item, room, closed_at=ctx.now)


@act(
    "speakers.reopen",
    permission=permissions.LEAD_ROOM,
    policy=policies.check_reopen,
    subject="item",
    module="speakers",
)
def reopen(ctx: Ctx, *, item: UUID, room: UUID | None = None) -> dict[str, Any]:
    """Open the list of speakers again."""
    return _list(ctx, item, room, closed_at=None)


@act(
    "speakers.lead",
    permission=permissions.LEAD_ROOM,
    policy=policies.check_lead,
    subject="item",
    module="speakers",
)
def lead(ctx: Ctx, *, item: UUID, person: UUID, room: UUID | None = None) -> dict[str, Any]:
    """Name who leads the item on the floor, and so goes before others."""
    return _list(ctx, item, room, leader=ctx.get(Person, person))


@act(
    "speech.call",
    permission=permissions.LEAD_ROOM,
    policy=policies.check_call,
    public=publics.speech_begun,
    subject="speech",
    module="speakers",
)
def call(ctx: Ctx, *, request: UUID) -> dict[str, Any]:
    """Give somebody the floor; who sits in another hall is called there."""
    row = ctx.get(SpeakRequest, request)
    item, meeting = row.item, row.item.meeting
    profile = queries.speaking_profile(meeting)
    kind = profile.speakers.kinds.find(row.kind)
    turns = queries.turns_taken(item.pk, row.person_id, row.room_id)
    rule = queries.speaking_rule(profile, meeting.kind)
    here = queries.present_check_ins().get(
        participant__meeting=meeting, participant__person=row.person_id, left_at=None
    )
    made = ctx.create(
        Speech,
        request=row,
        meeting=meeting,
        item=item,
        room_id=row.room_id,
        person_id=row.person_id,
        venue_id=here.venue_id,
        turn=kind.turn,
        public=row.room_id is None and item.public and queries.exclusion_of(meeting) is None,
        allowed=queries.seconds_allowed(rule, kind, turns),
        ticks_from=clock.real_now(),
    )
    ctx.save(row, called_at=ctx.now)
    return {"speech": made.id}


@act(
    "speech.stop",
    permission=permissions.LEAD_ROOM,
    policy=policies.check_stop,
    public=publics.speech_over,
    subject="speech",
    module="speakers",
)
def stop(ctx: Ctx, *, speech: UUID) -> dict[str, Any]:
    """End a speech; how long it took is kept."""
    row = ctx.get(Speech, speech)
    seconds = queries.seconds_of(row, ctx.now, clock.real_now())
    return {"speech": ctx.save(row, end=ctx.now, seconds=seconds).id, "seconds": seconds}


def end_speech(ctx: Ctx, meeting: Meeting, room: UUID | None = None) -> None:
    """End the speech that is being held in the plenary, or in a group, as an act of its own."""
    running = queries.running_speech(meeting.pk, room)
    if running is not None:
        ctx.call(stop, speech=running.pk)


@act(
    "speech.extend",
    permission=permissions.LEAD_ROOM,
    policy=policies.check_extend,
    subject="speech",
    module="speakers",
)
def extend(ctx: Ctx, *, speech: UUID, minutes: Minutes = 1) -> dict[str, Any]:
    """Give whoever speaks more time."""
    row = ctx.get(Speech, speech)
    return {"speech": ctx.save(row, allowed=row.allowed + minutes * MINUTE).id}


@act(
    "group_report.write",
    permission=permissions.GROUP,
    policy=policies.check_write,
    subject="report",
    module="opinions",
)
def write_report(
    ctx: Ctx, *, item: UUID, group: UUID, reporter: UUID, text: Words
) -> dict[str, Any]:
    """Write what the group reports to the plenary, and who does it; written again, it changes."""
    row = ctx.get(AgendaItem, item)
    fields = {"reporter": ctx.get(Person, reporter), "text": text}
    known = GroupReport._default_manager.filter(item=row, group=group).first()
    if known is not None:
        return {"report": ctx.save(known, **fields).id}
    home = ctx.get(Organization, group)
    return {"report": ctx.create(GroupReport, item=row, group=home, **fields).id}


@act(
    "group_report.sign",
    permission=permissions.SIGN_REPORT,
    policy=policies.check_sign,
    public=publics.report_signed,
    subject="report",
    module="opinions",
)
def sign_report(ctx: Ctx, *, report: UUID) -> dict[str, Any]:
    """Sign the group’s report: its reporter stands on the plenary’s list of speakers."""
    row = ctx.get(GroupReport, report)
    kind = policies.report_kind(row.item).code
    asked = _ask(ctx, row.item_id, row.reporter_id, kind, "", None)
    signed = {"signed_at": ctx.now, "signed_by_id": ctx.actor.person, "request": asked}
    return {"report": ctx.save(row, **signed).id, "request": asked.id}

"""The business of a council: apologies, dispensations, minutes, press and public."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.meetings import permissions, queries
from townmoot.meetings.actions.inputs import Moment, Name, Nature, Title
from townmoot.meetings.enums import LeaveState
from townmoot.meetings.models import (
    AgendaItem,
    Dispensation,
    LeaveRequest,
    Meeting,
    NextMeeting,
    PastMinutes,
    PublicSlot,
)
from townmoot.meetings.policies import council as policies
from townmoot.meetings.publics import council as publics
from townmoot.people.models import Person
from townmoot.record import Ctx, LongText, act
from townmoot.rules.terms import ItemFacts

Leaves = Annotated[list[UUID], Field(min_length=1, max_length=500)]


@act(
    "apologies.accept",
    permission=permissions.CONDUCT,
    policy=policies.check_accept,
    public=publics.apologies_accepted,
    subject="item",
    module="council",
)
def accept_apologies(
    ctx: Ctx, *, item: UUID, leaves: Leaves, accepted: bool = True
) -> dict[str, Any]:
    """Note that the meeting accepted these apologies with their reasons, or did not."""
    state = LeaveState.APPROVED if accepted else LeaveState.REFUSED
    chair = ctx.get(AgendaItem, item).meeting.presiding
    for leave in leaves:
        row = ctx.get(LeaveRequest, leave)
        ctx.save(row, state=state, decided_by=chair, decided_at=ctx.now)
    return {"item": item, "count": len(leaves)}


@act(
    "dispensation.ask",
    permission=permissions.OWN_INTEREST,
    policy=policies.check_ask_dispensation,
    subject="dispensation",
    module="council",
)
def ask_dispensation(ctx: Ctx, *, person: UUID, scope: Nature) -> dict[str, Any]:
    """Ask in writing to take part in spite of an interest; `scope` says in what and why."""
    made = ctx.create(
        Dispensation, person=ctx.get(Person, person), requested=ctx.today, scope=scope
    )
    return {"dispensation": made.id}


@act(
    "dispensation.grant",
    permission=permissions.CLERK,
    policy=policies.check_grant,
    public=publics.dispensation_granted,
    subject="dispensation",
    module="council",
)
def grant_dispensation(
    ctx: Ctx, *, dispensation: UUID, granted_by: Name, until: date, item: UUID | None = None
) -> dict[str, Any]:
    """Grant a dispensation until a day: by the clerk, or by the council under an item."""
    row = ctx.get(Dispensation, dispensation)
    under = ctx.get(AgendaItem, item) if item else None
    ctx.save(row, granted_by=granted_by, until=until, item=under, decided=ctx.today)
    return {"dispensation": row.id}


@act(
    "dispensation.refuse",
    permission=permissions.CLERK,
    policy=policies.check_refuse,
    subject="dispensation",
    module="council",
)
def refuse_dispensation(ctx: Ctx, *, dispensation: UUID) -> dict[str, Any]:
    """Note that a dispensation was refused."""
    return {"dispensation": ctx.save(ctx.get(Dispensation, dispensation), refused_at=ctx.now).id}


@act(
    "public.speak",
    permission=permissions.CONDUCT,
    policy=policies.check_speak,
    public=publics.item_told,
    subject="item",
    module="council",
)
def speak(ctx: Ctx, *, item: UUID, name: Name, topic: str = "") -> dict[str, Any]:
    """Give a member of the public the floor; the name stays inside."""
    made = ctx.create(PublicSlot, item=ctx.get(AgendaItem, item), name=name, topic=topic[:300])
    return {"item": item, "slot": made.id}


@act(
    "public.stop",
    permission=permissions.CONDUCT,
    policy=policies.check_stop,
    public=publics.slot_over,
    subject="slot",
    module="council",
)
def stop(ctx: Ctx, *, slot: UUID) -> dict[str, Any]:
    """Note that the speaker has stopped."""
    row = ctx.save(ctx.get(PublicSlot, slot), end=ctx.now)
    return {"slot": row.id, "seconds": int((ctx.now - row.created_at).total_seconds())}


@act(
    "minutes.lay",
    permission=permissions.CLERK,
    policy=policies.check_lay,
    public=publics.minutes_laid,
    subject="item",
    module="council",
)
def lay_minutes(ctx: Ctx, *, item: UUID, of: UUID, corrections: LongText = "") -> dict[str, Any]:
    """Lay the minutes of an earlier meeting before this one; said again, they are corrected."""
    row = ctx.get(AgendaItem, item)
    fields = {"of": ctx.get(Meeting, of), "corrections": corrections}
    known = PastMinutes._default_manager.filter(item=row).first()
    made = ctx.save(known, **fields) if known else ctx.create(PastMinutes, item=row, **fields)
    return {"item": item, "minutes": made.id}


@act(
    "minutes.sign",
    permission=permissions.CONDUCT,
    policy=policies.check_sign,
    public=publics.minutes_signed,
    subject="item",
    module="council",
)
def sign_minutes(ctx: Ctx, *, item: UUID) -> dict[str, Any]:
    """Note that whoever presides has signed the minutes that were approved."""
    row = ctx.get(AgendaItem, item)
    signer = row.meeting.presiding
    laid: PastMinutes = row.past_minutes
    made = ctx.save(laid, signed_by=signer, signed_at=ctx.now)
    return {"item": item, "minutes": made.id, "of": made.of_id, "by": made.signed_by_id}


@act(
    "next_meeting.set",
    permission=permissions.CLERK,
    policy=policies.check_item_of(ItemFacts.NEXT_MEETING),
    public=publics.next_set,
    subject="item",
    module="council",
)
def set_next(ctx: Ctx, *, item: UUID, start: Moment, place: Title) -> dict[str, Any]:
    """Say when and where the council meets next."""
    row = ctx.get(AgendaItem, item)
    fields = {"start": queries.in_zone(ctx.body, start), "place": place}
    known = NextMeeting._default_manager.filter(item=row).first()
    made = ctx.save(known, **fields) if known else ctx.create(NextMeeting, item=row, **fields)
    return {"item": item, "next": made.id}

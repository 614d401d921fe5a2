"""What units do before they reply: receive, give back, ask for time, speak, assist."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from townmoot.people.models import Organization
from townmoot.record import Ctx, act
from townmoot.rules import Due, extend_to
from townmoot.suggestions import permissions, publics
from townmoot.suggestions.actions.assigning import end_parts
from townmoot.suggestions.actions.due import refresh
from townmoot.suggestions.actions.inputs import Persons, Text, Words
from townmoot.suggestions.actions.telling import tell_all
from townmoot.suggestions.enums import About, ContactWay, Share
from townmoot.suggestions.models import (
    Allotment,
    Assignment,
    AssistingOpinion,
    Contact,
    ContactPerson,
    Extension,
    UnitReturn,
)
from townmoot.suggestions.policies import handling
from townmoot.suggestions.policies import units as policies
from townmoot.suggestions.policies.states import part_by_state
from townmoot.suggestions.queries.clocks import stored
from townmoot.suggestions.queries.rules import procedure


@act(
    "unit.receive",
    permission=permissions.UNIT,
    policy=part_by_state("unit.receive"),
    subject="suggestion",
    public=publics.part,
)
def receive(ctx: Ctx, *, allotment: UUID) -> dict[str, Any]:
    """Sign for a suggestion (签收)."""
    part = ctx.get(Allotment, allotment)
    ctx.save(part, received_on=ctx.today, received_at=ctx.now, received_by=ctx.actor.who)
    return {"suggestion": part.suggestion_id, "allotment": part.id}


@act(
    "unit.return",
    permission=permissions.UNIT,
    policy=policies.check_return,
    subject="suggestion",
)
def give_back(
    ctx: Ctx, *, allotment: UUID, reason: Words, proposed_unit: UUID | None = None
) -> dict[str, Any]:
    """Ask to give a suggestion back (退办), with the reason and the unit it belongs to."""
    part = ctx.get(Allotment, allotment)
    row = ctx.create(
        UnitReturn,
        allotment=part,
        on=ctx.today,
        reason=reason,
        proposed_unit=ctx.get(Organization, proposed_unit) if proposed_unit else None,
    )
    return {"suggestion": part.suggestion_id, "allotment": part.id, "unit_return": row.id}


@act(
    "return.approve",
    permission=permissions.OFFICE,
    policy=policies.check_return_approve,
    subject="suggestion",
    public=publics.returned,
)
def approve_return(
    ctx: Ctx, *, unit_return: UUID, remark: Text = "", to_assembly: bool = False
) -> dict[str, Any]:
    """Take a suggestion back from a unit; it is to be allotted again, or assigned again."""
    row = ctx.get(UnitReturn, unit_return)
    part = ctx.get(Allotment, row.allotment_id)
    item = part.suggestion
    ctx.save(row, decided_on=ctx.today, decided_by=ctx.actor.who, approved=True, remark=remark)
    ctx.save(part, ended_on=ctx.today)
    if part.share == Share.LEAD and not handling.live_leads(item):
        end_parts(ctx, item)
    if to_assembly:
        assignment = ctx.get(Assignment, part.assignment_id)
        ctx.save(assignment, ended_on=ctx.today)
    refresh(ctx, item)
    return {"suggestion": item.id, "allotment": part.id, "unit_return": row.id}


@act(
    "return.refuse",
    permission=permissions.OFFICE,
    policy=policies.check_return_refuse,
    subject="suggestion",
)
def refuse_return(ctx: Ctx, *, unit_return: UUID, remark: Words) -> dict[str, Any]:
    """Leave a suggestion with the unit that asked to give it back, and say why."""
    row = ctx.get(UnitReturn, unit_return)
    ctx.save(row, decided_on=ctx.today, decided_by=ctx.actor.who, approved=False, remark=remark)
    return {"suggestion": row.allotment.suggestion_id, "unit_return": row.id}


@act(
    "extension.request",
    permission=permissions.UNIT,
    policy=policies.check_extension_request,
    subject="suggestion",
)
def request_extension(ctx: Ctx, *, allotment: UUID, until: date, reason: Words) -> dict[str, Any]:
    """Ask, before the day, for a longer time to reply."""
    part = ctx.get(Allotment, allotment)
    row = ctx.create(Extension, allotment=part, on=ctx.today, until=until, reason=reason)
    return {"suggestion": part.suggestion_id, "extension": row.id}


@act(
    "extension.approve",
    permission=permissions.DECIDE_EXTENSION,
    policy=policies.check_extension_approve,
    subject="suggestion",
    public=publics.extended,
)
def approve_extension(ctx: Ctx, *, extension: UUID, remark: Text = "") -> dict[str, Any]:
    """Give a unit the longer time it asked for, and tell the deputies."""
    row = ctx.get(Extension, extension)
    part = ctx.get(Allotment, row.allotment_id)
    maximum = procedure(ctx.body, ctx.today).rules.extension_max
    due = extend_to(Due.model_validate(part.basis), row.until, maximum)
    ctx.save(
        row,
        decided_on=ctx.today,
        decided_by=ctx.actor.who,
        approved=True,
        remark=remark,
        basis=stored(due),
    )
    item = part.suggestion
    refresh(ctx, item)
    tell_all(ctx, item, About.EXTENDED)
    return {"suggestion": item.id, "extension": row.id}


@act(
    "extension.refuse",
    permission=permissions.DECIDE_EXTENSION,
    policy=policies.check_extension_refuse,
    subject="suggestion",
)
def refuse_extension(ctx: Ctx, *, extension: UUID, remark: Words) -> dict[str, Any]:
    """Refuse a longer time, say why, and tell the deputies."""
    row = ctx.get(Extension, extension)
    ctx.save(row, decided_on=ctx.today, decided_by=ctx.actor.who, approved=False, remark=remark)
    item = row.allotment.suggestion
    tell_all(ctx, item, About.NOT_EXTENDED)
    return {"suggestion": item.id, "extension": row.id}


@act(
    "contact.log",
    permission=permissions.UNIT,
    policy=policies.check_contact,
    subject="suggestion",
    public=publics.contacted,
)
def log_contact(
    ctx: Ctx, *, allotment: UUID, on: date, way: ContactWay, persons: Persons, words: Words
) -> dict[str, Any]:
    """Note when and how the unit spoke with deputies, and what they said."""
    part = ctx.get(Allotment, allotment)
    row = ctx.create(
        Contact,
        allotment=part,
        suggestion=part.suggestion,
        on=on,
        noted_on=ctx.today,
        way=way,
        words=words,
    )
    ctx.create_many(
        ContactPerson,
        [{"contact": row, "person_id": person} for person in dict.fromkeys(persons)],
    )
    return {"suggestion": part.suggestion_id, "allotment": part.id, "contact": row.id}


def _opinion(ctx: Ctx, allotment: UUID, words: str, *, waived: bool) -> dict[str, Any]:
    part = ctx.get(Allotment, allotment)
    ctx.create(AssistingOpinion, allotment=part, on=ctx.today, words=words, waived=waived)
    if not waived:
        ctx.save(part, done_on=ctx.today)
    refresh(ctx, part.suggestion)
    return {"suggestion": part.suggestion_id, "allotment": part.id}


@act(
    "assist.give_opinion",
    permission=permissions.UNIT,
    policy=policies.check_opinion,
    subject="suggestion",
    public=publics.part,
)
def give_opinion(ctx: Ctx, *, allotment: UUID, words: Words) -> dict[str, Any]:
    """Give the lead unit the opinion of an assisting one (会办意见)."""
    return _opinion(ctx, allotment, words, waived=False)


@act(
    "assist.override",
    permission=permissions.OVERRIDE,
    policy=policies.check_override,
    subject="suggestion",
)
def override_opinion(ctx: Ctx, *, allotment: UUID, reason: Words) -> dict[str, Any]:
    """Go on without the opinion of an assisting unit, and say why."""
    return _opinion(ctx, allotment, reason, waived=True)

"""Assigning in two steps: assembly to government, its office to units; or referring upward."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from townmoot.people.models import Organization
from townmoot.record import Ctx, act
from townmoot.rules import Due
from townmoot.suggestions import permissions, publics
from townmoot.suggestions.actions.due import refresh
from townmoot.suggestions.actions.inputs import Leads, Title, Units, Words
from townmoot.suggestions.actions.telling import tell_all
from townmoot.suggestions.enums import About, Share
from townmoot.suggestions.models import Allotment, Assignment, Referral, Suggestion
from townmoot.suggestions.policies import handling as policies
from townmoot.suggestions.queries.clocks import stored
from townmoot.suggestions.queries.facts import PartFact
from townmoot.suggestions.queries.reading import facts_for
from townmoot.suggestions.queries.rules import (
    Procedure,
    clock_start,
    procedure,
    restarted,
    session_end,
)


@act(
    "suggestion.assign",
    permission=permissions.ASSIGNER,
    policy=policies.check_assign,
    subject="suggestion",
    public=publics.assigned,
)
def assign(ctx: Ctx, *, suggestion: UUID, to: UUID, long: bool = False) -> dict[str, Any]:
    """Assign a suggestion to the government; the reply clock runs from the first time.

    `long`: the matter is wide or difficult, so the longer period applies.
    """
    item = ctx.get(Suggestion, suggestion)
    rules = procedure(ctx.body, ctx.today)
    restart = rules.rules.restart_clock_on_reassign.value
    begin = restarted(item.assigned_on, ctx.today, restart=restart)
    start = clock_start(rules.rules.clock_start.value, begin, session_end(ctx.body, item.meeting))
    due = rules.due(rules.rules.long_reply_period if long else rules.rules.reply_period, start)
    row = ctx.create(
        Assignment,
        suggestion=item,
        to=ctx.get(Organization, to),
        on=ctx.today,
        start=start,
        due=due.date,
        basis=stored(due),
        long=long,
        profile=rules.profile.ref,
    )
    if item.assigned_on is None:
        ctx.save(item, assigned_on=ctx.today)
    refresh(ctx, item)
    return {"suggestion": item.id, "assignment": row.id}


def _allot(
    ctx: Ctx, item: Suggestion, rules: Procedure, unit: UUID, *, share: Share, **fields: Any
) -> UUID:
    """Give a unit its part; a lead's clock is the assignment's, an assistant's its own."""
    assignment = Assignment._default_manager.get(suggestion=item, ended_on=None)
    if share is Share.LEAD:
        due = Due.model_validate(assignment.basis)
    else:
        due = rules.due(rules.rules.assisting_period, ctx.today)
    row = ctx.create(
        Allotment,
        assignment=assignment,
        suggestion=item,
        unit=ctx.get(Organization, unit),
        share=share,
        on=ctx.today,
        due=due.date,
        basis=stored(due),
        return_due=stored(rules.due(rules.rules.return_window, ctx.today)),
        **fields,
    )
    return row.id


def _vacancies(item: Suggestion, day: date) -> list[PartFact]:
    return list(facts_for(item).vacancies_on(day))


@act(
    "suggestion.allot",
    permission=permissions.OFFICE,
    policy=policies.check_allot,
    subject="suggestion",
    public=publics.allotted,
)
def allot(ctx: Ctx, *, suggestion: UUID, leads: Leads, assisting: Units) -> dict[str, Any]:
    """Give a suggestion to one unit, to a lead with assisting units, or split among leads."""
    item = ctx.get(Suggestion, suggestion)
    rules = procedure(ctx.body, ctx.today)
    vacant = _vacancies(item, ctx.today)
    made = []
    for place, lead in enumerate(leads):
        former = ctx.get(Allotment, vacant[place].id) if place < len(vacant) else None
        part = lead.part or (former.part if former else "")
        made.append(
            _allot(ctx, item, rules, lead.unit, share=Share.LEAD, part=part, replaces=former)
        )
    helped = [_allot(ctx, item, rules, unit, share=Share.ASSIST) for unit in assisting]
    refresh(ctx, item)
    return {"suggestion": item.id, "leads": made, "assisting": helped}


@act(
    "assist.add",
    permission=permissions.OFFICE,
    policy=policies.check_assist_add,
    subject="suggestion",
    public=publics.part,
)
def add_assisting(ctx: Ctx, *, suggestion: UUID, unit: UUID) -> dict[str, Any]:
    """Have a further unit assist, with a clock of its own."""
    item = ctx.get(Suggestion, suggestion)
    rules = procedure(ctx.body, ctx.today)
    made = _allot(ctx, item, rules, unit, share=Share.ASSIST)
    refresh(ctx, item)
    return {"suggestion": item.id, "allotment": made}


def end_parts(ctx: Ctx, item: Suggestion) -> None:
    """Take a suggestion from all units that have it."""
    for row in Allotment._default_manager.filter(suggestion=item, ended_on=None):
        ctx.save(ctx.get(Allotment, row.pk), ended_on=ctx.today)


@act(
    "suggestion.refer",
    permission=permissions.REFER,
    policy=policies.check_refer,
    subject="suggestion",
    public=publics.referred,
)
def refer(ctx: Ctx, *, suggestion: UUID, unit: Title, reason: Words) -> dict[str, Any]:
    """Send a matter that is not the town's to a unit outside it (转区级研究办理)."""
    item = ctx.get(Suggestion, suggestion)
    row = ctx.create(Referral, suggestion=item, unit=unit, reason=reason, sent_on=ctx.today)
    refresh(ctx, item)
    tell_all(ctx, item, About.REFERRED)
    return {"suggestion": item.id, "referral": row.id}


@act(
    "referral.answer",
    permission=permissions.REFER,
    policy=policies.check_referral_answer,
    subject="suggestion",
    public=publics.referral_answered,
)
def answer_referral(ctx: Ctx, *, suggestion: UUID, answer: Words) -> dict[str, Any]:
    """Note what the outside unit answered."""
    item = ctx.get(Suggestion, suggestion)
    row = policies.referral_of(ctx, suggestion)
    ctx.save(row, answered_on=ctx.today, answer=answer)
    refresh(ctx, item)
    tell_all(ctx, item, About.ANSWERED_OUTSIDE)
    return {"suggestion": item.id, "referral": row.id}

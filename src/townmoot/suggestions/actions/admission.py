"""Handing in, and what the assembly's clerk does with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.people.models import Organization
from townmoot.people.permissions import CLERK
from townmoot.record import Ctx, ShortText, act
from townmoot.suggestions import permissions, publics
from townmoot.suggestions.actions.due import refresh
from townmoot.suggestions.actions.inputs import Code, Words
from townmoot.suggestions.actions.numbers import numbered
from townmoot.suggestions.actions.telling import tell
from townmoot.suggestions.enums import About, Addressee
from townmoot.suggestions.models import Refusal, Signature, Suggestion
from townmoot.suggestions.policies import drafting, handling
from townmoot.suggestions.policies.states import by_state
from townmoot.suggestions.queries.clocks import stored
from townmoot.suggestions.queries.rules import on_the_day, procedure, session_end, session_now


@act(
    "suggestion.hand_in",
    permission=permissions.OWN,
    policy=drafting.check_hand_in,
    subject="suggestion",
)
def hand_in(ctx: Ctx, *, suggestion: UUID, text_version: int | None = None) -> dict[str, Any]:
    """Hand a suggestion in: to the congress while it sits, else to the presidium.

    `text_version`: the wording the deputy read; another one is not handed in.
    """
    item = ctx.get(Suggestion, suggestion)
    rules = procedure(ctx.body, ctx.today)
    session = session_now(ctx.body, rules.profile)
    at_once = rules.rules.assign_in_session_at_once
    if session is not None and at_once.value:
        last = session_end(ctx.body, session.pk) or ctx.today
        due = on_the_day(max(last, ctx.today), at_once)
    else:
        due = rules.due(rules.rules.assign_period, ctx.today)
    lead = Signature._default_manager.get(suggestion=item, lead=True)
    ctx.save(lead, confirmed_at=ctx.now, confirmed_version=item.text_version)
    ctx.save(
        item,
        handed_in_on=ctx.today,
        handed_in_at=ctx.now,
        addressee=Addressee.CONGRESS if session else Addressee.PRESIDIUM,
        meeting=session.pk if session else None,
        assign_due=stored(due),
    )
    refresh(ctx, item)
    return {"suggestion": item.id}


def _decline(
    ctx: Ctx, suggestion: UUID, reason: str, words: str, *, letter: bool
) -> dict[str, Any]:
    item = ctx.get(Suggestion, suggestion)
    ctx.create(Refusal, suggestion=item, on=ctx.today, reason=reason, words=words, as_letter=letter)
    refresh(ctx, item)
    tell(ctx, item, About.LETTER if letter else About.REFUSED)
    return {"suggestion": item.id}


@act(
    "suggestion.refuse",
    permission=CLERK,
    policy=handling.check_refuse,
    subject="suggestion",
    public=publics.on,
)
def refuse(ctx: Ctx, *, suggestion: UUID, reason: Code, words: Words) -> dict[str, Any]:
    """Return a paper to the deputy, for a listed reason and with words."""
    return _decline(ctx, suggestion, reason, words, letter=False)


@act(
    "suggestion.treat_as_letter",
    permission=CLERK,
    policy=handling.check_treat_as_letter,
    subject="suggestion",
    public=publics.on,
)
def treat_as_letter(ctx: Ctx, *, suggestion: UUID, reason: Code, words: Words) -> dict[str, Any]:
    """Pass a paper on as a letter, for a listed reason and with words."""
    return _decline(ctx, suggestion, reason, words, letter=True)


@act(
    "suggestion.accept",
    permission=CLERK,
    policy=by_state("suggestion.accept"),
    subject="suggestion",
    public=publics.accepted,
)
def accept(
    ctx: Ctx,
    *,
    suggestion: UUID,
    subject_class: ShortText = "",
    public: bool = True,
    proposed_unit: UUID | None = None,
) -> dict[str, Any]:
    """Accept a suggestion and give it the next number of its session or, between, of the year."""
    item = ctx.get(Suggestion, suggestion)
    unit = ctx.get(Organization, proposed_unit) if proposed_unit else item.proposed_unit
    ctx.save(
        item,
        accepted_on=ctx.today,
        accepted_at=ctx.now,
        accepted_by=ctx.actor.who,
        **numbered(ctx, item),
        subject_class=subject_class[:100],
        public=public,
        proposed_unit=unit,
    )
    refresh(ctx, item)
    tell(ctx, item, About.ACCEPTED)
    return {"suggestion": item.id, "number": item.number}

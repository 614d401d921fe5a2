"""Drafts: by the deputy, prepared for the deputy, from an opinion; and their co-signers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings.queries import opinion_to_suggest, signed
from townmoot.people.models import Organization
from townmoot.record import Ctx, act
from townmoot.suggestions import permissions
from townmoot.suggestions.actions.inputs import Brief, Persons, Text, Title
from townmoot.suggestions.actions.telling import tell
from townmoot.suggestions.enums import About
from townmoot.suggestions.models import Signature, Suggestion
from townmoot.suggestions.policies import drafting as policies
from townmoot.suggestions.policies.states import by_state
from townmoot.suggestions.queries.signers import deputies_among

TITLE = 200  # characters of a suggestion’s title; a motion’s may be longer


def _make(
    ctx: Ctx, lead: UUID | None, *, proposed_unit: UUID | None, **fields: Any
) -> dict[str, Any]:
    unit = ctx.get(Organization, proposed_unit) if proposed_unit else None
    item = ctx.create(Suggestion, lead_id=lead, proposed_unit=unit, **fields)
    ctx.create(Signature, suggestion=item, person_id=lead, lead=True)
    return {"suggestion": item.id}


@act(
    "suggestion.draft",
    permission=permissions.DEPUTY,
    subject="suggestion",
)
def draft(
    ctx: Ctx,
    *,
    title: Title,
    facts: Text = "",
    proposal: Text = "",
    proposed_unit: UUID | None = None,
    wants_public: bool = True,
    wants_meeting: bool = True,
) -> dict[str, Any]:
    """Begin a suggestion."""
    return _make(
        ctx,
        ctx.actor.person,
        proposed_unit=proposed_unit,
        title=title,
        facts=facts,
        proposal=proposal,
        wants_public=wants_public,
        wants_meeting=wants_meeting,
    )


@act(
    "suggestion.prepare",
    permission=permissions.PREPARE,
    policy=policies.check_prepare,
    subject="suggestion",
)
def prepare(
    ctx: Ctx,
    *,
    lead: UUID,
    title: Title,
    facts: Text = "",
    proposal: Text = "",
    proposed_unit: UUID | None = None,
    wants_public: bool = True,
    wants_meeting: bool = True,
) -> dict[str, Any]:
    """Prepare a draft in a deputy's own account; only the deputy can hand it in."""
    return _make(
        ctx,
        lead,
        proposed_unit=proposed_unit,
        title=title,
        facts=facts,
        proposal=proposal,
        wants_public=wants_public,
        wants_meeting=wants_meeting,
    )


@act(
    "suggestion.draft_from_opinion",
    permission=permissions.FROM_OPINION,
    policy=policies.check_from_opinion,
    subject="suggestion",
)
def draft_from_opinion(
    ctx: Ctx,
    *,
    opinion: UUID,
    title: Title,
    proposal: Text = "",
    facts: Text = "",
    proposed_unit: UUID | None = None,
) -> dict[str, Any]:
    """Make a draft of what a deputy said in a group, in the deputy's own account.

    Without `facts` the draft holds the words as they were recorded.
    """
    said = opinion_to_suggest(ctx.actor, ctx.body, opinion)
    return _make(
        ctx,
        said.speaker_id,
        proposed_unit=proposed_unit or said.unit_id,
        title=title,
        facts=facts or said.text,
        proposal=proposal,
        opinion=opinion,
    )


@act(
    "suggestion.draft_from_motion",
    permission=permissions.FROM_MOTION,
    policy=policies.check_from_motion,
    subject="suggestion",
)
def draft_from_motion(ctx: Ctx, *, motion: UUID) -> dict[str, Any]:
    """Make a draft of one’s own motion that was not listed, and ask its signers to co-sign.

    Only the deputy who moved it can; and hands it in as any other suggestion.
    """
    row = policies.unlisted(ctx, motion)
    made = _make(
        ctx,
        row.mover_id,
        proposed_unit=None,
        title=row.title[:TITLE],
        facts=row.grounds,
        proposal=row.text,
        motion=motion,
    )
    others = [each.person_id for each in signed(row) if not each.mover]
    still = deputies_among(ctx.body, others, ctx.today)
    if still:
        persons = [person for person in others if person in still]
        ctx.call(ask_cosigners, suggestion=made["suggestion"], persons=persons)
    return made


@act(
    "suggestion.revise",
    permission=permissions.OWN_DRAFT,
    policy=by_state("suggestion.revise"),
    subject="suggestion",
)
def revise(
    ctx: Ctx,
    *,
    suggestion: UUID,
    title: Title,
    facts: Text = "",
    proposal: Text = "",
    proposed_unit: UUID | None = None,
    wants_public: bool = True,
    wants_meeting: bool = True,
    revision: int | None = None,
) -> dict[str, Any]:
    """Change a draft. Another wording needs to be confirmed anew by the co-signers."""
    item = ctx.get(Suggestion, suggestion)
    ctx.expect(item, revision)
    reworded = (item.title, item.facts, item.proposal) != (title, facts, proposal)
    ctx.save(
        item,
        title=title,
        facts=facts,
        proposal=proposal,
        proposed_unit=ctx.get(Organization, proposed_unit) if proposed_unit else None,
        wants_public=wants_public,
        wants_meeting=wants_meeting,
        text_version=item.text_version + (1 if reworded else 0),
    )
    return {"suggestion": item.id}


@act(
    "suggestion.discard",
    permission=permissions.OWN,
    policy=by_state("suggestion.discard"),
    subject="suggestion",
)
def discard(ctx: Ctx, *, suggestion: UUID) -> dict[str, Any]:
    """Put away a draft that was not handed in."""
    item = ctx.get(Suggestion, suggestion)
    ctx.save(item, withdrawn_on=ctx.today)
    return {"suggestion": item.id}


@act(
    "cosigner.ask",
    permission=permissions.OWN,
    policy=policies.check_ask,
    subject="suggestion",
)
def ask_cosigners(ctx: Ctx, *, suggestion: UUID, persons: Persons) -> dict[str, Any]:
    """Ask deputies to co-sign; who declined or was released is asked again."""
    item = ctx.get(Suggestion, suggestion)
    known = {row.person_id: row for row in Signature._default_manager.filter(suggestion=item)}
    for person in dict.fromkeys(persons):
        row = known.get(person)
        if row is None:
            ctx.create(Signature, suggestion=item, person_id=person)
        elif row.declined_at is not None or row.released_at is not None:
            ctx.save(row, declined_at=None, declined_reason="", released_at=None)
    tell(ctx, item, About.ASKED, dict.fromkeys(persons))
    return {"suggestion": item.id}


@act(
    "cosigner.confirm",
    permission=permissions.ASKED,
    policy=policies.check_confirm,
    subject="suggestion",
)
def confirm(ctx: Ctx, *, suggestion: UUID, text_version: int) -> dict[str, Any]:
    """Co-sign: confirm having seen this wording."""
    return _answer(
        ctx,
        suggestion,
        confirmed_at=ctx.now,
        confirmed_version=text_version,
        declined_at=None,
        declined_reason="",
    )


@act(
    "cosigner.decline",
    permission=permissions.ASKED,
    policy=by_state("cosigner.decline"),
    subject="suggestion",
)
def decline(ctx: Ctx, *, suggestion: UUID, reason: Brief = "") -> dict[str, Any]:
    """Decline to co-sign, or take a confirmation back before the suggestion is handed in."""
    return _answer(
        ctx,
        suggestion,
        confirmed_at=None,
        confirmed_version=None,
        declined_at=ctx.now,
        declined_reason=reason,
    )


def _answer(ctx: Ctx, suggestion: UUID, **fields: Any) -> dict[str, Any]:
    rows = Signature._default_manager.filter(suggestion=suggestion, person=ctx.actor.person)
    ctx.save(rows.get(), **fields)
    return {"suggestion": suggestion}


@act(
    "cosigner.release",
    permission=permissions.OWN,
    policy=policies.check_release,
    subject="suggestion",
)
def release(ctx: Ctx, *, suggestion: UUID, person: UUID) -> dict[str, Any]:
    """Take back the asking of a co-signer."""
    row = Signature._default_manager.get(suggestion=suggestion, person=person)
    ctx.save(row, released_at=ctx.now, confirmed_at=None, confirmed_version=None)
    return {"suggestion": suggestion}

"""Promises: made in a reply or by the clerk's note; as tasks, shown to be kept and verified."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.commitments import permissions, policies, publics
from townmoot.commitments.enums import Claim, Outcome
from townmoot.commitments.models import Commitment, Statement, Verification
from townmoot.files import names, store, types
from townmoot.people.models import Organization
from townmoot.people.permissions import CLERK
from townmoot.record import Ctx, LongText, ShortText, act
from townmoot.suggestions.models import Reply, Suggestion

Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Checksum = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


@act(
    "commitment.add",
    permission=CLERK,
    policy=policies.check_add,
    subject="commitment",
    public=publics.added,
)
def add(
    ctx: Ctx,
    *,
    unit: UUID,
    text: Words,
    deadline: date,
    suggestion: UUID | None = None,
    reply: UUID | None = None,
    on: date | None = None,
) -> dict[str, Any]:
    """Note a promise: of which unit, for which day; a reply that promises does this by itself.

    `on`: the day on which it was made, in a reply that a ledger told; else today.
    """
    row = ctx.create(
        Commitment,
        suggestion=ctx.get(Suggestion, suggestion) if suggestion else None,
        reply=ctx.get(Reply, reply) if reply else None,
        unit=ctx.get(Organization, unit),
        text=text,
        on=on or ctx.today,
        deadline=deadline,
        next_due=deadline,
    )
    return {"commitment": row.id}


def _say(ctx: Ctx, commitment: UUID, claim: Claim, words: str, **fields: Any) -> dict[str, Any]:
    row = ctx.get(Commitment, commitment)
    made = ctx.create(Statement, commitment=row, claim=claim, on=ctx.today, words=words, **fields)
    return {"commitment": row.id, "statement": made.id}


@act(
    "commitment.progress",
    permission=permissions.UNIT,
    policy=policies.by_state("commitment.progress"),
    subject="commitment",
)
def report_progress(ctx: Ctx, *, commitment: UUID, words: Words) -> dict[str, Any]:
    """Report how far a promise is."""
    return _say(ctx, commitment, Claim.PROGRESS, words)


@act(
    "commitment.give_evidence",
    permission=permissions.UNIT,
    policy=policies.check_evidence,
    subject="commitment",
    public=publics.on,
)
def give_evidence(
    ctx: Ctx,
    *,
    commitment: UUID,
    words: Words,
    sha256: Checksum = "",
    file_name: ShortText = "",
) -> dict[str, Any]:
    """Give evidence that a promise is kept: words, and a file that arrived before."""
    blob = store.find(sha256) if sha256 else None
    hung = {}
    if blob is not None:
        suffixes = types.BY_MIME[blob.mime_type].suffixes
        hung = {
            "sha256": sha256,
            "mime_type": blob.mime_type,
            "file_name": names.normalise(file_name or sha256[:12], suffixes),
        }
    return _say(ctx, commitment, Claim.EVIDENCE, words, **hung)


@act(
    "commitment.explain",
    permission=permissions.UNIT,
    policy=policies.by_state("commitment.explain"),
    subject="commitment",
)
def explain(ctx: Ctx, *, commitment: UUID, words: Words) -> dict[str, Any]:
    """Explain why a promise was not kept."""
    return _say(ctx, commitment, Claim.EXPLANATION, words)


@act(
    "commitment.confirm",
    permission=permissions.RECEIVER,
    policy=policies.by_state("commitment.confirm"),
    subject="commitment",
)
def confirm(ctx: Ctx, *, commitment: UUID, words: Words) -> dict[str, Any]:
    """Say, as a deputy to whom it was promised, what is to be seen on the spot."""
    return _say(ctx, commitment, Claim.SEEN, words)


@act(
    "commitment.send_back",
    permission=CLERK,
    policy=policies.by_state("commitment.send_back"),
    subject="commitment",
)
def send_back(ctx: Ctx, *, commitment: UUID, words: Words) -> dict[str, Any]:
    """Tell the unit that its evidence is not enough, and why."""
    return _say(ctx, commitment, Claim.NOT_ENOUGH, words)


@act(
    "commitment.verify",
    permission=CLERK,
    policy=policies.check_verify,
    subject="commitment",
    public=publics.verified,
)
def verify(ctx: Ctx, *, commitment: UUID, outcome: Outcome, words: LongText = "") -> dict[str, Any]:
    """Find, for the assembly, whether a promise was kept."""
    row = ctx.get(Commitment, commitment)
    given = Statement._default_manager.filter(commitment=row, claim=Claim.EVIDENCE)
    last = given.order_by("-created_at", "-pk").first()
    made = ctx.create(
        Verification,
        commitment=row,
        on=ctx.today,
        outcome=outcome,
        words=words,
        evidence_on=last.on if last else None,
    )
    ctx.save(row, next_due=None)
    return {"commitment": row.id, "verification": made.id}

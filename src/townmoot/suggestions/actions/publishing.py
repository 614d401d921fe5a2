"""The disclosure review (公开审查) and what it lets the public read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.people.permissions import CLERK
from townmoot.record import Ctx, act
from townmoot.suggestions import publics
from townmoot.suggestions.actions.inputs import Spans, Text
from townmoot.suggestions.actions.telling import tell
from townmoot.suggestions.enums import About, Disclosed
from townmoot.suggestions.models import Disclosure, Publication, Redaction, Suggestion
from townmoot.suggestions.policies import endings as policies
from townmoot.suggestions.queries.redaction import preview, reply_of


@act(
    "disclosure.review",
    permission=CLERK,
    policy=policies.check_review,
    subject="suggestion",
    public=publics.taken_back,
)
def review(
    ctx: Ctx, *, suggestion: UUID, result: Disclosed, spans: Spans, reason: Text = ""
) -> dict[str, Any]:
    """Decide whether a suggestion and its replies may be published, and what is covered.

    Deciding that it stays internal takes back at once what was published: whoever sees that a
    private matter is out need not wait for a second person.
    """
    item = ctx.get(Suggestion, suggestion)
    row = ctx.create(Disclosure, suggestion=item, on=ctx.today, result=result, reason=reason)
    if result is Disclosed.PUBLIC:
        for name, text in preview(item, spans).items():
            covered = [span.model_dump() for span in spans if span.document == name]
            ctx.create(
                Redaction,
                disclosure=row,
                document=name,
                reply_id=reply_of(name),
                text=text,
                spans=covered,
            )
    taken_back = result is Disclosed.INTERNAL and _take_back(ctx, item, row)
    return {"suggestion": item.id, "disclosure": row.id, "taken_back": taken_back}


def _take_back(ctx: Ctx, item: Suggestion, review: Disclosure) -> bool:
    """Whether it was public, and is so no more."""
    public = policies.in_force(item)
    if public is None:
        return False
    ctx.save(public, ended_on=ctx.today, ended_by=review)
    ctx.save(item, published_on=None)
    tell(ctx, item, About.TAKEN_BACK)
    return True


@act(
    "suggestion.publish",
    permission=CLERK,
    policy=policies.check_publish,
    subject="suggestion",
    public=publics.on,
)
def publish(ctx: Ctx, *, suggestion: UUID) -> dict[str, Any]:
    """Publish a suggestion and its replies in the reviewed wording, or in that of a later review.

    So a second reply follows the first, and what should have been covered is covered.
    """
    item = ctx.get(Suggestion, suggestion)
    review = policies.last_review(item)
    public = policies.in_force(item)
    if public is not None:
        ctx.save(public, disclosure=review)
        return {"suggestion": item.id}
    ctx.create(Publication, suggestion=item, disclosure=review, on=ctx.today)
    ctx.save(item, published_on=ctx.today)
    tell(ctx, item, About.PUBLISHED)
    return {"suggestion": item.id}

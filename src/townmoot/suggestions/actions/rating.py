"""How signers judge replies, and what follows from dissatisfaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.people.permissions import CLERK
from townmoot.record import Ctx, act
from townmoot.suggestions import permissions, publics
from townmoot.suggestions.actions.due import refresh
from townmoot.suggestions.actions.inputs import Code, Text, Words
from townmoot.suggestions.actions.telling import tell, tell_all
from townmoot.suggestions.enums import About
from townmoot.suggestions.models import (
    Allotment,
    Rating,
    RatingRelease,
    Rehandling,
    Reply,
    Serving,
    Suggestion,
)
from townmoot.suggestions.policies import replies as policies
from townmoot.suggestions.policies.units import unrated
from townmoot.suggestions.queries.clocks import stored
from townmoot.suggestions.queries.replies import rating_counts
from townmoot.suggestions.queries.rules import procedure


@act(
    "rating.give",
    permission=permissions.RECEIVER,
    policy=policies.check_rate,
    subject="suggestion",
)
def rate(
    ctx: Ctx, *, reply: UUID, attitude: Code, result: Code, reason: Text = ""
) -> dict[str, Any]:
    """Rate a reply: attitude and result apart, with a reason where dissatisfied."""
    grades = policies.grade_of(ctx, attitude, "attitude"), policies.grade_of(ctx, result, "result")
    row = ctx.get(Reply, reply)
    for serving in unrated(ctx, reply):
        ctx.create(
            Rating,
            serving=serving,
            on=ctx.today,
            attitude=attitude,
            result=result,
            reason=reason,
            attitude_counts_as=grades[0].counts_as,
            result_counts_as=grades[1].counts_as,
        )
        refresh(ctx, ctx.get(Suggestion, serving.suggestion_id))
    return {"suggestion": row.suggestion_id, "reply": row.id}


@act(
    "rating.urge",
    permission=CLERK,
    policy=policies.check_urge,
    subject="suggestion",
)
def urge(ctx: Ctx, *, reply: UUID) -> dict[str, Any]:
    """Remind those who have not rated a reply."""
    row = ctx.get(Reply, reply)
    for serving in Serving._default_manager.filter(reply=row, rating=None):
        ctx.save(serving, urged_on=ctx.today)
        tell(ctx, serving.suggestion, About.URGED, filter(None, [serving.person_id]))
    return {"suggestion": row.suggestion_id, "reply": row.id}


@act(
    "rating.release",
    permission=CLERK,
    policy=policies.check_release,
    subject="suggestion",
    public=publics.released,
)
def release(ctx: Ctx, *, reply: UUID) -> dict[str, Any]:
    """Release how often each grade was given to a reply; not who gave it, nor why."""
    row = ctx.get(Reply, reply)
    counts = rating_counts(row)
    ctx.create(RatingRelease, reply=row, on=ctx.today, counts=counts)
    return {"suggestion": row.suggestion_id, "reply": row.id, "counts": counts}


@act(
    "suggestion.rehandle",
    permission=permissions.REHANDLE,
    policy=policies.check_rehandle,
    subject="suggestion",
    public=publics.rehandled,
)
def rehandle(ctx: Ctx, *, allotment: UUID, words: Words) -> dict[str, Any]:
    """Have a unit handle again what did not satisfy, after a study of why (再办)."""
    part = ctx.get(Allotment, allotment)
    rules = procedure(ctx.body, ctx.today)
    due = rules.due(rules.rules.second_reply_period, ctx.today)
    row = ctx.create(
        Rehandling, allotment=part, on=ctx.today, words=words, due=due.date, basis=stored(due)
    )
    item = ctx.get(Suggestion, part.suggestion_id)
    refresh(ctx, item)
    tell_all(ctx, item, About.REHANDLED)
    return {"suggestion": item.id, "allotment": part.id, "rehandling": row.id}

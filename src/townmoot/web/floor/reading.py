"""What a signer reads of a suggestion: the own signature, clocks, replies, the scale of rating."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.suggestions import queries as suggestions
from townmoot.suggestions.enums import ClockKind, State
from townmoot.suggestions.queries.clocks import rating_clock
from townmoot.web.floor import clocks as drawn
from townmoot.web.rooms import found

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from townmoot.record import Ctx
    from townmoot.suggestions.models import Reply, Serving, Signature, Suggestion
    from townmoot.suggestions.queries import Detail
    from townmoot.web.ground import pieces


def signed_by(rows: QuerySet[Suggestion], person: UUID | None) -> QuerySet[Suggestion]:
    """Those the person leads, drafts among them, or has co-signed."""
    mine = rows.filter(signatures__person=person, signatures__confirmed_version__isnull=False)
    keys = mine.order_by().values("pk")
    return rows.filter(lead=person) | rows.filter(pk__in=keys)


def signature_in(detail: Detail, person: UUID | None) -> Signature | None:
    """The person's own signature, given or asked for."""
    return next((row for row in detail.signatures if row.person_id == person), None)


def is_asked(detail: Detail, mine: Signature | None) -> bool:
    """Whether the person may still say yes or no to co-signing."""
    early = detail.state in {State.DRAFT, State.SEEKING}
    return early and mine is not None and not mine.lead


def servings_of(detail: Detail, person: UUID | None) -> list[Serving]:
    """The replies that went to the person."""
    return [row for row in detail.item.servings.all() if row.person_id == person]


def clocks(ctx: Ctx, detail: Detail, served: list[Serving]) -> list[pieces.Clock]:
    """What is due to the signers, and what they owe: the own rating, nobody else's."""
    others = (ClockKind.RATING, ClockKind.RETURN, ClockKind.ASSIST)
    found = [clock for clock in detail.clocks if clock.kind not in others]
    if served:
        soon = suggestions.soon_days(suggestions.profile_of(ctx.body, ctx.today))
        found += [rating_clock(row, ctx.today, soon) for row in served]
    return [drawn.piece(clock) for clock in found]


def replies(ctx: Ctx, detail: Detail) -> dict[str, Any]:
    """The issued replies, each with the class in words."""
    rows = [row for row in detail.replies if row.issued_on is not None]
    labels = classes(ctx) if rows else {}
    return {"replies": [(row, labels.get(row.reply_class, row.reply_class)) for row in rows]}


def classes(ctx: Ctx) -> dict[str, str]:
    """The classes of reply in words."""
    rules = suggestions.profile_of(ctx.body, ctx.today).suggestions
    return {term.code: str(term.label) for term in rules.classes.value}


def serving_for(ctx: Ctx, key: UUID, reply: UUID) -> Serving:
    """A reply as it went to the person; 404 otherwise."""
    item = found(suggestions.suggestions_for(ctx.actor, ctx.body).filter(pk=key))
    rows = item.servings.filter(person=ctx.actor.person, reply=reply)
    return found(rows.select_related("reply__allotment__unit", "suggestion__lead", "rating"))


def rating_piece(ctx: Ctx, row: Serving) -> pieces.Clock:
    """Until when the reply can be rated."""
    soon = suggestions.soon_days(suggestions.profile_of(ctx.body, ctx.today))
    return drawn.piece(rating_clock(row, ctx.today, soon))


def grades(ctx: Ctx) -> dict[str, list[tuple[str, str]]]:
    """The scale of rating, for both aspects."""
    scale = suggestions.profile_of(ctx.body, ctx.today).suggestions.rating_scale.value
    listed = [(grade.code, str(grade.label)) for grade in scale]
    return {"attitude": listed, "result": listed}


def letter(ctx: Ctx, row: Serving) -> dict[str, Any]:
    """The reply's class in words, and the own rating where it was given."""
    reply: Reply = row.reply
    scale = dict(grades(ctx)["result"])
    rating = getattr(row, "rating", None)
    given = rating and (
        scale.get(rating.attitude, rating.attitude),
        scale.get(rating.result, rating.result),
        rating.reason,
    )
    return {"class_label": classes(ctx).get(reply.reply_class, reply.reply_class), "given": given}

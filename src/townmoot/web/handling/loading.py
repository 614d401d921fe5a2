"""Loading one suggestion through the person who asks, with what its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import Http404

from townmoot.record import ActError
from townmoot.suggestions.actions import replies as reply_acts
from townmoot.suggestions.enums import ClockKind, ClockWord, ReplyState
from townmoot.suggestions.queries.detail import Detail, PartView, detail, ratings_of
from townmoot.suggestions.queries.lists import UNIT_ROLES, suggestions_for
from townmoot.suggestions.queries.replies import steps_of
from townmoot.suggestions.queries.status import reply_status
from townmoot.web.ground import pieces
from townmoot.web.handling import marks
from townmoot.web.handling.about import About
from townmoot.web.rooms import found

if TYPE_CHECKING:
    from townmoot.record import Ctx
    from townmoot.suggestions.models import Reply
    from townmoot.suggestions.queries.rules import Procedure


@dataclass(frozen=True)
class PartPage:
    """A unit's part as a page shows it."""

    view: PartView
    state: str
    clocks: list[pieces.Clock]
    own: bool

    @property
    def part(self) -> Any:
        """The row."""
        return self.view.part


@dataclass(frozen=True)
class ReplyPage:
    """A reply as a page shows it; `ratings` are those the reader may see."""

    reply: Reply
    state: ReplyState
    mark: str
    label: str
    rated: int
    served: int
    ratings: list[tuple[str, str, str, str]]


def load(ctx: Ctx, key: UUID) -> Detail:
    """One suggestion with its parts, for whoever may see it. Raises NotFound."""
    made = detail(ctx.actor, ctx.body, key, ctx.today)
    prefetch_related_objects(
        [view.part for view in made.parts],
        "returns__proposed_unit",
        "contacts__persons__person",
        "opinion",
    )
    return made


def part_at(ctx: Ctx, key: UUID) -> About:
    """A part of the person's own unit. Raises Http404."""
    about = any_part_at(ctx, key)
    if about.part is None or about.part.part.unit_id not in ctx.actor.units(*UNIT_ROLES):
        raise Http404
    return about


def any_part_at(ctx: Ctx, key: UUID) -> About:
    """Any part of a suggestion whose handling the person may see. Raises Http404."""
    item = found(suggestions_for(ctx.actor, ctx.body).filter(allotments=key))
    made = load(ctx, item.pk)
    for view in made.parts:
        if view.part.pk == key:
            return About(ctx, made, part=view)
    raise Http404


def reply_at(ctx: Ctx, key: UUID) -> About:
    """A reply the person may read: issued, the own unit's, or one to be countersigned."""
    item = found(suggestions_for(ctx.actor, ctx.body).filter(replies=key))
    made = load(ctx, item.pk)
    for reply in replies_seen(ctx, made):
        if reply.pk == key:
            view = next((v for v in made.parts if v.part.pk == reply.allotment_id), None)
            return About(ctx, made, part=view, reply=reply)
    raise Http404


def replies_seen(ctx: Ctx, made: Detail) -> list[Reply]:
    """The replies somebody may read; who is to countersign a draft reads it too."""
    known = {reply.pk: reply for reply in made.replies}
    drafts = made.item.replies.filter(issued_on=None).select_related("allotment__unit")
    for draft in drafts.prefetch_related("steps", "servings__person"):
        if draft.pk not in known and _countersigns(ctx, draft):
            known[draft.pk] = draft
    return list(known.values())


def _countersigns(ctx: Ctx, draft: Reply) -> bool:
    try:
        reply_acts.countersign.permission.check(ctx, {"reply": draft.pk})
    except ActError:
        return False
    return True


def parts_of(ctx: Ctx, made: Detail) -> list[PartPage]:
    """The parts with their states and clocks; leads first."""
    own = ctx.actor.units(*UNIT_ROLES)
    return [
        PartPage(view, marks.mark(view.state), clocks_of(view), view.part.unit_id in own)
        for view in made.parts
    ]


def clocks_of(view: PartView) -> list[pieces.Clock]:
    """A part's clocks; that it can no longer be given back is no lateness."""
    shown = [
        clock
        for clock in view.clocks
        if clock.kind is not ClockKind.RETURN or clock.word is not ClockWord.OVERDUE
    ]
    return marks.clocks(reversed(shown))


def state_of(reply: Reply) -> ReplyState:
    """Where a reply stands."""
    return reply_status(step.kind for step in steps_of(reply))


def class_label(rules: Procedure, code: str) -> str:
    """A class of reply in words."""
    try:
        return str(rules.rules.classes.find(code).label)
    except KeyError:
        return code


def grade_label(rules: Procedure, code: str) -> str:
    """A grade of the scale in words."""
    try:
        return str(rules.rules.rating_scale.find(code).label)
    except KeyError:
        return code


def reply_page(about: About, reply: Reply) -> ReplyPage:
    """A reply with its state and the ratings the reader may see."""
    state = state_of(reply)
    rules = about.procedure
    ratings = [
        (
            str(row.serving.person or "—"),
            grade_label(rules, row.attitude),
            grade_label(rules, row.result),
            row.reason,
        )
        for row in ratings_of(about.ctx.actor, reply)
    ]
    rated = reply.servings.filter(rating__isnull=False).count()
    return ReplyPage(
        reply=reply,
        state=state,
        mark=marks.mark(state),
        label=class_label(rules, reply.reply_class),
        rated=rated,
        served=len(reply.servings.all()),
        ratings=ratings,
    )


def replies_of(about: About) -> list[ReplyPage]:
    """All replies the reader may see."""
    if about.detail is None:
        return []
    return [reply_page(about, reply) for reply in replies_seen(about.ctx, about.detail)]

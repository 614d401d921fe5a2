"""A reply on its way out of the house, and its letter on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from townmoot.people.queries import people_for
from townmoot.suggestions import states
from townmoot.suggestions.enums import ReplyStepKind
from townmoot.suggestions.queries.replies import present_steps, steps_of
from townmoot.web.ground import pieces
from townmoot.web.handling import loading
from townmoot.web.handling.letter import letter_of
from townmoot.web.handling.steps import allowed_in, bar, step_named, take
from townmoot.web.rooms import asking, show
from townmoot.web.unit import steps
from townmoot.web.unit.place import frame, home_crumb, in_either, page
from townmoot.web.unit.views.parts import part_url

if TYPE_CHECKING:
    from townmoot.web.handling.about import About


def reply_url(key: UUID) -> str:
    """The page of a reply."""
    return reverse("unit:reply", args=[key])


def _chain(about: About) -> tuple[list[str], int]:
    """The hands a letter passes through, and how far it is."""
    hands = about.procedure.rules.approval_steps.value
    done = {step.kind for step in present_steps(about.reply)} if about.reply else set()
    taken = [place for place, hand in enumerate(hands, 1) if hand.code in done]
    return [str(hand.label) for hand in hands], max(taken, default=0) + 1


def _hands(about: About) -> list[pieces.Step]:
    """Through whose hands it went, with their remarks."""
    ctx = about.ctx
    names = {seen.person: seen.name for seen in people_for(ctx.actor, ctx.body, ctx.today)}
    rows = steps_of(about.reply) if about.reply else []
    return [
        pieces.Step(
            at=row.created_at,
            text=capfirst(str(ReplyStepKind(row.kind).label)),
            by=names.get(row.created_by, "") if row.created_by else "",
            more=row.remark,
            kind="binding" if row.kind == ReplyStepKind.ISSUE else "",
        )
        for row in rows
    ]


def crumbs_of(about: About) -> list[pieces.Crumb]:
    """From the inbox to this reply."""
    found = [home_crumb()]
    if about.part is not None and about.item is not None:
        own = about.part.part.unit_id in {unit for _role, unit in about.ctx.actor.organizations}
        url = part_url(about.part.part.pk) if own else ""
        found.append(pieces.Crumb(label=about.item.title, url=url))
    return found


@in_either
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """The text beside the suggestion, who has had it in hand, to whom it went, how it is rated."""
    ctx = asking(request)
    about = loading.reply_at(ctx, key)
    if about.reply is None:
        raise LookupError(key)
    shown = loading.reply_page(about, about.reply)
    chain, current = _chain(about)
    allowed = allowed_in(states.REPLY, shown.state)
    buttons = bar(request, steps.REPLY, allowed, key, reply_url(key), about)
    return page(
        request,
        "unit/reply.html",
        about=about,
        shown=shown,
        item=about.item,
        acts=buttons,
        chain=chain,
        current=current,
        hands=_hands(about),
        servings=about.reply.servings.select_related("person", "rating"),
        crumbs=[*crumbs_of(about), pieces.Crumb(label=_("Reply"))],
    )


@in_either
def step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """One step of a reply."""
    chosen = step_named(steps.REPLY, slug)
    about = loading.reply_at(asking(request), key)
    crumbs = [*crumbs_of(about), pieces.Crumb(label=_("Reply"), url=reply_url(key))]
    return take(
        request, chosen, key, about, back=reply_url(key), frame=frame(request), crumbs=crumbs
    )


@in_either
def letter(request: HttpRequest, key: UUID) -> HttpResponse:
    """The letter on A4, in the form its readers expect."""
    about = loading.reply_at(asking(request), key)
    context = letter_of(request, about, reply_url(key))
    return show(request, "handling/letter.html", **context)

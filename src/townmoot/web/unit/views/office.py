"""The government office's desk: give suggestions to units, decide on returns, refer upward."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from townmoot.suggestions import states
from townmoot.suggestions.enums import State
from townmoot.suggestions.queries.board import listing
from townmoot.suggestions.queries.lists import (
    extensions_waiting,
    returns_waiting,
    suggestions_for,
)
from townmoot.web.ground import pieces
from townmoot.web.handling import loading, marks
from townmoot.web.handling.about import About
from townmoot.web.handling.steps import allowed_in, bar, step_named, take
from townmoot.web.handling.timeline import story
from townmoot.web.rooms import asking, found
from townmoot.web.unit import steps
from townmoot.web.unit.place import frame, in_office, office_crumb, page

if TYPE_CHECKING:
    from townmoot.suggestions.queries.board import Line

LIMIT = 200
TO_GIVE = frozenset({State.ASSIGNED})


def item_url(key: UUID) -> str:
    """The page of a suggestion at the office."""
    return reverse("unit:office_item", args=[key])


def _shown(lines: list[Line]) -> list[dict[str, object]]:
    return [
        {
            "item": line.item,
            "parts": line.parts,
            "state": marks.mark(line.state),
            "clock": marks.clock(line.clock, label=False),
        }
        for line in lines
    ]


@in_office
def desk(request: HttpRequest) -> HttpResponse:
    """What is to be given to units, what units ask, and what they have, by what is due."""
    ctx = asking(request)
    rows = suggestions_for(ctx.actor, ctx.body).filter(assigned_on__isnull=False)
    due = rows.filter(next_due__isnull=False).order_by("next_due", "pk")
    lines = listing(due[:LIMIT], ctx.body, ctx.today)
    return page(
        request,
        "unit/office.html",
        to_give=_shown([line for line in lines if line.state in TO_GIVE]),
        given=_shown([line for line in lines if line.state not in TO_GIVE]),
        returns=list(returns_waiting(ctx.actor, ctx.body)[:LIMIT]),
        extensions=list(extensions_waiting(ctx.actor, ctx.body)[:LIMIT]),
        today=ctx.today,
    )


def about_item(request: HttpRequest, key: UUID) -> About:
    """A suggestion that was assigned, as the office has it. Raises Http404."""
    ctx = asking(request)
    rows = suggestions_for(ctx.actor, ctx.body).filter(pk=key, assigned_on__isnull=False)
    return About(ctx, loading.load(ctx, found(rows).pk))


@in_office
def item(request: HttpRequest, key: UUID) -> HttpResponse:
    """One suggestion with its units, and what the office can do with it."""
    about = about_item(request, key)
    if about.detail is None:
        raise Http404
    allowed = allowed_in(states.SUGGESTION, about.detail.state)
    buttons = bar(request, steps.OFFICE, allowed, key, item_url(key), about)
    waiting = returns_waiting(about.ctx.actor, about.ctx.body)
    return page(
        request,
        "unit/office_item.html",
        about=about,
        item=about.detail.item,
        state=marks.mark(about.detail.state),
        acts=buttons,
        clock=marks.clock(about.detail.clock),
        parts=loading.parts_of(about.ctx, about.detail),
        returns=list(waiting.filter(allotment__suggestion=key)),
        replies=loading.replies_of(about),
        steps=story(about.ctx, key, inside=False),
        crumbs=[office_crumb(), pieces.Crumb(label=about.detail.item.title)],
    )


def _crumbs(about: About) -> list[pieces.Crumb]:
    if about.key is None:
        return [office_crumb()]
    return [office_crumb(), pieces.Crumb(label=about.title, url=item_url(about.key))]


@in_office
def step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """One step of the office."""
    chosen = step_named(steps.OFFICE, slug)
    about = about_item(request, key)
    crumbs = _crumbs(about)
    return take(
        request, chosen, key, about, back=item_url(key), frame=frame(request), crumbs=crumbs
    )


@in_office
def decide(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Allow or refuse a return."""
    ctx = asking(request)
    chosen = step_named(steps.RETURN, slug)
    row = returns_waiting(ctx.actor, ctx.body).filter(pk=key).first()
    if row is None and request.method != "POST":
        raise Http404
    about = loading.any_part_at(ctx, row.allotment_id) if row else About(ctx)
    back = item_url(about.key) if about.key else reverse("unit:office")
    return take(request, chosen, key, about, back=back, frame=frame(request), crumbs=_crumbs(about))


@in_office
def part_step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Go on without an opinion, or have a part handled again."""
    chosen = step_named((steps.OVERRIDE, steps.REHANDLE), slug)
    about = loading.any_part_at(asking(request), key)
    back = item_url(about.key) if about.key else ""
    return take(request, chosen, key, about, back=back, frame=frame(request), crumbs=_crumbs(about))

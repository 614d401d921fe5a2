"""One suggestion with all its parts, its replies and its story; and the steps of the assembly."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from townmoot.commitments.queries import commitments_for
from townmoot.meetings.queries import meetings_for
from townmoot.suggestions import states
from townmoot.suggestions.actions import publishing
from townmoot.suggestions.queries.lists import extensions_waiting, suggestions_for
from townmoot.web.desk import steps
from townmoot.web.desk.place import at_desk, board_crumb, frame, page
from townmoot.web.desk.views import disclosure
from townmoot.web.ground import pieces
from townmoot.web.handling import loading, marks
from townmoot.web.handling.about import About
from townmoot.web.handling.promises import lines
from townmoot.web.handling.steps import allowed_in, bar, step_named, take
from townmoot.web.handling.timeline import story
from townmoot.web.rooms import asking, found


def item_url(key: UUID) -> str:
    """The page of a suggestion."""
    return reverse("desk:one", args=[key])


def about_item(request: HttpRequest, key: UUID) -> About:
    """A suggestion that was handed in. Raises Http404."""
    ctx = asking(request)
    rows = suggestions_for(ctx.actor, ctx.body).filter(pk=key, handed_in_on__isnull=False)
    return About(ctx, loading.load(ctx, found(rows).pk))


def crumbs_of(about: About, *, here: bool = False) -> list[pieces.Crumb]:
    """From the board to this suggestion."""
    url = "" if here or about.key is None else item_url(about.key)
    return [board_crumb(), pieces.Crumb(label=about.title, url=url)]


def acts(request: HttpRequest, about: About) -> list[pieces.Act]:
    """What the reader can do with it now."""
    if about.detail is None or about.key is None:
        return []
    allowed = allowed_in(states.SUGGESTION, about.detail.state)
    url = item_url(about.key)
    found_acts = bar(request, steps.ITEM, allowed, about.key, url, about)
    if publishing.review.name in allowed:
        found_acts += disclosure.acts(request, about, url)
    rehandle = steps.REHANDLE
    for view in about.detail.parts:
        mine = allowed & allowed_in(states.PART, view.state)
        part_url = reverse("desk:part_step", args=[view.part.pk, "x"])[: -len("x/")]
        found_acts += bar(request, (rehandle,), mine, view.part.pk, part_url, about)
    return sorted(found_acts, key=lambda act: act.kind == "quiet")


@at_desk
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything about one suggestion."""
    about = about_item(request, key)
    ctx, made = about.ctx, about.detail
    if made is None:
        raise LookupError(key)
    waiting = extensions_waiting(ctx.actor, ctx.body).filter(allotment__suggestion=key)
    promised = commitments_for(ctx.actor, ctx.body).filter(suggestion=key)
    return page(
        request,
        "desk/one.html",
        about=about,
        item=made.item,
        state=marks.mark(made.state),
        acts=acts(request, about),
        clock=marks.clock(made.clock),
        session=meetings_for(ctx.actor, ctx.body).filter(pk__in=[made.item.meeting]).first(),
        parts=loading.parts_of(ctx, made),
        replies=loading.replies_of(about),
        extensions=list(waiting),
        promises=lines(ctx, promised),
        steps=story(ctx, key, inside=True),
        crumbs=crumbs_of(about, here=True),
    )


@at_desk
def step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """One step of the assembly."""
    chosen = step_named(steps.ITEM, slug)
    about = about_item(request, key)
    crumbs = crumbs_of(about)
    return take(
        request, chosen, key, about, back=item_url(key), frame=frame(request), crumbs=crumbs
    )

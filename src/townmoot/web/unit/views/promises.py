"""What the unit promised, with its evidence."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.commitments.queries import commitments_for
from townmoot.files import serve
from townmoot.suggestions.queries.lists import UNIT_ROLES
from townmoot.web.ground import pieces
from townmoot.web.handling import promises as shown
from townmoot.web.handling.about import About
from townmoot.web.handling.steps import step_named, take
from townmoot.web.rooms import asking, found
from townmoot.web.unit import steps
from townmoot.web.unit.place import frame, in_either, in_unit, page

LIMIT = 200


def _crumb() -> pieces.Crumb:
    return pieces.Crumb(label=_("Promises"), url=reverse("unit:promises"))


def _about(request: HttpRequest, key: UUID) -> About:
    ctx = asking(request)
    own = commitments_for(ctx.actor, ctx.body).filter(unit__in=ctx.actor.units(*UNIT_ROLES))
    return About(ctx, promise=found(own.filter(pk=key)))


@in_unit
def promises(request: HttpRequest) -> HttpResponse:
    """The unit's tasks and promises, open ones first, by the day they are due."""
    ctx = asking(request)
    rows = commitments_for(ctx.actor, ctx.body).filter(unit__in=ctx.actor.units(*UNIT_ROLES))
    return page(request, "unit/promises.html", **shown.apart(ctx, rows[:LIMIT]))


@in_unit
def promise(request: HttpRequest, key: UUID) -> HttpResponse:
    """One promise: what was said about it, and whether it was found kept."""
    about = _about(request, key)
    url = reverse("unit:promise", args=[key])
    context = shown.one(about, "unit:promise_file")
    acts = shown.acts(request, about, steps.PROMISE, url)
    crumbs = [_crumb(), pieces.Crumb(label=context["row"].text)]
    return page(request, "unit/promise.html", **context, acts=acts, crumbs=crumbs)


@in_unit
def step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """One step of a promise."""
    chosen = step_named(steps.PROMISE, slug)
    about = _about(request, key)
    back = reverse("unit:promise", args=[key])
    crumbs = [_crumb(), pieces.Crumb(label=about.promise.text if about.promise else "", url=back)]
    return take(request, chosen, key, about, back=back, frame=frame(request), crumbs=crumbs)


@in_either
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A file given as evidence."""
    ctx = asking(request)
    return serve.respond(request, serve.hanging("evidence", ctx.actor, ctx.body, key))

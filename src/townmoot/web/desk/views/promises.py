"""Promises before the assembly: what is due, what evidence there is, whether they were kept."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.commitments.queries import commitments_for, open_commitments
from townmoot.files import serve
from townmoot.web.desk import steps
from townmoot.web.desk.place import at_desk, frame, page, sections
from townmoot.web.ground import pieces
from townmoot.web.handling import promises as shown
from townmoot.web.handling.about import About
from townmoot.web.handling.steps import step_named, take
from townmoot.web.rooms import asking, found

LIMIT = 100


def _crumb() -> pieces.Crumb:
    return pieces.Crumb(label=_("Promises"), url=reverse("desk:promises"))


def _about(request: HttpRequest, key: UUID) -> About:
    ctx = asking(request)
    return About(ctx, promise=found(commitments_for(ctx.actor, ctx.body).filter(pk=key)))


@at_desk
def promises(request: HttpRequest) -> HttpResponse:
    """Open promises, the most urgent first; below, those settled."""
    ctx = asking(request)
    rows = commitments_for(ctx.actor, ctx.body)
    settled = rows.filter(next_due=None).order_by("-deadline", "pk")
    listed = [*open_commitments(rows)[:LIMIT], *settled[:LIMIT]]
    both = shown.apart(ctx, listed)
    return page(request, "desk/promises.html", **both, tabs=sections("promises"))


@at_desk
def promise(request: HttpRequest, key: UUID) -> HttpResponse:
    """One promise with its evidence."""
    about = _about(request, key)
    url = reverse("desk:promise", args=[key])
    context = shown.one(about, "desk:promise_file")
    acts = shown.acts(request, about, steps.PROMISE, url)
    crumbs = [_crumb(), pieces.Crumb(label=context["row"].text)]
    return page(request, "desk/promise.html", **context, acts=acts, crumbs=crumbs)


@at_desk
def step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """One step of a promise."""
    chosen = step_named(steps.PROMISE, slug)
    about = _about(request, key)
    back = reverse("desk:promise", args=[key])
    crumbs = [_crumb(), pieces.Crumb(label=about.promise.text if about.promise else "", url=back)]
    return take(request, chosen, key, about, back=back, frame=frame(request), crumbs=crumbs)


@at_desk
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A file given as evidence."""
    ctx = asking(request)
    return serve.respond(request, serve.hanging("evidence", ctx.actor, ctx.body, key))

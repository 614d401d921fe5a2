"""What the assembly decides about a unit's part: more time, handling again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from townmoot.suggestions.queries.lists import extensions_waiting
from townmoot.web.desk import steps
from townmoot.web.desk.place import at_desk, frame
from townmoot.web.desk.views.one import crumbs_of, item_url
from townmoot.web.handling import loading
from townmoot.web.handling.about import About
from townmoot.web.handling.steps import step_named, take
from townmoot.web.rooms import asking


@at_desk
def extension(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Give or refuse more time. Who comes second is told, and keeps the own text."""
    ctx = asking(request)
    chosen = step_named(steps.EXTENSION, slug)
    row = extensions_waiting(ctx.actor, ctx.body).filter(pk=key).first()
    if row is None and request.method != "POST":
        raise Http404
    about = loading.any_part_at(ctx, row.allotment_id) if row else About(ctx)
    back = item_url(about.key) if about.key else reverse("desk:board")
    crumbs = crumbs_of(about) if about.key else []
    return take(request, chosen, key, about, back=back, frame=frame(request), crumbs=crumbs)


@at_desk
def part(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Have a unit handle again what did not satisfy."""
    chosen = step_named((steps.REHANDLE,), slug)
    about = loading.any_part_at(asking(request), key)
    back = item_url(about.key) if about.key else reverse("desk:board")
    crumbs = crumbs_of(about)
    return take(request, chosen, key, about, back=back, frame=frame(request), crumbs=crumbs)

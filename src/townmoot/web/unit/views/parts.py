"""One suggestion as the unit has it, and the steps of its part."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.people.queries import people_for
from townmoot.suggestions import states
from townmoot.suggestions.enums import Share
from townmoot.web.ground import pieces
from townmoot.web.handling import loading, marks
from townmoot.web.handling.steps import allowed_in, bar, step_named, take
from townmoot.web.handling.timeline import story
from townmoot.web.rooms import asking
from townmoot.web.unit import steps
from townmoot.web.unit.place import frame, home_crumb, in_either, in_unit, page

if TYPE_CHECKING:
    from townmoot.people.queries import Seen
    from townmoot.record import Ctx
    from townmoot.web.handling.about import About


def part_url(key: UUID) -> str:
    """The page of a part."""
    return reverse("unit:part", args=[key])


def acts(request: HttpRequest, about: About) -> list[pieces.Act]:
    """What the unit can do with its part now."""
    if about.part is None or about.detail is None:
        return []
    allowed = allowed_in(states.PART, about.part.state)
    allowed &= allowed_in(states.SUGGESTION, about.detail.state)
    lead = about.part.part.share == Share.LEAD
    allowed -= steps.ASSIST_ONLY if lead else steps.LEAD_ONLY
    draft = next((each for each in about.detail.replies if each.issued_on is None), None)
    key, url = about.part.part.pk, part_url(about.part.part.pk)
    if draft is None or draft.allotment_id != key:
        first = steps.FIRST.get((lead, about.part.state), "")
        return bar(request, steps.PART, allowed, key, url, about, first)
    on = reverse("unit:reply", args=[draft.pk])
    going = pieces.Act(label=_("Go on with the reply"), url=on, method="get", kind="primary")
    return [going, *bar(request, steps.PART, allowed - {"reply.draft"}, key, url, about)]


def signers(ctx: Ctx, about: About) -> list[tuple[str, bool, Seen | None]]:
    """Who signed, the lead first, with what the queries let the unit see of each."""
    seen = {each.person: each for each in people_for(ctx.actor, ctx.body, ctx.today)}
    return [(row.person.name, row.lead, seen.get(row.person_id)) for row in about.signers]


@in_unit
def part(request: HttpRequest, key: UUID) -> HttpResponse:
    """The suggestion, what is due, who else has it, its replies and its story."""
    ctx = asking(request)
    about = loading.part_at(ctx, key)
    if about.detail is None or about.part is None:
        raise LookupError(key)
    return page(
        request,
        "unit/part.html",
        about=about,
        item=about.detail.item,
        state=marks.mark(about.part.state),
        acts=acts(request, about),
        clocks=loading.clocks_of(about.part),
        parts=loading.parts_of(ctx, about.detail),
        signers=signers(ctx, about),
        replies=loading.replies_of(about),
        steps=story(ctx, about.detail.item.pk, inside=False),
        crumbs=[home_crumb(), pieces.Crumb(label=about.detail.item.title)],
    )


@in_unit
def step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """One step of a part: the form, or the press of a button."""
    chosen = step_named(steps.PART, slug)
    about = loading.part_at(asking(request), key)
    back = part_url(key)
    crumbs = [home_crumb(), pieces.Crumb(label=about.title, url=back)]
    return take(request, chosen, key, about, back=back, frame=frame(request), crumbs=crumbs)


@in_either
def override(request: HttpRequest, key: UUID) -> HttpResponse:
    """Going on without the opinion of an assisting unit: by the lead's head, or the office."""
    ctx = asking(request)
    about = loading.any_part_at(ctx, key)
    views = loading.parts_of(ctx, about.detail) if about.detail else []
    mine = next((part_url(view.part.pk) for view in views if view.own), "")
    back = mine or reverse("unit:office_item", args=[about.key])
    crumbs = [home_crumb(), pieces.Crumb(label=about.title, url=back)]
    return take(request, steps.OVERRIDE, key, about, back=back, frame=frame(request), crumbs=crumbs)

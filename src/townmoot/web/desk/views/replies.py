"""A reply as the assembly reads it: text, to whom it went, ratings; its letter on A4."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.suggestions import states
from townmoot.web.desk import steps
from townmoot.web.desk.place import at_desk, frame, page
from townmoot.web.desk.views.one import crumbs_of
from townmoot.web.ground import pieces
from townmoot.web.handling import loading
from townmoot.web.handling.letter import letter_of
from townmoot.web.handling.steps import allowed_in, bar, step_named, take
from townmoot.web.rooms import asking, show


def reply_url(key: UUID) -> str:
    """The page of a reply."""
    return reverse("desk:reply", args=[key])


@at_desk
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """One issued reply."""
    about = loading.reply_at(asking(request), key)
    if about.reply is None:
        raise LookupError(key)
    shown = loading.reply_page(about, about.reply)
    allowed = allowed_in(states.REPLY, shown.state)
    return page(
        request,
        "desk/reply.html",
        about=about,
        shown=shown,
        item=about.item,
        acts=bar(request, steps.REPLY, allowed, key, reply_url(key), about),
        servings=about.reply.servings.select_related("person", "rating"),
        released=about.reply.releases.last(),
        crumbs=[*crumbs_of(about), pieces.Crumb(label=_("Reply"))],
    )


@at_desk
def step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Ask for ratings, or release their counts."""
    chosen = step_named(steps.REPLY, slug)
    about = loading.reply_at(asking(request), key)
    return take(request, chosen, key, about, back=reply_url(key), frame=frame(request), crumbs=[])


@at_desk
def letter(request: HttpRequest, key: UUID) -> HttpResponse:
    """The letter on A4."""
    about = loading.reply_at(asking(request), key)
    return show(request, "handling/letter.html", **letter_of(request, about, reply_url(key)))

"""My day: what waits for me, my next meeting, my suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from townmoot.people.enums import Role
from townmoot.suggestions import queries as suggestions
from townmoot.web.floor import own
from townmoot.web.floor.needs import needs
from townmoot.web.rooms import asking, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LATELY = 5


@require_safe
@room(Role.RESIDENT)
def day(request: HttpRequest) -> HttpResponse:
    """The first page of the floor."""
    ctx = asking(request)
    seats = own.upcoming(own.seats(ctx))
    mine = suggestions.suggestions_for(ctx.actor, ctx.body)
    handed_in = mine.filter(
        signatures__person=ctx.actor.person,
        signatures__confirmed_version__isnull=False,
        handed_in_on__isnull=False,
    )
    return show(
        request,
        "floor/day.html",
        today=ctx.today,
        needs=needs(ctx, seats),
        seats=seats,
        lines=suggestions.listing(handed_in[:LATELY], ctx.body, ctx.today),
        told=suggestions.tellings_for(ctx.actor, ctx.body)[:LATELY],
    )

"""The front page: whose town, what is going on, what comes, what was decided, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.record import today_of
from townmoot.web.public import page
from townmoot.web.public.show import front as shown
from townmoot.web.public.show.figures import FRONT, all_of, foremost
from townmoot.web.public.show.promises import promises
from townmoot.web.public.show.recorded import ways_of
from townmoot.web.public.show.units import Names
from townmoot.web.public.views import recorded

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Body


@page.public
def front(request: HttpRequest, town: Body) -> HttpResponse:
    """What a stranger should see within five seconds."""
    if ways_of(town.pk).recorded:
        return recorded.front(request, town)
    day = today_of(town.pk)
    has = request.frame.has  # type: ignore[attr-defined] # set by FrameMiddleware
    made = promises(town.pk, day, Names(town.pk, day)) if has["commitments"] else []
    return page.show(
        request,
        "front",
        day=day,
        opening=shown.opening(town.pk),
        lately=shown.lately(town.pk, day, made),
        due=shown.due(town.pk, day, made) if has["suggestions"] else None,
        figures=foremost(all_of(town.pk, day, keys=FRONT)) if has["figures"] else [],
    )

"""Promises, and whether they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.meetings.queries import meetings_for
from townmoot.record import today_of
from townmoot.record.queries import timeline
from townmoot.suggestions.queries.public import published
from townmoot.web.ground import pieces
from townmoot.web.public import page
from townmoot.web.public.show import promises as shown
from townmoot.web.public.show.meetings import lines as meeting_lines
from townmoot.web.public.show.meetings import profile_of
from townmoot.web.public.show.suggestions import shown as suggestions
from townmoot.web.public.show.timeline import steps
from townmoot.web.public.show.units import Names

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Body

PAGE = 20
PROMISES, TASKS = "promises", "tasks"


@page.public
def promises(request: HttpRequest, town: Body) -> HttpResponse:
    """Every promise made in a published suggestion, by its day; apart, every task of a meeting."""
    day = today_of(town.pk)
    names = Names(town.pk, day)
    both = {
        PROMISES: shown.promises(town.pk, day, names),
        TASKS: shown.tasks(town.pk, day, names),
    }
    which = TASKS if request.GET.get("of") == TASKS else PROMISES
    current = Paginator(both[which], PAGE).get_page(request.GET.get("page"))
    return page.show(
        request,
        "promises",
        page=current,
        rows=current.object_list,
        of_tasks=which == TASKS,
        tabs=_tabs({name: len(rows) for name, rows in both.items()}, which),
    )


def _tabs(counts: dict[str, int], which: str) -> list[pieces.Crumb]:
    address = reverse("public:promises")
    labels = {PROMISES: _("Promises made in replies"), TASKS: _("Tasks set by meetings")}
    urls = {PROMISES: address, TASKS: f"{address}?of={TASKS}"}
    return [
        pieces.Crumb(label=label, url=urls[name], count=counts[name], current=name == which)
        for name, label in labels.items()
    ]


@page.public
def promise(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One promise or task: its day, what was shown for it, what was found."""
    day = today_of(town.pk)
    names = Names(town.pk, day)
    made = shown.promises(town.pk, day, names, lambda row: row.id == key)
    one = page.found(made or shown.tasks(town.pk, day, names, pk=key))
    set_at = [one.row.meeting] if one.row.meeting else []
    held = meetings_for(None, town.pk).filter(pk__in=set_at)
    made_in = [one.row.suggestion] if one.row.suggestion else []
    about = suggestions(published(town.pk).filter(pk__in=made_in), town.pk, day)
    told = steps(timeline(town.pk, key), names, profile_of(town.pk, day))
    lines = meeting_lines(held, town.pk)
    return page.show(request, "promise", one=one, about=about, steps=told, meetings=lines)

"""Promises, and whether they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator

from townmoot.record import today_of
from townmoot.record.queries import timeline
from townmoot.suggestions.queries.public import published
from townmoot.web.public import page
from townmoot.web.public.show import promises as shown
from townmoot.web.public.show.meetings import profile_of
from townmoot.web.public.show.suggestions import shown as suggestions
from townmoot.web.public.show.timeline import steps
from townmoot.web.public.show.units import Names

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Body

PAGE = 20


@page.public
def promises(request: HttpRequest, town: Body) -> HttpResponse:
    """Every promise made in a published suggestion, by its day."""
    day = today_of(town.pk)
    pages = Paginator(shown.promises(town.pk, day, Names(town.pk, day)), PAGE)
    current = pages.get_page(request.GET.get("page"))
    return page.show(request, "promises", page=current, rows=current.object_list)


@page.public
def promise(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One promise: its day, what was shown for it, what was found."""
    day = today_of(town.pk)
    names = Names(town.pk, day)
    one = page.found(shown.promises(town.pk, day, names, lambda row: row.id == key))
    about = suggestions(published(town.pk).filter(pk=one.row.suggestion), town.pk, day)
    told = steps(timeline(town.pk, key), names, profile_of(town.pk, day))
    return page.show(request, "promise", one=one, about=about, steps=told)

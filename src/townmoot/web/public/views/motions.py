"""Motions that are before a meeting, and the resolutions they became."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator

from townmoot.meetings.queries import motions_for, with_parts
from townmoot.web.motions import told
from townmoot.web.public import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Body

PAGE = 20


@page.public
def motions(request: HttpRequest, town: Body) -> HttpResponse:
    """The motions that are listed, newest first, and what became of each."""
    pages = Paginator(with_parts(motions_for(None, town.pk).filter(amends=None)), PAGE)
    current = pages.get_page(request.GET.get("page"))
    return page.show(request, "motions", page=current, rows=told.all_of(current.object_list))


@page.public
def motion(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One motion or amendment: its words, its amendments, who signed, the result."""
    row = page.found(with_parts(motions_for(None, town.pk).filter(pk=key)))
    return page.show(request, "motion", told=told.of(row))

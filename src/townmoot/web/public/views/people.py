"""Deputies and units."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from townmoot.meetings.queries import declarations_for, dispensations_of, meetings_for
from townmoot.people.queries import organizations, units_that_answer
from townmoot.record import today_of
from townmoot.suggestions.queries.public import published
from townmoot.web.ground.words import titled
from townmoot.web.programme import business
from townmoot.web.public import page
from townmoot.web.public.show import people as shown
from townmoot.web.public.show.figures import all_of, sections
from townmoot.web.public.show.meetings import profile_of
from townmoot.web.public.show.promises import promises
from townmoot.web.public.show.recorded import ways_of
from townmoot.web.public.show.suggestions import shown as suggestions
from townmoot.web.public.show.units import Names
from townmoot.web.public.views import recorded

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Body

MOST = 50


@page.public
def people(request: HttpRequest, town: Body) -> HttpResponse:
    """The deputies by their groups: names and constituencies, nothing else."""
    if ways_of(town.pk).recorded:
        return recorded.people(request, town)
    day = today_of(town.pk)
    groups = shown.groups_of(town.pk, day)
    return page.show(
        request, "people", day=day, groups=groups, units=units_that_answer(town.pk, day)
    )


@page.public
def person(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """A deputy, and the published suggestions that the deputy led."""
    if ways_of(town.pk).recorded:
        return recorded.person(request, town, key)
    day = today_of(town.pk)
    one = page.found(shown.person(town.pk, day, key))
    rows = published(town.pk).filter(lead=key)[:MOST]
    return page.show(request, "person", one=one, rows=suggestions(rows, town.pk, day))


@page.public
def interests(request: HttpRequest, town: Body) -> HttpResponse:
    """The register: interests declared at public meetings, and dispensations in force."""
    day = today_of(town.pk)
    profile = page.found(filter(None, [profile_of(town.pk, day)]))
    known = meetings_for(None, town.pk).order_by().values_list("pk", flat=True)
    rows = declarations_for(town.pk, known)[:MOST]
    granted = dispensations_of(town.pk, day)
    return page.show(
        request,
        "interests",
        rows=list(business.register(rows, profile)),
        granted=[business.dispensation_line(row, profile, inside=False) for row in granted],
    )


@page.public
def unit(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """A unit with its figures, and what it must answer."""
    day = today_of(town.pk)
    row = page.found(organizations(town.pk, day).filter(pk=key))
    told = [one for one in all_of(town.pk, day, unit=row.pk) if one.figure.of]
    rows = published(town.pk).filter(allotments__unit=key, allotments__ended_on=None)[:MOST]
    return page.show(
        request,
        "unit",
        name=titled(row),
        kind=row.get_kind_display(),
        sections=sections(told),
        rows=suggestions(rows, town.pk, day),
        promises=promises(town.pk, day, Names(town.pk, day), lambda made: made.unit == row.name),
    )

"""Meetings, their agendas and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q

from townmoot.commitments.queries import said_for
from townmoot.files import serve
from townmoot.meetings.queries import (
    files_for,
    items_for,
    meetings_for,
    motions_for,
    outcome_of,
    speeches_for,
    with_business,
    with_parts,
    with_programme,
)
from townmoot.opendata.queries import choices, organizations, origins
from townmoot.opendata.queries import meetings as narrowed
from townmoot.record import today_of
from townmoot.record.queries import timeline
from townmoot.web.ground.words import titled
from townmoot.web.live import watching
from townmoot.web.motions import told as motions
from townmoot.web.programme import business, told
from townmoot.web.programme.speaking import speeches_table
from townmoot.web.public import page
from townmoot.web.public.forms import RecordForm
from townmoot.web.public.show import meetings as shown
from townmoot.web.public.show.promises import tasks
from townmoot.web.public.show.recorded import tongue_of
from townmoot.web.public.show.timeline import steps
from townmoot.web.public.show.units import Names
from townmoot.web.public.views import recorded

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from townmoot.meetings.models import AgendaItem
    from townmoot.people.models import Body
    from townmoot.rules import Profile

PAGE = 20


@page.public
def meetings(request: HttpRequest, town: Body) -> HttpResponse:
    """All meetings that are known to the public, newest first; of a year, an organization."""
    years, _types = choices(meetings_for(None, town.pk), "start")
    there = organizations(town.pk, today_of(town.pk))
    form = RecordForm(request.GET, years=years, organizations=there)
    pages = Paginator(narrowed(town.pk, form.asked), PAGE)
    current = pages.get_page(request.GET.get("page"))
    lines = shown.lines(current.object_list, town.pk)
    tongue = tongue_of(town.pk)
    return page.show(request, "meetings", form=form, page=current, lines=lines, tongue=tongue)


@page.public
def meeting(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One meeting: agenda, halls, files, notice, what happened."""
    watch = watching.public(request, key)
    row = watch.meeting
    origin = origins(town.pk, [key]).get(key)
    if origin is not None:
        return recorded.meeting(request, town, row, origin)
    day = today_of(town.pk)
    entries = timeline(town.pk, row.pk).filter(
        Q(act__startswith="meeting.") | Q(act__startswith="agenda.")
    )
    happened = steps(entries, Names(town.pk, day), shown.profile_of(town.pk, day))
    said, areas = said_for(None, town.pk, row.pk)
    return page.show(
        request,
        "meeting",
        watch=watch,
        whole=shown.whole(row, town.pk),
        times=shown.times(row, town.pk),
        steps=happened,
        said=said,
        areas=areas,
        tasks=tasks(town.pk, day, Names(town.pk, day), meeting=row),
    )


def _noted(row: AgendaItem, profile: Profile | None) -> dict[str, Any]:
    """What is noted under an item: of a ceremony, of a council's business, who spoke."""
    noted = business.of(row, profile) if profile else None
    said = speeches_for(None, row.body).filter(item=row)
    moved = motions.all_of(with_parts(motions_for(None, row.body).filter(item=row)))
    made = {"programme": told.of(row), "business": noted, "speeches": speeches_table(said)}
    return {**made, "motions": moved}


@page.public
def item(request: HttpRequest, town: Body, meeting: UUID, key: UUID) -> HttpResponse:
    """One item of an agenda with its papers."""
    seen = items_for(None, town.pk).filter(meeting=meeting, pk=key).select_related("decision")
    row = page.found(with_business(with_programme(seen)))
    held = page.found(meetings_for(None, town.pk).filter(pk=meeting))
    origin = origins(town.pk, [key]).get(key)
    if origin is not None:
        return recorded.item(request, row, held, origin)
    day = today_of(town.pk)
    profile = shown.profile_of(town.pk, day)
    files = [shown.Laid(each) for each in files_for(None, town.pk).filter(item=row)]
    happened = steps(timeline(town.pk, row.pk), Names(town.pk, day), profile)
    return page.show(
        request,
        "item",
        line=shown.lines([held], town.pk)[0],
        item=row,
        state=shown.stage(row),
        result=outcome_of(row),
        kind=shown.item_kind(row, profile),
        unit=titled(row.unit) if row.unit else "",
        files=files,
        steps=happened,
        **_noted(row, profile),
    )


@page.public
def file(request: HttpRequest, town: Body, key: UUID) -> HttpResponseBase:
    """The bytes of a public file."""
    return serve.respond(request, serve.hanging("file", None, town.pk, key))

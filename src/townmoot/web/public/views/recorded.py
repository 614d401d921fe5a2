"""The public record of a council that is kept here: papers, organizations, people, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator

from townmoot.meetings.queries import files_for, meetings_for, papers_for
from townmoot.opendata import queries
from townmoot.record import today_of
from townmoot.web.public import page
from townmoot.web.public.forms import RecordForm
from townmoot.web.public.show import meetings as lines
from townmoot.web.public.show import recorded as shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.meetings.models import AgendaItem, Meeting
    from townmoot.opendata.queries import Origin
    from townmoot.people.models import Body

PAGE = 25
PEOPLE = 100
LATEST = 6


@page.public
def papers(request: HttpRequest, town: Body) -> HttpResponse:
    """The papers, newest first; of a year, a type, an organization."""
    years, types = queries.choices(papers_for(None, town.pk), "date", "paper_type")
    there = queries.organizations(town.pk, today_of(town.pk))
    form = RecordForm(request.GET, years=years, types=types, organizations=there)
    pages = Paginator(queries.papers(town.pk, form.asked), PAGE)
    current = pages.get_page(request.GET.get("page"))
    tongue = shown.tongue_of(town.pk)
    return page.show(request, "papers", form=form, page=current, tongue=tongue)


@page.public
def paper(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One paper: who brought it in, where it was dealt with and how, its files."""
    row = page.found(papers_for(None, town.pk).filter(pk=key))
    origin = queries.origins(town.pk, [row.pk]).get(row.pk)
    return page.show(
        request,
        "paper",
        paper=row,
        origin=origin,
        tongue=origin.language if origin else "",
        parties=queries.parties(row),
        relations=queries.relations(row),
        passage=queries.passage(row),
        files=list(files_for(None, town.pk).filter(paper=row)),
    )


@page.public
def organizations(request: HttpRequest, town: Body) -> HttpResponse:
    """The organizations of the council."""
    rows = list(queries.organizations(town.pk, today_of(town.pk)))
    tongue = shown.tongue_of(town.pk)
    return page.show(request, "organizations", groups=shown.grouped(rows), tongue=tongue)


@page.public
def organization(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One organization: its members now and before, its latest meetings and papers."""
    day = today_of(town.pk)
    row = page.found(queries.organizations(town.pk, day).filter(pk=key))
    asked = queries.Asked(organization=row.pk)
    held = queries.meetings(town.pk, asked)
    put = queries.papers(town.pk, asked)
    origin = queries.origins(town.pk, [row.pk]).get(row.pk)
    return page.show(
        request,
        "organization",
        organization=row,
        origin=origin,
        tongue=origin.language if origin else "",
        members=list(queries.members(town.pk, row.pk, day, current=True)),
        former=list(queries.members(town.pk, row.pk, day, current=False)),
        meetings=lines.lines(held[:LATEST], town.pk),
        papers=list(put[:LATEST]),
        held=held.count(),
        put=put.count(),
    )


def people(request: HttpRequest, town: Body) -> HttpResponse:
    """Who belongs to the council today, and who did."""
    day, former = today_of(town.pk), request.GET.get("former") == "1"
    pages = Paginator(queries.people(town.pk, day, current=not former), PEOPLE)
    current = pages.get_page(request.GET.get("page"))
    rows = shown.holders(town.pk, day, list(current.object_list), current=not former)
    tongue = shown.tongue_of(town.pk)
    return page.show(
        request, "recorded_people", page=current, rows=rows, former=former, day=day, tongue=tongue
    )


def person(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One person of the council, with all memberships and their days."""
    day = today_of(town.pk)
    now = queries.people(town.pk, day, current=True).filter(pk=key)
    before = queries.people(town.pk, day, current=False).filter(pk=key)
    row = page.found([*now, *before])
    origin = queries.origins(town.pk, [row.pk]).get(row.pk)
    seats = queries.seats(town.pk, day, [row.pk])
    return page.show(
        request,
        "recorded_person",
        person=row,
        origin=origin,
        tongue=origin.language if origin else "",
        now=[seat for seat in seats if seat.end is None or seat.end >= day],
        before=[seat for seat in seats if seat.end is not None and seat.end < day],
    )


def meeting(request: HttpRequest, town: Body, row: Meeting, origin: Origin) -> HttpResponse:
    """A meeting of the record: its agenda with papers, results and files."""
    return page.show(
        request,
        "recorded_meeting",
        line=lines.lines([row], town.pk)[0],
        agenda=shown.agenda_of(row),
        joint=[one.organization for one in row.joint.select_related("organization")],
        origin=origin,
        tongue=origin.language,
    )


def item(request: HttpRequest, row: AgendaItem, held: Meeting, origin: Origin) -> HttpResponse:
    """One item of a recorded meeting."""
    point = next(one for one in shown.agenda_of(held).points if one.item.pk == row.pk)
    tongue = origin.language
    return page.show(
        request, "recorded_item", point=point, meeting=held, origin=origin, tongue=tongue
    )


def front(request: HttpRequest, town: Body) -> HttpResponse:
    """What is kept here, from where, and what is new in it."""
    day = today_of(town.pk)
    held, put = meetings_for(None, town.pk), papers_for(None, town.pk)
    return page.show(
        request,
        "recorded_front",
        sources=queries.sources(town.pk),
        read=queries.last_read(town.pk),
        tongue=shown.tongue_of(town.pk),
        meetings=held.count(),
        papers=put.count(),
        people=queries.people(town.pk, day, current=True).count(),
        organizations=queries.organizations(town.pk, day).count(),
        held=lines.lines(held[:LATEST], town.pk),
        put=list(put[:LATEST]),
    )

"""Check this: the record, its root, the file to verify, one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404

from townmoot.record import today_of
from townmoot.record.queries import entry_at, head_of
from townmoot.web.public import page
from townmoot.web.public.show import record as shown
from townmoot.web.public.show.meetings import profile_of
from townmoot.web.public.show.timeline import Told, public_part, sentence
from townmoot.web.public.show.units import Names

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from townmoot.people.models import Body
    from townmoot.record.models import Head


def _head(town: Body) -> Head:
    head = head_of(town.pk)
    if head is None:
        raise Http404
    return head


@page.public
def record(request: HttpRequest, town: Body) -> HttpResponse:
    """How large the record is, what it comes to, and how to check it."""
    head = _head(town)
    root = shown.root_of(head)
    return page.show(request, "record", head=head, root=root, file_name=shown.name_of(head))


@page.public
def export(request: HttpRequest, town: Body) -> HttpResponseBase:
    """The public record as JSON lines, for `townmoot verify`."""
    head = _head(town)
    path = shown.exported(head)
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=shown.name_of(head),
        content_type="application/jsonl; charset=utf-8",
    )


@page.public
def entry(request: HttpRequest, town: Body, position: int) -> HttpResponse:
    """One entry as it stands in the record: its words where it is public, else only its seal."""
    row = entry_at(town.pk, position)
    if row is None:
        raise Http404
    day, told, said = today_of(town.pk), public_part(row), ""
    if told is not None:
        names = Names(town.pk, day)
        said = sentence(Told(told["act"], told["data"], names, profile_of(town.pk, day)))
    context = {"row": row, "told": told, "said": said, "envelope": shown.envelope(row)}
    return page.show(request, "entry", **context, size=_head(town).size)

"""Finding anything that is public."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from townmoot.search import kinds
from townmoot.search.asking import LONGEST
from townmoot.search.finding import search as find
from townmoot.search.sums import Narrowed
from townmoot.web.public import page
from townmoot.web.public.show import found as shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from townmoot.people.models import Body


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("9999") else default


def narrowed(query: QueryDict) -> Narrowed:
    """What a query narrows to; what is none of the choices narrows nothing."""
    kind, year = query.get("kind", ""), _number(query.get("year", ""), 0)
    try:
        unit = UUID(query.get("organization", ""))
    except ValueError:
        unit = None
    return Narrowed(kind if kind in kinds() else "", year or None, unit)


@page.public
def search(request: HttpRequest, town: Body) -> HttpResponse:
    """What fits, exactly and nearly, a page at a time; without words, all there is."""
    query = request.GET
    at = _number(query.get("page", ""), 1)
    found = find(town.pk, query.get("q", ""), narrowed(query), at)
    results = shown.results(found, request, town.pk)
    answer = page.show(request, "search", results=results, found=found, longest=LONGEST)
    answer["X-Robots-Tag"] = "noindex"
    return answer

"""Finding anything that is public, for machines: the page's own answer as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from townmoot.record import NotFound
from townmoot.search.asking import LONGEST
from townmoot.search.finding import LAST_PAGE
from townmoot.search.finding import search as find
from townmoot.search.sums import Narrowed
from townmoot.web.framing import town_of
from townmoot.web.public.show.found import Choice, Line, results


class AskedIn(Schema):
    """What is looked for; what is left out narrows nothing."""

    q: str = Field("", description=f"Words; the first {LONGEST} characters count.")
    kind: str = Field("", description="A code from `kinds`.")
    year: int | None = Field(None, ge=1, le=9999)
    organization: UUID | None = Field(None, description="An id from `organizations`.")
    page: int = Field(1, ge=1, le=LAST_PAGE)


class ChoiceOut(Schema):
    """A way to narrow, and how many would remain."""

    value: str
    label: str
    count: int


class HitOut(Schema):
    """One thing that was found; title and excerpts are HTML with what fits in <mark>."""

    kind: str
    id: UUID
    url: str
    title: str
    marked: str
    excerpts: list[str]
    date: date | None
    organizations: list[UUID]
    similar: bool = Field(description="Whether it fits nearly and not exactly.")


class FoundOut(Schema):
    """A page of what was found, with the counts of all of it."""

    exact: int
    similar: int
    page: int
    pages: int
    kinds: list[ChoiceOut]
    years: list[ChoiceOut]
    organizations: list[ChoiceOut]
    results: list[HitOut]


def _hit(line: Line) -> dict[str, Any]:
    one = line.hit.document
    return {
        "kind": line.hit.kind,
        "id": one.key,
        "url": line.url,
        "title": line.plain,
        "marked": line.title,
        "excerpts": line.excerpts,
        "date": one.on,
        "organizations": list(one.organizations),
        "similar": line.hit.similar,
    }


def _choices(choices: list[Choice]) -> list[dict[str, Any]]:
    return [{"value": one.value, "label": one.label, "count": one.count} for one in choices]


def search(request: HttpRequest, asked: Query[AskedIn]) -> dict[str, Any]:
    """What the public may find, exactly and nearly; without words, all there is, newest first."""
    town = town_of(request)
    if town is None:
        raise NotFound
    narrowed = Narrowed(asked.kind, asked.year, asked.organization)
    found = find(town.pk, asked.q, narrowed, asked.page)
    told = results(found, request, town.pk)
    return {
        "exact": found.exact,
        "similar": found.similar,
        "page": found.page,
        "pages": found.pages,
        "kinds": _choices(told.kinds),
        "years": _choices(told.years),
        "organizations": _choices(told.organizations),
        "results": [_hit(line) for line in told.lines],
    }

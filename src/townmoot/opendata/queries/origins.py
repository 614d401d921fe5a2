"""Where things came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmoot.opendata.models import Source, SourceRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.opendata.enums import Kind


@dataclass(frozen=True)
class Origin:
    """Where a row came from: the source's name and language, and where people read it there."""

    source: str
    language: str
    address: str


def taken_over(body: UUID, kind: Kind) -> QuerySet[SourceRow]:
    """The rows of a kind that came from a source, as a subquery of their ids."""
    rows = SourceRow._default_manager.filter(body=body, kind=kind, withdrawn_at=None)
    return rows.values("target")  # type: ignore[return-value] # django-stubs: a values queryset


def origins(body: UUID, targets: Iterable[UUID]) -> Mapping[UUID, Origin]:
    """Row → where it came from, for those that came from somewhere; one query."""
    rows = SourceRow._default_manager.filter(body=body, target__in=list(targets))
    told = rows.values_list("target", "web", "source__name", "source__address", "source__language")
    return {
        target: Origin(name or address, language, web)
        for target, web, name, address, language in told
    }


def sources(body: UUID) -> list[Source]:
    """The sources that are kept in step here."""
    return list(Source._default_manager.filter(body=body).order_by("name", "address"))

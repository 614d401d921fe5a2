"""What the public reads: title, lead, and the texts as a disclosure review left them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch

from townmoot.record import NotFound
from townmoot.suggestions.enums import State
from townmoot.suggestions.models import Publication, RatingRelease, Redaction, Reply, Suggestion
from townmoot.suggestions.queries.board import Line, listing

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class PublicReply:
    """A reply as the public reads it; `ratings` only when they were released."""

    unit: str
    round: int
    on: date
    number: str
    reply_class: str
    text: str
    ratings: dict[str, Any] | None


@dataclass(frozen=True)
class PublicSuggestion:
    """A published suggestion as the public reads it."""

    id: UUID
    serial: str
    title: str
    facts: str
    proposal: str
    lead: str
    handed_in_on: date
    published_on: date
    state: State
    line: Line
    replies: tuple[PublicReply, ...]


def published(body: UUID) -> QuerySet[Suggestion]:
    """The published suggestions, newest first."""
    texts = Redaction._default_manager.order_by("created_at", "pk")
    rows = Suggestion._default_manager.filter(body=body, published_on__isnull=False)
    releases = RatingRelease._default_manager.order_by("-created_at", "-pk")
    issued = Reply._default_manager.filter(issued_on__isnull=False)
    replies = issued.select_related("allotment__unit").prefetch_related(
        Prefetch("releases", queryset=releases)
    )
    in_force = Publication._default_manager.filter(ended_on=None).select_related("disclosure")
    return (
        rows.select_related("lead", "merged_into")
        .prefetch_related(
            Prefetch("publications", queryset=in_force),
            Prefetch("publications__disclosure__redactions", queryset=texts),
            Prefetch("replies", queryset=replies),
            Prefetch("merged_into__replies", queryset=replies),
        )
        .order_by("-published_on", "-pk")
    )


def titled(rows: QuerySet[Suggestion], words: str = "") -> QuerySet[Suggestion]:
    """Published suggestions whose title, as the public reads it, has these words."""
    return rows.filter(
        publications__ended_on=None,
        publications__disclosure__redactions__document="title",
        publications__disclosure__redactions__text__icontains=words,
    )


def titles(rows: QuerySet[Suggestion]) -> dict[UUID, str]:
    """The title of each published suggestion as the public reads it."""
    text = "publications__disclosure__redactions__text"
    return dict(titled(rows).values_list("pk", text))


def taken_back(body: UUID, key: UUID) -> Publication | None:
    """How a suggestion was last public that is so no more; None for one that never was, or is."""
    rows = Publication._default_manager.filter(body=body, suggestion=key)
    last = rows.select_related("suggestion").order_by("created_at", "pk").last()
    return last if last is not None and last.ended_on is not None else None


def public_views(rows: QuerySet[Suggestion], body: UUID, day: date) -> list[PublicSuggestion]:
    """Each of some published suggestions as the public reads it."""
    return [public_view(line) for line in listing(rows, body, day)]


def public_view(line: Line) -> PublicSuggestion:
    """A published suggestion as the public reads it; its row came from `published`."""
    item = line.item
    (publication,) = item.publications.all()
    texts = {each.document: each.text for each in publication.disclosure.redactions.all()}
    whole = item.merged_into or item
    return PublicSuggestion(
        id=item.pk,
        serial=item.serial,
        title=texts["title"],
        facts=texts["facts"],
        proposal=texts["proposal"],
        lead=item.lead.name if item.lead else "",
        handed_in_on=item.handed_in_on or publication.on,
        published_on=publication.on,
        state=line.state,
        line=line,
        replies=tuple(_reply(row, texts) for row in whole.replies.all() if str(row.pk) in texts),
    )


def _reply(row: Reply, texts: dict[str, str]) -> PublicReply:
    release = next(iter(row.releases.all()), None)
    return PublicReply(
        unit=row.allotment.unit.name,
        round=row.round,
        on=row.issued_on or row.allotment.on,
        number=row.number,
        reply_class=row.reply_class,
        text=texts[str(row.pk)],
        ratings=release.counts if release else None,
    )


def public_one(body: UUID, key: UUID, day: date) -> PublicSuggestion:
    """One published suggestion. Raises NotFound for one that is not published."""
    found = public_views(published(body).filter(pk=key), body, day)
    if not found:
        raise NotFound
    return found[0]

"""What of the suggestions the public may find: the texts as a disclosure review left them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from townmoot.rules.labels import Label
from townmoot.search import Document, Kind, register
from townmoot.suggestions.models import Allotment, Publication, Redaction, Reply, Suggestion
from townmoot.suggestions.queries.redaction import OWN, PROMISE

Keys = Collection[UUID] | None


def suggestions(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The published suggestions with their published replies."""
    texts = Redaction._default_manager.select_related("reply").order_by("created_at", "pk")
    parts = Allotment._default_manager.filter(ended_on=None).order_by("pk")
    rows = Publication._default_manager.filter(
        body=body, ended_on=None, suggestion__published_on__isnull=False
    )
    rows = rows if keys is None else rows.filter(suggestion__in=keys)
    rows = rows.select_related("suggestion__lead", "disclosure").prefetch_related(
        Prefetch("disclosure__redactions", queryset=texts),
        Prefetch("suggestion__allotments", queryset=parts),
    )
    for row in rows.order_by("pk").iterator(chunk_size=500):
        yield _document(row)


def _document(row: Publication) -> Document:
    item, redactions = row.suggestion, list(row.disclosure.redactions.all())
    own = {each.document: each.text for each in redactions}
    replies = [
        each.text
        for each in redactions
        if each.document not in OWN and not each.document.startswith(PROMISE)
    ]
    return Document(
        item.pk,
        own["title"],
        names=_numbers(item),
        texts=(own["facts"], own["proposal"], *replies, item.lead.name if item.lead else ""),
        on=row.on,
        organizations=tuple(part.unit_id for part in item.allotments.all()),
    )


def _numbers(item: Suggestion) -> tuple[str, ...]:
    label = Label(**item.number_words) if item.number_words else None
    return (label.zh, label.en) if label else ()


def _touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = Suggestion._default_manager.filter(body=body)
    named = Q(pk__in=ids) | Q(lead__in=ids) | Q(merged_into__in=ids)
    parts = Allotment._default_manager.filter(pk__in=ids).values("suggestion")
    replies = Reply._default_manager.filter(pk__in=ids).values("suggestion")
    within = Q(pk__in=parts) | Q(pk__in=replies)
    return rows.filter(named | within).order_by().values_list("pk", flat=True)


def register_kinds() -> None:
    """Let suggestions be found."""
    register(Kind("suggestion", _("Suggestions"), _("Suggestion"), suggestions, _touched))

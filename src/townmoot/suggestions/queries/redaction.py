"""What the public reads: a text with stretches covered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

from townmoot.suggestions.models import Suggestion

BLOCK = "▇"
OWN = ("title", "facts", "proposal")
PROMISE = "p-"


class HasSpan(Protocol):
    """A stretch of a document to cover."""

    document: str
    start: int
    end: int
    instead: str


def redact(text: str, spans: Iterable[HasSpan]) -> str:
    """The text with each span replaced by its words, or by one block a character.

    Raises ValueError for spans that overlap, are empty or reach beyond the text.
    """
    out, at = [], 0
    for span in sorted(spans, key=lambda each: each.start):
        if not at <= span.start < span.end <= len(text):
            raise ValueError(f"{span.start}–{span.end}")
        out += [text[at : span.start], span.instead or BLOCK * (span.end - span.start)]
        at = span.end
    return "".join([*out, text[at:]])


def documents_of(item: Suggestion) -> dict[str, str]:
    """The texts that are published: title, facts and proposal; each issued reply, by its id.

    What a reply promises stands apart, under "p-" and the reply's id.
    """
    found = {"title": item.title, "facts": item.facts, "proposal": item.proposal}
    whole = item.merged_into or item
    for reply in whole.replies.filter(issued_on__isnull=False).order_by("round", "created_at"):
        found[str(reply.pk)] = reply.text
        if reply.promise:
            found[f"{PROMISE}{reply.pk}"] = reply.promise
    return found


def reply_of(document: str) -> UUID | None:
    """The reply a document belongs to; None for the suggestion's own texts."""
    return None if document in OWN else UUID(document.removeprefix(PROMISE))


def preview(item: Suggestion, spans: Sequence[HasSpan]) -> dict[str, str]:
    """Each document as the public would read it. Raises ValueError for a span that fits none."""
    texts = documents_of(item)
    for span in spans:
        if span.document not in texts:
            raise ValueError(span.document)
    return {
        name: redact(text, [span for span in spans if span.document == name])
        for name, text in texts.items()
    }

"""What suggestions stand on in people: persons named by reference alone, without a foreign key."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.people.reliance import Reliance
from townmoot.record.models import Domain
from townmoot.suggestions.models import Allotment, Extension, Suggestion, UnitReturn

_NAMED: tuple[tuple[type[Domain], str, object], ...] = (
    (Suggestion, "created_by", _("a suggestion")),
    (Suggestion, "accepted_by", _("a suggestion that was accepted")),
    (Allotment, "received_by", _("a suggestion that was received")),
    (UnitReturn, "decided_by", _("a decision on a return")),
    (Extension, "decided_by", _("a decision on an extension")),
)


def relying(body: UUID, references: frozenset[UUID]) -> Iterator[Reliance]:
    """What of suggestions relies on any of these persons."""
    for model, field, words in _NAMED:
        rows = model._default_manager.filter(body=body, **{f"{field}__in": references})
        for key in set(rows.values_list(field, flat=True)):
            yield Reliance(key, words)  # type: ignore[arg-type] # a lazy text

"""Which promises the public may find: those in the reviewed wording of what is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from townmoot.commitments.models import Commitment
from townmoot.commitments.queries.commitments import public_rows, reviewed_texts
from townmoot.search import Document, Kind, register


def promises(body: UUID, day: date, keys: Collection[UUID] | None) -> Iterator[Document]:
    """The promises that everybody may read."""
    rows = public_rows(body)
    listed = list(rows if keys is None else rows.filter(pk__in=keys))
    texts = reviewed_texts(listed)
    for row in listed:
        if row.pk in texts:
            yield Document(
                row.pk,
                texts[row.pk],
                on=row.on,
                organizations=(row.unit_id,),
                within=row.suggestion_id,
            )


def _touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = Commitment._default_manager.filter(body=body)
    named = Q(pk__in=ids) | Q(suggestion__in=ids) | Q(reply__in=ids)
    return rows.filter(named).order_by().values_list("pk", flat=True)


def register_kinds() -> None:
    """Let promises be found."""
    register(Kind("promise", _("Promises"), _("Promise"), promises, _touched))

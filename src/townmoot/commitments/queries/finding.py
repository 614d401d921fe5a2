"""What of promises and tasks the public may find: reviewed wording, what was set in public."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.commitments.models import Commitment
from townmoot.commitments.queries.commitments import public_rows, reviewed_texts
from townmoot.commitments.queries.meetings import tasks_for
from townmoot.search import Document, Kind, register


def promises(body: UUID, day: date, keys: Collection[UUID] | None) -> Iterator[Document]:
    """The promises that everybody may read."""
    rows = public_rows(body)
    listed = list(rows if keys is None else rows.filter(pk__in=keys))
    texts = reviewed_texts(listed)
    for row in (row for row in listed if row.pk in texts):
        yield Document(
            row.pk,
            texts[row.pk],
            on=row.on,
            organizations=(row.unit_id,),
            within=row.suggestion_id,
        )


def tasks(body: UUID, day: date, keys: Collection[UUID] | None) -> Iterator[Document]:
    """The tasks that a meeting set in public."""
    rows = tasks_for(None, body)
    for row in rows if keys is None else rows.filter(pk__in=keys):
        yield Document(
            row.pk,
            row.text,
            texts=(row.measure, row.area.name if row.area else ""),
            on=row.on,
            organizations=(row.unit_id,),
            within=row.meeting_id,
        )


def _touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = Commitment._default_manager.filter(body=body)
    named = Q(pk__in=ids) | Q(suggestion__in=ids) | Q(reply__in=ids)
    named |= Q(meeting__in=ids) | Q(item__in=ids) | Q(area__in=ids)
    return rows.filter(named).order_by().values_list("pk", flat=True)


def register_kinds() -> None:
    """Let promises and tasks be found."""
    register(Kind("promise", _("Promises"), _("Promise"), promises, _touched))
    register(Kind("task", pgettext_lazy("kind of document", "Tasks"), _("Task"), tasks, _touched))

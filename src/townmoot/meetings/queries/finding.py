"""What of the meetings the public may find: as `meetings_for(None)` and its like show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.files import store
from townmoot.meetings.models import AgendaItem, File, Meeting
from townmoot.meetings.queries.agenda import items_for
from townmoot.meetings.queries.meetings import meetings_for
from townmoot.meetings.queries.papers import files_for
from townmoot.meetings.queries.rules import zone_of
from townmoot.search import Document, Kind, register

if TYPE_CHECKING:
    from django.db.models import QuerySet

Keys = Collection[UUID] | None


def _those(rows: QuerySet[Any], keys: Keys) -> Iterator[Any]:
    rows = rows if keys is None else rows.filter(pk__in=keys)
    return rows.order_by("pk").iterator(chunk_size=500)


def meetings(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The meetings that the public knows of."""
    zone = zone_of(body)
    for row in _those(meetings_for(None, body), keys):
        yield Document(
            row.pk,
            row.name,
            texts=(row.presiding.name,) if row.presiding else (),
            on=row.start.astimezone(zone).date(),
            organizations=(row.organization_id,),
        )


def items(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The public items of their agendas."""
    zone = zone_of(body)
    for row in _those(items_for(None, body).select_related("meeting", "speaker"), keys):
        units = (row.unit_id,) if row.unit_id else ()
        yield Document(
            row.pk,
            row.name,
            texts=(row.speaker.name,) if row.speaker else (),
            on=row.meeting.start.astimezone(zone).date(),
            organizations=(row.meeting.organization_id, *units),
            within=row.meeting_id,
        )


def files(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The files laid before them: by name, and by their words where they are plain text."""
    zone = zone_of(body)
    rows = files_for(None, body).exclude(meeting=None).exclude(sha256="")
    for row in _those(rows.select_related("meeting"), keys):
        yield Document(
            row.pk,
            row.name,
            names=(row.file_name,),
            texts=(store.text_of(row.sha256, row.mime_type),),
            on=row.meeting.start.astimezone(zone).date(),
            organizations=(row.meeting.organization_id,),
            within=row.meeting_id,
        )


def _touched(rows: QuerySet[Any], which: Q) -> Iterable[UUID]:
    return rows.filter(which).order_by().values_list("pk", flat=True)


def _meetings_touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = Meeting._default_manager.filter(body=body)
    return _touched(rows, Q(pk__in=ids) | Q(presiding__in=ids))


def _items_touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = AgendaItem._default_manager.filter(body=body)
    return _touched(rows, Q(pk__in=ids) | Q(meeting__in=ids) | Q(speaker__in=ids))


def _files_touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = File._default_manager.filter(body=body)
    return _touched(rows, Q(pk__in=ids) | Q(meeting__in=ids) | Q(item__in=ids))


def register_kinds() -> None:
    """Let meetings, items and files be found."""
    register(Kind("meeting", _("Meetings"), _("Meeting"), meetings, _meetings_touched))
    register(Kind("item", _("Agenda items"), _("Agenda item"), items, _items_touched))
    register(Kind("file", _("Files"), pgettext_lazy("one of many", "File"), files, _files_touched))

"""What of the meetings the public may find: as `meetings_for(None)` and its like show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.files import store
from townmoot.meetings.models import (
    AgendaItem,
    ConsultationOrganization,
    File,
    Meeting,
    Motion,
    Paper,
    PaperParty,
)
from townmoot.meetings.queries.agenda import items_for
from townmoot.meetings.queries.meetings import meetings_for
from townmoot.meetings.queries.motions import motions_for
from townmoot.meetings.queries.papers import files_for, open_files, papers_for
from townmoot.meetings.queries.rules import zone_of
from townmoot.rules.labels import Label
from townmoot.search import Document, Kind, register

if TYPE_CHECKING:
    from django.db.models import QuerySet

Keys = Collection[UUID] | None
BATCH = 500


def _those(rows: QuerySet[Any], keys: Keys) -> Iterator[Any]:
    rows = rows if keys is None else rows.filter(pk__in=keys)
    return rows.order_by("pk").iterator(chunk_size=BATCH)


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


def papers(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The papers put to the council: name, number and kind, who brought them in, their files."""
    rows = papers_for(None, body)
    rows = rows if keys is None else rows.filter(pk__in=keys)
    told = rows.order_by().values_list("pk", "name", "reference", "paper_type", "date")
    every = told.iterator(chunk_size=BATCH)
    while some := list(islice(every, BATCH)):
        yield from _papers(some)


def _papers(rows: list[Any]) -> Iterator[Document]:
    """Three queries, however many; models would cost more than the database does."""
    keys = [row[0] for row in rows]
    words: defaultdict[UUID, list[str]] = defaultdict(list)
    units: defaultdict[UUID, list[UUID]] = defaultdict(list)
    parties = PaperParty._default_manager.filter(paper__in=keys).order_by()
    for _order, paper, unit, person in sorted(
        parties.values_list("order", "paper_id", "organization_id", "person__name"), key=_first
    ):
        units[paper] += filter(None, [unit])
        words[paper] += filter(None, [person])
    dealing = ConsultationOrganization._default_manager.filter(
        consultation__paper__in=keys, consultation__withdrawn_at=None
    ).order_by()
    for paper, unit in dealing.values_list("consultation__paper_id", "organization_id"):
        units[paper].append(unit)
    held = open_files().filter(paper__in=keys).order_by()
    for _key, paper, *file in sorted(
        held.values_list("pk", "paper_id", "name", "sha256", "mime_type"), key=_first
    ):
        words[paper] += _words(*file)
    for key, name, reference, paper_type, on in rows:
        yield Document(
            key,
            name,
            names=(reference,),
            texts=(paper_type, *words[key]),
            on=on,
            organizations=tuple(units[key]),
        )


def motions(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The listed motions: subject, grounds, text and number as a resolution, who moved them."""
    zone = zone_of(body)
    rows = motions_for(None, body).filter(amends=None)
    for row in _those(rows.select_related("meeting", "mover", "resolution"), keys):
        made = getattr(row, "resolution", None)
        label = Label(**made.number_words) if made else None
        yield Document(
            row.pk,
            row.title,
            names=(label.zh, label.en) if label else (),
            texts=(row.grounds, made.text if made else row.text, row.mover.name),
            on=row.meeting.start.astimezone(zone).date(),
            organizations=(row.meeting.organization_id,),
            within=row.meeting_id,
        )


def _first(row: tuple[Any, ...]) -> Any:
    return row[0]


def _words(name: str, sha256: str, mime_type: str) -> tuple[str, ...]:
    """The name of a file, and its words where it is plain text kept here."""
    return (name, store.text_of(sha256, mime_type) if sha256 else "")


def files(body: UUID, day: date, keys: Keys) -> Iterator[Document]:
    """The files laid before meetings: by name, and by their words where they are plain text.

    `within` is the meeting of one whose bytes lie elsewhere.
    """
    zone = zone_of(body)
    rows = files_for(None, body).exclude(meeting=None).select_related("meeting")
    for row in _those(rows, keys):
        yield Document(
            row.pk,
            row.name,
            names=(row.file_name,),
            texts=_words(row.name, row.sha256, row.mime_type)[1:],
            on=row.meeting.start.astimezone(zone).date(),
            organizations=(row.meeting.organization_id,),
            within=None if row.sha256 else row.meeting_id,
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


def _papers_touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = Paper._default_manager.filter(body=body)
    parties = PaperParty._default_manager.filter(person__in=ids).values("paper")
    held = File._default_manager.filter(pk__in=ids).values("paper")
    return _touched(rows, Q(pk__in=ids) | Q(pk__in=parties) | Q(pk__in=held))


def _motions_touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = Motion._default_manager.filter(body=body)
    named = Q(pk__in=ids) | Q(meeting__in=ids) | Q(item__in=ids) | Q(mover__in=ids)
    return _touched(rows, named | Q(resolution__in=ids))


def register_kinds() -> None:
    """Let meetings, items, motions, papers and files be found."""
    register(Kind("meeting", _("Meetings"), _("Meeting"), meetings, _meetings_touched))
    register(Kind("item", _("Agenda items"), _("Agenda item"), items, _items_touched))
    register(Kind("motion", _("Motions"), _("Motion"), motions, _motions_touched))
    register(Kind("paper", _("Papers"), _("Paper"), papers, _papers_touched))
    one = pgettext_lazy("one of many", "File")
    register(Kind("file", _("Files"), one, files, _files_touched))

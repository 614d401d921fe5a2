"""Papers and files, and which of them somebody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from townmoot.files.serve import Hanging
from townmoot.meetings.models import File, Paper
from townmoot.meetings.queries.agenda import items_for, told_items, whole
from townmoot.meetings.queries.meetings import insider, meetings_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.record import Actor


def papers_for(actor: Actor | None, body: UUID) -> QuerySet[Paper]:
    """The papers somebody may read, newest first: public ones, all as an insider."""
    rows = Paper._default_manager.filter(body=body, withdrawn_at=None)
    return rows if insider(actor) else rows.filter(public=True)


def files_for(actor: Actor | None, body: UUID) -> QuerySet[File]:
    """The files somebody may read: of papers and items that person sees, public or as an insider.

    Who must receive what is passed on under an item reads its files, public or not.
    """
    meetings = meetings_for(actor, body).order_by().values("pk")
    items = items_for(actor, body).order_by().values("pk")
    laid = Q(meeting__in=meetings) & (Q(item=None) | Q(item__in=items))
    of_paper = Q(meeting=None, paper__in=papers_for(actor, body).order_by().values("pk"))
    rows = File._default_manager.filter(laid | of_paper, body=body, withdrawn_at=None)
    if insider(actor):
        return rows
    return rows.filter(Q(public=True) | whole(actor) | Q(item__in=told_items(actor)))


def open_files() -> QuerySet[File]:
    """Of papers that everybody may read, the files that everybody may read (see `files_for`)."""
    return File._default_manager.filter(meeting=None, public=True, withdrawn_at=None)


def hanging_file(actor: Actor | None, body: UUID, file: UUID) -> Hanging | None:
    """The bytes of a file, for somebody who may read it: the door for `files`.

    None also where its bytes lie elsewhere.
    """
    found = files_for(actor, body).filter(pk=file).exclude(sha256="").first()
    if found is None:
        return None
    public = files_for(None, body).filter(pk=file).exists()
    return Hanging(found.sha256, found.file_name, found.mime_type, public=public)

"""Reading the record: the timeline of one thing, one entry, the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.record.context import Ctx
from townmoot.record.engine import context
from townmoot.record.models import Entry, Head, new_id
from townmoot.record.ports import Operator

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def timeline(body: UUID, subject: UUID) -> QuerySet[Entry]:
    """The entries about one thing, in order."""
    return Entry._default_manager.filter(body=body, subject=subject).order_by("position")


def entry_at(body: UUID, position: int) -> Entry | None:
    """The entry at a position of a body's record."""
    return Entry._default_manager.filter(body=body, position=position).first()


def head_of(body: UUID) -> Head | None:
    """The body's head row: size and root of its record."""
    return Head._default_manager.filter(body=body).first()


def looking(body: UUID, account: UUID | Operator) -> Ctx:
    """A context for asking what the account may do now; nothing can be recorded through it."""
    head = Head._default_manager.get(body=body)
    return context(head, account, new_id())

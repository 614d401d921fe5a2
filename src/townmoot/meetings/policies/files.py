"""Files laid before a meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.files import store
from townmoot.files.models import Blob
from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import AgendaItem, File, Meeting
from townmoot.meetings.policies.steps import NOT_BEGUN, check_meeting_in, wrong
from townmoot.record import Ctx, NotFound, Refused


def stored(sha256: str) -> Blob:
    """The bytes with this checksum. Raises Invalid where they never arrived."""
    found = store.find(sha256)
    if found is None:
        raise wrong("sha256", _("This file has not arrived; choose it again."))
    return found


def check_attach(ctx: Ctx, *, meeting: UUID, sha256: str, item: UUID | None, **others: Any) -> None:
    """Raise Invalid where the file never arrived, NotFound for an item of another meeting."""
    row = ctx.get(Meeting, meeting)
    if queries.state_of(row) == MeetingState.CANCELLED:
        check_meeting_in(row, *NOT_BEGUN)
    if item and ctx.get(AgendaItem, item).meeting_id != row.pk:
        raise NotFound
    stored(sha256)
    same = File._default_manager.filter(meeting=row, item=item, sha256=sha256, withdrawn_at=None)
    if same.exists():
        raise Refused(_("This file is there already."))


def check_withdraw(ctx: Ctx, *, file: UUID, reason: str = "") -> None:
    """Raise Refused where the file was withdrawn before."""
    if ctx.get(File, file).withdrawn_at is not None:
        raise Refused(_("This file was withdrawn before."))

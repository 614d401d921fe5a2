"""When a list of past meetings may be taken over, and when that may be undone."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.meetings.models import MeetingImport
from townmoot.meetings.queries.taken import relied_on
from townmoot.people.enums import OrganizationKind
from townmoot.people.policies import check_upload
from townmoot.people.queries import the_one
from townmoot.record import Ctx, Refused


def check_can_import(ctx: Ctx, *, upload: UUID, sha256: str) -> None:
    """Raise Refused where the list is gone or another one, or there is no congress yet."""
    check_upload(ctx, "meetings", upload, sha256)
    if the_one(ctx.body, OrganizationKind.CONGRESS, ctx.today) is None:
        raise Refused(_("Add the congress first; then its meetings."))


def check_can_undo(ctx: Ctx, *, source: UUID) -> None:
    """Raise Refused where it was undone before, or later work relies on it: with the list."""
    found = ctx.get(MeetingImport, source)
    if found.undone_at is not None:
        raise Refused(_("This was undone already."))
    rows = relied_on(found)
    if rows:
        listed = ", ".join(str(row.row) for row in rows)
        raise Refused(
            _("This cannot be undone: later work relies on its rows %(rows)s.") % {"rows": listed}
        )

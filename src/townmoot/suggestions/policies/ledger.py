"""When a ledger may be taken over, and when that may be undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.people.enums import OrganizationKind
from townmoot.people.policies import check_upload
from townmoot.people.queries import the_one
from townmoot.record import Ctx, Refused
from townmoot.suggestions.models import LedgerImport
from townmoot.suggestions.queries.ledger_made import relied_on


def check_can_import(ctx: Ctx, *, upload: UUID, sha256: str, **_inputs: Any) -> None:
    """Raise Refused where the list is gone or another one, or there is no government yet."""
    check_upload(ctx, "ledger", upload, sha256)
    if the_one(ctx.body, OrganizationKind.GOVERNMENT, ctx.today) is None:
        raise Refused(_("Add the government first; suggestions are assigned to it."))


def check_can_undo(ctx: Ctx, *, source: UUID) -> None:
    """Raise Refused where it was undone before, or later work relies on it: with the list."""
    found = ctx.get(LedgerImport, source)
    if found.undone_at is not None:
        raise Refused(_("This was undone already."))
    rows = relied_on(found)
    if rows:
        listed = ", ".join(str(row.row) for row in rows)
        raise Refused(
            _("This cannot be undone: later work relies on its rows %(rows)s.") % {"rows": listed}
        )

"""An import's act, done or only tried, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.cli.output import Out


def do(
    act: str, inputs: dict[str, Any], out: Out, body: UUID, account: Any, *, dry: bool = False
) -> int:
    """Do the act; with `dry`, do it whole and leave nothing of it: so it is refused as it would be.

    An import is all or nothing, so a refusal stands for every row.
    """
    from django.db import transaction

    from townmoot.record import ActError
    from townmoot.record.engine import perform

    try:
        with transaction.atomic():
            done = perform(act, body=body, account=account, inputs=inputs)
            transaction.set_rollback(dry)
    except ActError as error:
        told = error.as_json()
        out.problem(f"{told['code']}: {told['reason']}")
        for field in told["fields"]:
            out.problem(f"  {field['field']}: {field['reason']}")
        out.problem(_("none of the rows is taken over"))
        return 1
    if dry:
        out.say(_("nothing was written (--dry-run)"))
        return 0
    key = done.result.get("import", "")
    out.say(_("done: entry %(position)s") % {"position": done.position})
    if key:
        out.say(_("import %(key)s") % {"key": key})
    out.tell(position=done.position, result=done.result, **{"import": key})
    return 0

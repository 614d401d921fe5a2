"""Councils read from elsewhere: planned against what is here, and kept for the act."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from townmoot.opendata.policies import UPLOAD
from townmoot.opendata.queries import Plan, plan_import
from townmoot.people.models import Upload
from townmoot.people.uploads import KEPT
from townmoot.record import clock

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from townmoot.opendata.enums import Format
    from townmoot.opendata.reading.form import Council


@dataclass(frozen=True)
class ReceivedCouncil:
    """What was read, what it would do; `upload` is None where that is nothing."""

    plan: Plan
    upload: UUID | None
    sha256: str


def receive_council(
    body: UUID, account: UUID | None, council: Council, form: Format, read_at: datetime
) -> ReceivedCouncil:
    """Plan what was read, and keep it for a day where it changes anything."""
    staged: dict[str, Any] = {
        "format": form.value,
        "address": council.address,
        "name": council.name,
        "code": council.code,
        "language": council.language,
        "things": [thing.as_json() for thing in council.things],
        "faults": len(council.faults),
        "read_at": read_at.isoformat(),
    }
    seals = "".join(thing.digest() for thing in council.things)
    sha256 = hashlib.sha256(seals.encode()).hexdigest()
    plan = plan_import(body, staged)
    if not plan.changes:
        return ReceivedCouncil(plan, None, sha256)
    moment = clock.real_now()
    Upload._default_manager.filter(made_at__lt=moment - KEPT).delete()
    made = Upload._default_manager.create(
        body=body,
        account=account,
        kind=UPLOAD,
        file_name=council.name[:200],
        sha256=sha256,
        rows=staged,
        made_at=moment,
    )
    return ReceivedCouncil(plan, made.pk, sha256)

"""Papers of a meeting: files that arrived before, hung on the meeting or an item."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.files import names, types
from townmoot.meetings import permissions, publics
from townmoot.meetings.actions.inputs import Checksum, Name, Reason
from townmoot.meetings.models import AgendaItem, Meeting, Paper
from townmoot.meetings.policies import papers as policies
from townmoot.record import Ctx, ShortText, act


@act(
    "paper.attach",
    permission=permissions.CLERK,
    policy=policies.check_attach,
    public=publics.paper_attached,
    subject="paper",
)
def attach(
    ctx: Ctx,
    *,
    meeting: UUID,
    sha256: Checksum,
    name: Name,
    item: UUID | None = None,
    file_name: ShortText = "",
    public: bool = True,
) -> dict[str, Any]:
    """Lay a paper before the meeting, under an item or for the whole of it."""
    blob = policies.stored(sha256)
    suffixes = types.BY_MIME[blob.mime_type].suffixes
    made = ctx.create(
        Paper,
        meeting=ctx.get(Meeting, meeting),
        item=ctx.get(AgendaItem, item) if item else None,
        name=name,
        file_name=names.normalise(file_name or name, suffixes),
        sha256=sha256,
        mime_type=blob.mime_type,
        size=blob.size,
        public=public,
    )
    return {"paper": made.id}


@act(
    "paper.withdraw",
    permission=permissions.CLERK,
    policy=policies.check_withdraw,
    subject="paper",
)
def withdraw(ctx: Ctx, *, paper: UUID, reason: Reason) -> dict[str, Any]:
    """Take a paper back; it is no longer handed out."""
    row = ctx.get(Paper, paper)
    ctx.save(row, withdrawn_at=ctx.now, withdrawn_reason=reason)
    return {"paper": row.id}

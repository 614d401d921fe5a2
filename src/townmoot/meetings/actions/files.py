"""Files of a meeting: bytes that arrived before, hung on the meeting or an item."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.files import names, types
from townmoot.meetings import permissions, publics
from townmoot.meetings.actions.inputs import Checksum, Name, Reason
from townmoot.meetings.models import AgendaItem, File, Meeting
from townmoot.meetings.policies import files as policies
from townmoot.record import Ctx, ShortText, act


@act(
    "file.attach",
    permission=permissions.CLERK,
    policy=policies.check_attach,
    public=publics.file_attached,
    subject="file",
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
    """Lay a file before the meeting, under an item or for the whole of it."""
    blob = policies.stored(sha256)
    suffixes = types.BY_MIME[blob.mime_type].suffixes
    made = ctx.create(
        File,
        meeting=ctx.get(Meeting, meeting),
        item=ctx.get(AgendaItem, item) if item else None,
        name=name,
        file_name=names.normalise(file_name or name, suffixes),
        sha256=sha256,
        mime_type=blob.mime_type,
        size=blob.size,
        public=public,
    )
    return {"file": made.id}


@act(
    "file.withdraw",
    permission=permissions.CLERK,
    policy=policies.check_withdraw,
    subject="file",
)
def withdraw(ctx: Ctx, *, file: UUID, reason: Reason) -> dict[str, Any]:
    """Take a file back; it is no longer handed out."""
    row = ctx.get(File, file)
    ctx.save(row, withdrawn_at=ctx.now, withdrawn_reason=reason)
    return {"file": row.id}

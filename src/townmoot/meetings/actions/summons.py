"""Proof that members were summoned and the public was told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import permissions, queries
from townmoot.meetings.actions.inputs import Moment, Name, Title
from townmoot.meetings.enums import PostingKind
from townmoot.meetings.models import File, Meeting, Posting
from townmoot.meetings.policies import council as policies
from townmoot.meetings.publics import council as publics
from townmoot.record import Ctx, act


@act(
    "notice.post",
    permission=permissions.CLERK,
    policy=policies.check_post,
    public=publics.posted,
    subject="meeting",
    module="summons",
)
def post(
    ctx: Ctx,
    *,
    meeting: UUID,
    kind: PostingKind,
    place: Title,
    served_by: Name,
    at: Moment,
    file: UUID | None = None,
) -> dict[str, Any]:
    """Prove a summons or a public notice: where, by whom and when it was served or put up."""
    row = ctx.get(Meeting, meeting)
    moment = queries.in_zone(ctx.body, at)
    view = queries.notice_check(row, queries.local_day(ctx.body, moment))
    day = queries.local_day(ctx.body, row.start)
    notice = queries.latest_notice_of(row)
    made = ctx.create(
        Posting,
        meeting=row,
        kind=kind,
        notice=notice.number if notice else 0,
        place=place,
        served_by=served_by,
        at=moment,
        latest=view.check.latest.date if view.check else day,
        profile=view.profile,
        file=ctx.get(File, file) if file else None,
    )
    return {"meeting": meeting, "posting": made.id, "in_time": not view.late}

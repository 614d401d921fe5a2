"""Taking over facts of past meetings, all or nothing, and taking that back."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.meetings import permissions, publics
from townmoot.meetings.actions.meetings import step
from townmoot.meetings.enums import VenueKind
from townmoot.meetings.models import Meeting, MeetingFacts, MeetingImport, Venue
from townmoot.meetings.policies import taken as policies
from townmoot.meetings.queries.taken import (
    CLOSE,
    FACTS,
    PlannedMeeting,
    bounds,
    made_by,
    plan_meetings,
)
from townmoot.people.enums import OrganizationKind
from townmoot.people.models import Upload
from townmoot.people.policies import check_no_problems
from townmoot.people.queries import the_one
from townmoot.record import Ctx, act

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_HOMES = {"presidium_meeting": OrganizationKind.PRESIDIUM}


@act(
    "meetings.import",
    permission=permissions.CLERK,
    policy=policies.check_can_import,
    public=publics.meetings_imported,
    subject="import",
    module="figures",
)
def import_meetings(ctx: Ctx, *, upload: UUID, sha256: Sha256) -> dict[str, Any]:
    """Take over a list of past meetings that was handed in and looked at: every row, or none."""
    staged = Upload._default_manager.get(pk=upload)
    plan = plan_meetings(ctx.body, ctx.today, staged.rows)
    check_no_problems(plan.problems)
    source = ctx.create(MeetingImport, file_name=staged.file_name, sha256=staged.sha256)
    rows = [
        [planned.row["row"], _meeting(ctx, source, planned), planned.outcome]
        for planned in plan.rows
    ]
    staged.delete()
    return {
        "import": source.pk,
        "sha256": source.sha256,
        "counts": plan.counts,
        "rows": rows,
    }


def _meeting(ctx: Ctx, source: MeetingImport, planned: PlannedMeeting) -> UUID:
    if planned.facts is not None:
        return planned.facts.meeting_id
    row = planned.row
    start, end = bounds(ctx.body, planned.on)
    home = the_one(ctx.body, _HOMES.get(planned.kind, OrganizationKind.CONGRESS), ctx.today)
    meeting = ctx.create(
        Meeting,
        kind=planned.kind,
        name=row["name"][:200],
        organization=home or the_one(ctx.body, OrganizationKind.CONGRESS, ctx.today),
        start=start,
        end=end,
        hybrid=planned.hybrid,
        note=row["note"][:500],
    )
    halls = [(row["hall"], VenueKind.MAIN), *((name, VenueKind.BRANCH) for name in row["venues"])]
    for place, (name, kind) in enumerate(halls, 1):
        if name:
            ctx.create(Venue, meeting=meeting, name=name, kind=kind, order=place * 10)
    step(ctx, meeting, CLOSE)
    told = {key: row[key] for key in FACTS}
    ctx.create(MeetingFacts, source=source, meeting=meeting, row=row["row"], on=planned.on, **told)
    return meeting.pk


@act(
    "meetings.undo",
    permission=permissions.CLERK,
    policy=policies.check_can_undo,
    public=publics.meetings_undone,
    subject="source",
    module="figures",
)
def undo_meetings(ctx: Ctx, *, source: UUID) -> dict[str, Any]:
    """Take a list of past meetings back."""
    found = ctx.get(MeetingImport, source)
    for model, keys in made_by(found).items():
        model._default_manager.filter(body=ctx.body, pk__in=keys).delete()
    ctx.save(found, undone_at=ctx.now, undone_by=ctx.actor.who)
    return {"import": found.pk}

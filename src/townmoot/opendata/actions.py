"""Taking over the public record of a council: all or nothing, in one entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.meetings.actions import recorded as meetings
from townmoot.meetings.queries import zone_of
from townmoot.opendata import permissions, policies, publics
from townmoot.opendata.enums import Kind
from townmoot.opendata.models import Source, SourceImport, SourceRow
from townmoot.opendata.queries import Plan, Staged, of_kind, plan_import
from townmoot.opendata.reading.form import Thing
from townmoot.opendata.rows import row_of
from townmoot.people.actions import recorded as people
from townmoot.people.models import Upload
from townmoot.record import Ctx, act
from townmoot.record.models import new_id

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

_WRITERS: dict[Kind, Callable[..., None]] = {
    Kind.ORGANIZATION: partial(people.take_over, kind="organization"),
    Kind.PERSON: partial(people.take_over, kind="person"),
    Kind.MEMBERSHIP: partial(people.take_over, kind="membership"),
    Kind.MEETING: meetings.take_over_meetings,
    Kind.ITEM: meetings.take_over_items,
    Kind.PAPER: meetings.take_over_papers,
    Kind.CONSULTATION: meetings.take_over_consultations,
    Kind.FILE: meetings.take_over_files,
}


@act(
    "council.import",
    permission=permissions.CLERK,
    policy=policies.check_can_import,
    public=publics.imported,
    subject="import",
)
def import_council(ctx: Ctx, *, upload: UUID, sha256: Sha256) -> dict[str, Any]:
    """Take over the public record of a council that was read: everything, or nothing.

    Names, roles and dates of persons are taken over as their source publishes them; phones,
    e-mail addresses and homes are not even read.
    """
    staged = Upload._default_manager.get(pk=upload)
    plan = plan_import(ctx.body, staged.rows)
    policies.check_changes(plan)
    source = plan.source or ctx.create(
        Source,
        format=staged.rows["format"],
        address=staged.rows["address"],
        name=staged.rows["name"],
        code=staged.rows["code"],
        language=staged.rows["language"],
    )
    _write(ctx, plan, source)
    made = _note(ctx, plan, source, staged.rows, sha256)
    staged.delete()
    return {
        "import": made.pk,
        "source": source.pk,
        "address": source.address,
        "sha256": sha256,
        "counts": made.counts,
        "faults": made.faults,
    }


def _write(ctx: Ctx, plan: Plan, source: Source) -> None:
    """Let each app write its rows, then tie them to what they came from."""
    keys = {key: tie.target for key, tie in plan.ties.items()}
    keys |= {thing.key: new_id() for thing in plan.new}
    zone = zone_of(ctx.body)
    new, changed = of_kind(plan.new), of_kind(plan.changed)
    for kind, write in _WRITERS.items():
        write(
            ctx,
            new=[{"id": keys[one.key], **row_of(one, keys, zone)} for one in new[kind]],
            changed={keys[one.key]: row_of(one, keys, zone) for one in changed[kind]},
            gone=[keys[key] for key in plan.gone if key[0] == kind],
        )
    ctx.insert(
        SourceRow,
        [
            {"source_id": source.pk, "target": keys[one.key], "foreign": one.id, **_tie(one)}
            for one in plan.new
        ],
    )
    _tie_anew(ctx, plan)


def _tie(thing: Thing) -> dict[str, Any]:
    return {
        "kind": thing.kind,
        "parent": thing.parent,
        "web": thing.web,
        "digest": thing.digest(),
    }


def _tie_anew(ctx: Ctx, plan: Plan) -> None:
    """The ties of what changed or went."""
    touched = [plan.ties[key].pk for key in plan.gone]
    touched += [plan.ties[thing.key].pk for thing in plan.changed]
    rows = SourceRow._default_manager.filter(body=ctx.body).in_bulk(touched)
    for thing in plan.changed:
        ctx.save(rows[plan.ties[thing.key].pk], **_tie(thing), withdrawn_at=None)
    for key, deleted in plan.gone.items():
        ctx.save(rows[plan.ties[key].pk], withdrawn_at=ctx.now, deleted=deleted)


def _note(ctx: Ctx, plan: Plan, source: Source, staged: Staged, sha256: str) -> SourceImport:
    return ctx.create(
        SourceImport,
        source=source,
        sha256=sha256,
        counts=plan.counts(),
        faults=staged["faults"] + len(plan.faults),
        read_at=datetime.fromisoformat(staged["read_at"]),
    )

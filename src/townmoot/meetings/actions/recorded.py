"""Meetings and papers of a council that is recorded here, as its own publication tells of them.

Not acts themselves: an act of an app above takes over a whole council, in one entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from townmoot.meetings.enums import VenueKind
from townmoot.meetings.models import (
    AgendaItem,
    Consultation,
    ConsultationOrganization,
    File,
    Meeting,
    MeetingOrganization,
    MeetingStep,
    Paper,
    PaperParty,
    PaperRelation,
    Venue,
)
from townmoot.meetings.queries.meetings import PUBLISH
from townmoot.meetings.queries.taken import CLOSE, OTHER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from townmoot.record import Ctx
    from townmoot.record.models import Domain

Row = dict[str, Any]
D = TypeVar("D", bound="Domain")

# What the source says of a meeting → the step by which it stands there.
STEPS = {"called": "meeting.give_notice", "held": CLOSE, "cancelled": "meeting.cancel"}


def _write(
    ctx: Ctx,
    model: type[D],
    new: Sequence[Row],
    changed: Mapping[UUID, Row],
    gone: Sequence[UUID],
    mark: str = "withdrawn_at",
) -> None:
    """Add, change and withdraw rows of one model; who is told of again stands again."""
    ctx.insert(model, new)
    there = model._default_manager.filter(body=ctx.body).in_bulk([*changed, *gone])
    for key, row in changed.items():
        ctx.save(there[key], **row, **{mark: None})
    for key in gone:
        ctx.save(there[key], **{mark: ctx.now})


def _parts(
    ctx: Ctx, model: type[Domain], owner: str, rows: Mapping[UUID, list[Row]], old: Sequence[UUID]
) -> None:
    """Write what belongs to rows of another model; of those that were there before, anew."""
    model._default_manager.filter(body=ctx.body, **{f"{owner}__in": old}).delete()
    ctx.insert(
        model, [{f"{owner}_id": key, **part} for key, parts in rows.items() for part in parts]
    )


def take_over_meetings(
    ctx: Ctx, *, new: Sequence[Row], changed: Mapping[UUID, Row], gone: Sequence[UUID]
) -> None:
    """Meetings with their place (`place`, `address`), `organizations` and `state`."""
    old = list(changed)
    told = {row["id"]: row for row in new} | dict(changed)
    own = {key: _meeting(row) for key, row in told.items()}
    _write(
        ctx,
        Meeting,
        [{**own[row["id"]], "id": row["id"]} for row in new],
        {key: own[key] for key in changed},
        gone,
    )
    joint = {
        key: [
            {"organization_id": each, "order": order}
            for order, each in enumerate(row["organizations"][1:], 1)
        ]
        for key, row in told.items()
    }
    _parts(ctx, MeetingOrganization, "meeting", joint, old)
    venues = {
        key: [{"name": name, "address": row["address"], "kind": VenueKind.MAIN, "order": 10}]
        for key, row in told.items()
        if (name := row["place"] or row["address"][:200])
    }
    _parts(ctx, Venue, "meeting", venues, old)
    _steps(ctx, told, set(old))


def _meeting(row: Row) -> Row:
    return {
        "kind": OTHER,
        "name": row["name"],
        "organization_id": row["organizations"][0],
        "start": row["start"],
        "end": row["end"],
    }


def _steps(ctx: Ctx, told: Mapping[UUID, Row], old: set[UUID]) -> None:
    """Where each meeting stands; one that was there before gets a step where that changed."""
    last: dict[UUID, tuple[int, str]] = {}
    rows = MeetingStep._default_manager.filter(body=ctx.body, meeting__in=old).order_by("number")
    for meeting, number, act in rows.values_list("meeting", "number", "act"):
        last[meeting] = (number, act)
    made: list[Row] = []
    for key, row in told.items():
        number, before = last.get(key, (0, ""))
        acts = [] if key in old else [PUBLISH]
        now = STEPS.get(row["state"], "")
        if now and now != before:
            acts.append(now)
        made += [
            {"meeting_id": key, "number": number + place, "act": act}
            for place, act in enumerate(acts, 1)
        ]
    ctx.insert(MeetingStep, made)


def take_over_items(
    ctx: Ctx, *, new: Sequence[Row], changed: Mapping[UUID, Row], gone: Sequence[UUID]
) -> None:
    """Items of agendas."""
    kind = {"kind": OTHER}
    _write(
        ctx,
        AgendaItem,
        [{**row, **kind} for row in new],
        {key: {**row, **kind} for key, row in changed.items()},
        gone,
        "removed_at",
    )


def take_over_papers(
    ctx: Ctx, *, new: Sequence[Row], changed: Mapping[UUID, Row], gone: Sequence[UUID]
) -> None:
    """Papers with their `parties` and `relations`."""
    _with_parts(
        ctx,
        Paper,
        {"parties": (PaperParty, "paper"), "relations": (PaperRelation, "paper")},
        new,
        changed,
        gone,
    )


def take_over_consultations(
    ctx: Ctx, *, new: Sequence[Row], changed: Mapping[UUID, Row], gone: Sequence[UUID]
) -> None:
    """Consultations with their `organizations`."""
    parts = {"organizations": (ConsultationOrganization, "consultation")}
    _with_parts(ctx, Consultation, parts, new, changed, gone)


def take_over_files(
    ctx: Ctx, *, new: Sequence[Row], changed: Mapping[UUID, Row], gone: Sequence[UUID]
) -> None:
    """Files, whose bytes stay where they are."""
    _write(ctx, File, new, changed, gone)


def _with_parts(
    ctx: Ctx,
    model: type[Domain],
    parts: Mapping[str, tuple[type[Domain], str]],
    new: Sequence[Row],
    changed: Mapping[UUID, Row],
    gone: Sequence[UUID],
) -> None:
    """Write rows that hold lists of further rows under the names of `parts`."""

    def own(row: Row) -> Row:
        return {name: value for name, value in row.items() if name not in parts}

    _write(ctx, model, [own(row) for row in new], {k: own(row) for k, row in changed.items()}, gone)
    told = {row["id"]: row for row in new} | dict(changed)
    for name, (part, owner) in parts.items():
        rows = {key: row[name] for key, row in told.items()}
        _parts(ctx, part, owner, rows, list(changed))

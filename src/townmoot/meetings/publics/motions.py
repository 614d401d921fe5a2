"""What of motions goes into the public record: references, times and numbers; never their words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import queries
from townmoot.meetings.models import Motion, MotionDecision, Resolution
from townmoot.record import Ctx

Data = dict[str, Any]


def deadline_set(ctx: Ctx, result: Data, *, meeting: UUID, **_inputs: Any) -> Data | None:
    """Until when motions may be handed in to a published meeting."""
    if not queries.was_published(meeting):
        return None
    return {"meeting": meeting, "until": result["until"]}


def motion_told(ctx: Ctx, result: Data, *, motion: UUID, **_inputs: Any) -> Data | None:
    """Something was done with a motion that everybody may read; the act’s name says what."""
    row = ctx.get(Motion, motion)
    if not queries.is_open(row):
        return None
    told = {"meeting": row.meeting_id, "motion": row.pk, "item": row.item_id}
    return told | {"amends": row.amends_id, "withdrawn": row.withdrawn_at is not None}


def seconded(ctx: Ctx, result: Data, *, motion: UUID, person: UUID) -> Data | None:
    """Who seconded it."""
    told = motion_told(ctx, result, motion=motion)
    return None if told is None else told | {"person": person}


def decided(ctx: Ctx, result: Data, *, motion: UUID, poll: UUID) -> Data | None:
    """By which poll it was carried or not, and the number of the resolution."""
    told = motion_told(ctx, result, motion=motion)
    if told is None:
        return None
    told |= {"poll": poll, "carried": ctx.get(MotionDecision, result["decision"]).carried}
    if "resolution" in result:
        made = ctx.get(Resolution, result["resolution"])
        told |= {"resolution": made.pk, "year": made.year, "number": made.number}
    return told

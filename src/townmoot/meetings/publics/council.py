"""What of a council’s business goes into the public record: references, codes, days and numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import queries
from townmoot.meetings.models import (
    AgendaItem,
    Dispensation,
    NextMeeting,
    PastMinutes,
    Planning,
    Posting,
    PublicSlot,
)
from townmoot.record import Ctx

Data = dict[str, Any]


def told_of(row: AgendaItem) -> Data | None:
    """The meeting and the item, where the public knows of both; None of any other."""
    if not (row.public and queries.was_published(row.meeting_id)):
        return None
    return {"meeting": row.meeting_id, "item": row.pk}


def item_told(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """Something was noted under a public item; the act’s name says what."""
    return told_of(ctx.get(AgendaItem, item))


def apologies_accepted(ctx: Ctx, result: Data, *, item: UUID, **inputs: Any) -> Data | None:
    """So many apologies were accepted, or not; of whom the record is silent."""
    told = told_of(ctx.get(AgendaItem, item))
    if told is None:
        return None
    return told | {"count": result["count"], "accepted": inputs["accepted"]}


def dispensation_granted(ctx: Ctx, result: Data, *, dispensation: UUID, **_inputs: Any) -> Data:
    """Who may take part in spite of an interest, by whose leave, until when."""
    row = ctx.get(Dispensation, dispensation)
    return {"person": row.person_id, "granted_by": row.granted_by, "until": row.until}


def slot_over(ctx: Ctx, result: Data, *, slot: UUID) -> Data | None:
    """How long a member of the public spoke."""
    told = told_of(ctx.get(PublicSlot, slot).item)
    return None if told is None else told | {"seconds": result["seconds"]}


def minutes_laid(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """The minutes of which meeting, and whether they were corrected."""
    told, row = told_of(ctx.get(AgendaItem, item)), ctx.get(PastMinutes, result["minutes"])
    return None if told is None else told | {"of": row.of_id, "corrected": bool(row.corrections)}


def minutes_signed(ctx: Ctx, result: Data, *, item: UUID) -> Data | None:
    """Who signed the minutes of which meeting."""
    told = told_of(ctx.get(AgendaItem, item))
    return None if told is None else told | {"of": result["of"], "person": result["by"]}


def planning_answered(ctx: Ctx, result: Data, *, planning: UUID, **_inputs: Any) -> Data | None:
    """What the council answered, by its code."""
    row = ctx.get(Planning, planning)
    told = told_of(row.item)
    return None if told is None else told | {"response": row.response, "due": row.respond_by}


def planning_sent(ctx: Ctx, result: Data, *, planning: UUID) -> Data | None:
    """The answer was sent."""
    return planning_answered(ctx, result, planning=planning)


def next_set(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """When the council meets next."""
    told = told_of(ctx.get(AgendaItem, item))
    return None if told is None else told | {"start": ctx.get(NextMeeting, result["next"]).start}


def posted(ctx: Ctx, result: Data, *, meeting: UUID, **_inputs: Any) -> Data | None:
    """When the summons was served or the notice put up, and the last day for it."""
    if not queries.was_published(meeting):
        return None
    row = ctx.get(Posting, result["posting"])
    return {"meeting": meeting, "kind": row.kind, "at": row.at, "latest": row.latest}

"""What of a council’s business goes into the public record: references, codes, days and numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import queries
from townmoot.meetings.models import (
    AgendaItem,
    Declaration,
    Dispensation,
    NextMeeting,
    PastMinutes,
    Planning,
    Posting,
    PublicSlot,
)
from townmoot.record import Ctx

Data = dict[str, Any]


def _told(row: AgendaItem) -> Data | None:
    if not (row.public and queries.was_published(row.meeting_id)):
        return None
    return {"meeting": row.meeting_id, "item": row.pk}


def item_told(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """Something was noted under a public item; the act’s name says what."""
    return _told(ctx.get(AgendaItem, item))


def apologies_accepted(ctx: Ctx, result: Data, *, item: UUID, **inputs: Any) -> Data | None:
    """So many apologies were accepted, or not; of whom the record is silent."""
    told = _told(ctx.get(AgendaItem, item))
    if told is None:
        return None
    return told | {"count": result["count"], "accepted": inputs["accepted"]}


def interest_declared(ctx: Ctx, result: Data, **_inputs: Any) -> Data | None:
    """A member’s interest in a public item: who, which item, which kind; never its nature."""
    return _interest(ctx.get(Declaration, result["declaration"]))


def interest_moved(ctx: Ctx, result: Data, *, declaration: UUID) -> Data | None:
    """The member left, or returned; the act’s name says which."""
    return _interest(ctx.get(Declaration, declaration))


def _interest(row: Declaration) -> Data | None:
    told = _told(row.about)
    if told is None:
        return None
    dispensed = row.dispensation_id is not None
    return told | {"person": row.person_id, "kind": row.kind, "dispensed": dispensed}


def dispensation_granted(ctx: Ctx, result: Data, *, dispensation: UUID, **_inputs: Any) -> Data:
    """Who may take part in spite of an interest, by whose leave, until when."""
    row = ctx.get(Dispensation, dispensation)
    return {"person": row.person_id, "granted_by": row.granted_by, "until": row.until}


def slot_over(ctx: Ctx, result: Data, *, slot: UUID) -> Data | None:
    """How long a member of the public spoke."""
    told = _told(ctx.get(PublicSlot, slot).item)
    return None if told is None else told | {"seconds": result["seconds"]}


def minutes_laid(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """The minutes of which meeting, and whether they were corrected."""
    told, row = _told(ctx.get(AgendaItem, item)), ctx.get(PastMinutes, result["minutes"])
    return None if told is None else told | {"of": row.of_id, "corrected": bool(row.corrections)}


def minutes_signed(ctx: Ctx, result: Data, *, item: UUID) -> Data | None:
    """Who signed the minutes of which meeting."""
    told = _told(ctx.get(AgendaItem, item))
    return None if told is None else told | {"of": result["of"], "person": result["by"]}


def planning_answered(ctx: Ctx, result: Data, *, planning: UUID, **_inputs: Any) -> Data | None:
    """What the council answered, by its code."""
    row = ctx.get(Planning, planning)
    told = _told(row.item)
    return None if told is None else told | {"response": row.response, "due": row.respond_by}


def planning_sent(ctx: Ctx, result: Data, *, planning: UUID) -> Data | None:
    """The answer was sent."""
    return planning_answered(ctx, result, planning=planning)


def next_set(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """When the council meets next."""
    told = _told(ctx.get(AgendaItem, item))
    return None if told is None else told | {"start": ctx.get(NextMeeting, result["next"]).start}


def posted(ctx: Ctx, result: Data, *, meeting: UUID, **_inputs: Any) -> Data | None:
    """When the summons was served or the notice put up, and the last day for it."""
    if not queries.was_published(meeting):
        return None
    row = ctx.get(Posting, result["posting"])
    return {"meeting": meeting, "kind": row.kind, "at": row.at, "latest": row.latest}

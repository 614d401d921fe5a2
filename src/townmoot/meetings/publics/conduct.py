"""What of speeches and of the closed part goes into the public record: references and times."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity
from townmoot.meetings.models import GroupReport, Meeting, Participant, SpeakRequest, Speech
from townmoot.record import Ctx

Data = dict[str, Any]


def _speech(ctx: Ctx, key: UUID) -> Data | None:
    row = ctx.get(Speech, key)
    if not (row.public and queries.was_published(row.meeting_id)):
        return None
    told: Data = {"meeting": row.meeting_id, "item": row.item_id, "venue": row.venue_id}
    listed = Participant._default_manager.filter(meeting=row.meeting_id, person=row.person_id)
    if listed.filter(capacity=Capacity.MEMBER).exists():
        told["person"] = row.person_id
    return told


def speech_begun(ctx: Ctx, result: Data, *, request: UUID) -> Data | None:
    """A member speaks to a public item: who, and in which hall; others without a reference."""
    told = _speech(ctx, result["speech"])
    return None if told is None else told | {"kind": ctx.get(SpeakRequest, request).kind}


def speech_over(ctx: Ctx, result: Data, *, speech: UUID) -> Data | None:
    """How long the speech took, in seconds."""
    told = _speech(ctx, speech)
    return None if told is None else told | {"seconds": result["seconds"]}


def report_signed(ctx: Ctx, result: Data, *, report: UUID) -> Data | None:
    """The head of a group has signed what it reports under a public item; not what it says."""
    row = ctx.get(GroupReport, report)
    if not (row.item.public and queries.was_published(row.item.meeting_id)):
        return None
    return {"meeting": row.item.meeting_id, "item": row.item_id, "group": row.group_id}


def excluded(ctx: Ctx, result: Data, *, meeting: UUID, reason: str) -> Data | None:
    """The public is out; by resolution under an item, where one was needed."""
    item = result["item"]
    if not queries.was_published(ctx.get(Meeting, meeting).pk):
        return None
    return {"meeting": meeting, "item": item} if item else {"meeting": meeting}


def readmitted(ctx: Ctx, result: Data, *, meeting: UUID) -> Data | None:
    """Press and public are in again."""
    return {"meeting": meeting} if queries.was_published(meeting) else None

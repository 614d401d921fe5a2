"""What of a meeting goes into the public record: references, codes, dates and numbers.

Nothing of a meeting that is not published; never a name, a reason or who stayed away.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity
from townmoot.meetings.models import (
    AgendaItem,
    AgendaStep,
    Award,
    AwardRecipient,
    CheckIn,
    Film,
    ItemDecision,
    Meeting,
    MeetingFacts,
    MeetingImport,
    MeetingStep,
    Oath,
    Opinion,
    Talk,
    Venue,
    Visit,
)
from townmoot.record import Ctx

Data = dict[str, Any]


def published(ctx: Ctx, result: Data, *, meeting: UUID) -> Data:
    """A meeting becomes public: kind, times, halls, and its numbers so far."""
    row = ctx.get(Meeting, meeting)
    count = queries.tally(row)
    notice = queries.latest_notice_of(row)
    return {
        "kind": row.kind,
        "organization": row.organization_id,
        "start": row.start,
        "end": row.end,
        "hybrid": row.hybrid,
        "state": queries.state_of(row),
        "notice": notice.given if notice else None,
        "expected": count.expected,
        "present": count.present,
        "venues": [{"venue": hall.venue.pk, "present": hall.present} for hall in count.venues],
    }


def corrected(ctx: Ctx, result: Data, *, meeting: UUID, **inputs: Any) -> Data | None:
    """The times of a public meeting."""
    row = ctx.get(Meeting, meeting)
    if not queries.was_published(meeting):
        return None
    return {"start": row.start, "end": row.end, "hybrid": row.hybrid}


def noticed(ctx: Ctx, result: Data, *, meeting: UUID, **_inputs: Any) -> Data | None:
    """Notice was given on a day, to so many."""
    if not queries.was_published(meeting):
        return None
    notice = queries.latest_notice_of(ctx.get(Meeting, meeting))
    latest = notice.latest if notice else None
    return {"given": ctx.today, "latest": latest, "expected": result["expected"]}


def stepped(ctx: Ctx, result: Data, *, meeting: UUID, **inputs: Any) -> Data | None:
    """A step of a public meeting, with the members here and needed where that matters."""
    if not queries.was_published(meeting):
        return None
    step = ctx.get(MeetingStep, result["step"])
    counted = {"present": step.present, "needed": step.needed}
    return counted if step.present is not None else {}


def venue_added(ctx: Ctx, result: Data, *, meeting: UUID, kind: str, **inputs: Any) -> Data | None:
    """A hall of a public meeting."""
    if not queries.was_published(meeting):
        return None
    return {"venue": result["venue"], "kind": kind}


def venue_changed(ctx: Ctx, result: Data, *, venue: UUID, **inputs: Any) -> Data | None:
    """What happened to a hall of a public meeting; the act's name says it."""
    row = ctx.get(Venue, venue)
    return {"meeting": row.meeting_id} if queries.was_published(row.meeting_id) else None


def watching(ctx: Ctx, result: Data, *, venue: UUID, watching: int) -> Data | None:
    """How many look on in a hall of a public meeting."""
    row = ctx.get(Venue, venue)
    if not queries.was_published(row.meeting_id):
        return None
    return {"meeting": row.meeting_id, "watching": watching}


def agenda_stepped(ctx: Ctx, result: Data, *, meeting: UUID, **inputs: Any) -> Data | None:
    """The agenda was proposed, adopted, rejected or reopened, with the hands shown."""
    if not queries.was_published(meeting):
        return None
    step = ctx.get(AgendaStep, result["step"])
    told: Data = {"items": step.items}
    if step.way:
        told["way"] = step.way
    if step.votes_for is not None:
        told |= {
            "for": step.votes_for,
            "against": step.votes_against,
            "abstain": step.abstentions,
            "needed": step.needed,
        }
    return told


def item_moved_on(ctx: Ctx, result: Data, *, item: UUID) -> Data | None:
    """A public item was begun or finished."""
    row = ctx.get(AgendaItem, item)
    if not (row.public and queries.was_published(row.meeting_id)):
        return None
    return {"meeting": row.meeting_id, "number": row.number, "kind": row.kind}


def item_decided(ctx: Ctx, result: Data, *, item: UUID, **inputs: Any) -> Data | None:
    """The hands shown on a public item, and what the rules asked."""
    row = ctx.get(AgendaItem, item)
    if not (row.public and queries.was_published(row.meeting_id)):
        return None
    decision = ctx.get(ItemDecision, result["decision"])
    return {
        "meeting": row.meeting_id,
        "for": decision.votes_for,
        "against": decision.votes_against,
        "abstain": decision.abstentions,
        "present": decision.present,
        "needed": decision.needed,
        "base": decision.base,
        "carried": decision.carried,
        "profile": decision.profile,
    }


def file_attached(
    ctx: Ctx, result: Data, *, meeting: UUID, sha256: str, item: UUID | None, **inputs: Any
) -> Data | None:
    """A public file, by its checksum."""
    open_item = item is None or ctx.get(AgendaItem, item).public
    if not (inputs["public"] and open_item and queries.was_published(meeting)):
        return None
    return {"meeting": meeting, "item": item, "sha256": sha256}


def checked_in(ctx: Ctx, result: Data, **inputs: Any) -> Data | None:
    """A member is here, by reference; of others the record is silent."""
    row = ctx.get(CheckIn, result["check_in"])
    return _presence(row)


def presence_changed(ctx: Ctx, result: Data, *, check_in: UUID, reason: str) -> Data | None:
    """A member has left, or the check-in was struck."""
    return _presence(ctx.get(CheckIn, check_in))


def _presence(row: CheckIn) -> Data | None:
    there = row.participant
    if there.capacity != Capacity.MEMBER or not queries.was_published(there.meeting_id):
        return None
    return {"meeting": there.meeting_id, "person": there.person_id, "venue": row.venue_id}


def released(ctx: Ctx, result: Data, *, meeting: UUID, group: UUID) -> Data | None:
    """The head of a group has signed so many opinions."""
    if not queries.was_published(meeting):
        return None
    return {"meeting": meeting, "group": group, "opinions": len(result["opinions"])}


def sent(ctx: Ctx, result: Data, *, opinion: UUID, unit: UUID | None) -> Data | None:
    """An opinion went to a unit."""
    row = ctx.get(Opinion, opinion)
    if not queries.was_published(row.meeting_id):
        return None
    return {"meeting": row.meeting_id, "unit": result["unit"]}


def meetings_imported(ctx: Ctx, result: Data, **inputs: Any) -> Data:
    """The file's checksum, and of each past meeting its kind, day and counts."""
    source = ctx.get(MeetingImport, result["import"])
    rows = MeetingFacts._default_manager.filter(source=source).select_related("meeting")
    told = [
        {
            "meeting": row.meeting_id,
            "kind": row.meeting.kind,
            "on": row.on,
            "hybrid": row.meeting.hybrid,
            "venues": row.meeting.venues.count(),
            "groups": row.groups,
            "suggestions": row.suggestions,
            "replied": row.replied,
        }
        for row in rows
    ]
    return {"import": source.pk, "sha256": source.sha256, "meetings": told}


def meetings_undone(ctx: Ctx, result: Data, **inputs: Any) -> Data:
    """Which import was taken back."""
    return {"import": result["import"]}


def _of_item(ctx: Ctx, item: UUID) -> Data | None:
    """The meeting of a public item of a public meeting; None of any other."""
    row = ctx.get(AgendaItem, item)
    if not (row.public and queries.was_published(row.meeting_id)):
        return None
    return {"meeting": row.meeting_id}


def spoke(ctx: Ctx, result: Data, *, talk: UUID) -> Data | None:
    """The talk of this place was given; by whom, with consent only."""
    row = ctx.get(Talk, talk)
    told = _of_item(ctx, row.item_id)
    person = {"person": row.speaker_id} if row.consent else {}
    return None if told is None else told | {"order": row.order} | person


def film_started(ctx: Ctx, result: Data, *, item: UUID) -> Data | None:
    """A film was started that takes so many minutes."""
    told = _of_item(ctx, item)
    return None if told is None else told | {"minutes": ctx.get(Film, result["film"]).minutes}


def award_set(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """How many are honoured in all."""
    told = _of_item(ctx, item)
    return None if told is None else told | {"total": ctx.get(Award, result["award"]).total}


def award_presented(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """It was handed to so many on stage; to whom, with consent only."""
    told = _of_item(ctx, item)
    if told is None:
        return None
    rows = [ctx.get(AwardRecipient, key) for key in result["recipients"]]
    return told | {"count": len(rows), "persons": [row.person_id for row in rows if row.consent]}


def award_delivered(ctx: Ctx, result: Data, *, item: UUID, **inputs: Any) -> Data | None:
    """So many are honoured elsewhere; how many are left."""
    told = _of_item(ctx, item)
    if told is None:
        return None
    return told | {"way": inputs["way"], "count": inputs["count"], "left": result["left"]}


def oath_set(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """How many swore."""
    told = _of_item(ctx, item)
    return None if told is None else told | {"sworn": ctx.get(Oath, result["oath"]).sworn}


def visit_set(ctx: Ctx, result: Data, *, item: UUID, **_inputs: Any) -> Data | None:
    """From when, and how many went."""
    told = _of_item(ctx, item)
    row = ctx.get(Visit, result["visit"])
    return None if told is None else told | {"at": row.at, "went": row.went}

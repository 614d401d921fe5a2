"""What everybody may read of the acts: references, codes, dates, numbers; no name, no text.

From these parts alone `recount` gives the rates again.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.record import Ctx
from townmoot.suggestions.enums import Division, Share
from townmoot.suggestions.models import (
    Allotment,
    Assignment,
    Extension,
    LedgerImport,
    Referral,
    Rehandling,
    Reply,
    Suggestion,
    UnitReturn,
)
from townmoot.suggestions.queries.ledger_made import as_steps

Data = dict[str, Any]


def on(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """Only the day."""
    return {"on": ctx.today}


def taken_back(ctx: Ctx, result: Data, /, **_inputs: Any) -> Data | None:
    """The day on which what was public is public no more; another review stays in the house."""
    return {"on": ctx.today, "published": False} if result["taken_back"] else None


def accepted(ctx: Ctx, result: Data, *, suggestion: UUID, **_inputs: Any) -> Data:
    """Its number, and whether it is to be public."""
    item = ctx.get(Suggestion, suggestion)
    return {
        "on": ctx.today,
        "series": item.series,
        "number": item.number,
        "public": item.public,
    }


def assigned(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """From when to when the reply clock runs."""
    row = ctx.get(Assignment, result["assignment"])
    return {"on": row.on, "start": row.start, "due": row.due}


def _part(row: Allotment) -> Data:
    return {"part": row.pk, "unit": row.unit_id, "due": row.due, "replaces": row.replaces_id}


def allotted(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """The units with their parts, leading and assisting."""
    leads = [ctx.get(Allotment, key) for key in result["leads"]]
    assisting = [ctx.get(Allotment, key) for key in result["assisting"]]
    single = Division.LED if assisting else Division.SINGLE
    return {
        "on": ctx.today,
        "division": Division.SPLIT if len(leads) > 1 else single,
        "leads": [_part(row) for row in leads],
        "assisting": [_part(row) for row in assisting],
    }


def part(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """The part of a unit, and the day."""
    row = ctx.get(Allotment, result["allotment"])
    return {"on": ctx.today, "part": row.pk, "unit": row.unit_id}


def returned(ctx: Ctx, result: Data, **inputs: Any) -> Data:
    """The part that was given back, and whether the assembly has the suggestion again."""
    row = ctx.get(UnitReturn, result["unit_return"]).allotment
    return {
        "on": ctx.today,
        "part": row.pk,
        "unit": row.unit_id,
        "to_assembly": bool(inputs.get("to_assembly")),
        "lead": row.share == Share.LEAD,
    }


def extended(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """Until when."""
    row = ctx.get(Extension, result["extension"])
    return {"on": ctx.today, "part": row.allotment_id, "until": row.until}


def contacted(ctx: Ctx, result: Data, **inputs: Any) -> Data:
    """When and how a unit spoke with deputies."""
    row = ctx.get(Allotment, result["allotment"])
    told = {"part": row.pk, "unit": row.unit_id, "way": inputs["way"]}
    return {"on": inputs["on"], "noted": ctx.today, **told}


def replied(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """Round, class, and on whose behalf."""
    row = ctx.get(Reply, result["reply"])
    return {
        "on": row.issued_on,
        "reply": row.pk,
        "part": row.allotment_id,
        "unit": row.allotment.unit_id,
        "round": row.round,
        "class": row.reply_class,
        "resolved": row.counts_resolved,
        "servings": len(result["servings"]),
    }


def rehandled(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """The part, and when the second reply is due."""
    row = ctx.get(Rehandling, result["rehandling"])
    return {"on": row.on, "part": row.allotment_id, "due": row.due}


def merged(ctx: Ctx, result: Data, **inputs: Any) -> Data:
    """Into which one."""
    return {"on": ctx.today, "into": inputs["into"]}


def referred(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """When it was sent."""
    return {"on": ctx.get(Referral, result["referral"]).sent_on}


def referral_answered(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """When it was answered."""
    return {"on": ctx.get(Referral, result["referral"]).answered_on}


def carried(ctx: Ctx, result: Data, **inputs: Any) -> Data:
    """Into which year."""
    return {"on": ctx.today, "kind": inputs["kind"], "year": inputs["year"]}


def agreed(ctx: Ctx, result: Data, **_inputs: Any) -> Data | None:
    """The day, once all have agreed."""
    return {"on": ctx.today, "withdrawn": True} if result["withdrawn"] else None


def released(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """The counts of a reply's ratings by grade; not who gave which."""
    row = ctx.get(Reply, result["reply"])
    return {
        "on": ctx.today,
        "reply": row.pk,
        "part": row.allotment_id,
        "round": row.round,
        **result["counts"],
    }


def ledger_imported(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """The file's checksum, and each step that the ledger tells: references, codes, days."""
    source = ctx.get(LedgerImport, result["import"])
    told = {"import": source.pk, "sha256": source.sha256, "counts": result["counts"]}
    return {**told, "entries": as_steps(source)}


def ledger_undone(ctx: Ctx, result: Data, **_inputs: Any) -> Data:
    """Which import was taken back."""
    return {"import": result["import"]}

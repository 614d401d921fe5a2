"""Replies on their way through the house, and what of them is rated."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from townmoot.suggestions.enums import ReplyStepKind
from townmoot.suggestions.models import NumberSeries, Rating, Reply, ReplyStep, Serving

APPROVALS = (ReplyStepKind.CHECK, ReplyStepKind.COUNTERSIGN, ReplyStepKind.SIGN)


def steps_of(reply: Reply) -> list[ReplyStep]:
    """All steps of a reply, in order."""
    return list(ReplyStep._default_manager.filter(reply=reply).order_by("created_at", "pk"))


def present_steps(reply: Reply) -> list[ReplyStep]:
    """The steps since it was last sent back."""
    return [step for step in steps_of(reply) if step.cycle == reply.cycle]


def mark_of(unit: UUID) -> str:
    """The mark under which a unit last numbered its letters (澄府办); empty before the first."""
    rows = NumberSeries._default_manager.filter(unit=unit).order_by("-created_at", "-pk")
    return rows.values_list("mark", flat=True).first() or ""


ASPECTS = ("attitude", "result")


def rating_counts(reply: Reply) -> dict[str, Any]:
    """How often each grade was given (`counts`), what it counts as (`tally`), how many asked."""
    counts: dict[str, Counter[str]] = {aspect: Counter() for aspect in ASPECTS}
    tally: dict[str, Counter[str]] = {aspect: Counter() for aspect in ASPECTS}
    for rating in Rating._default_manager.filter(serving__reply=reply).order_by("pk"):
        for aspect in ASPECTS:
            if grade := getattr(rating, aspect):  # a ledger tells nothing of the attitude
                counts[aspect][grade] += 1
                tally[aspect][getattr(rating, f"{aspect}_counts_as")] += 1
    asked = Serving._default_manager.filter(reply=reply).count()
    return {"counts": counts, "tally": tally, "asked": asked}

"""Inputs as they would do, by which a page asks whether a step can be taken now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from townmoot.suggestions.actions.inputs import LeadUnit
from townmoot.suggestions.enums import ContactWay, ServingWay

if TYPE_CHECKING:
    from townmoot.web.handling.about import About

WORDS: Mapping[str, Any] = {"words": "…"}
REASON: Mapping[str, Any] = {"reason": "…"}
REMARK: Mapping[str, Any] = {"remark": "…"}


def assigning(about: About) -> Mapping[str, Any]:
    """To the government."""
    return {"to": about.governments[0].pk} if about.governments else {"to": about.key}


def allotting(about: About) -> Mapping[str, Any]:
    """To as many units as are wanted."""
    leads = [LeadUnit(unit=unit.pk, part="…") for unit in about.free_units[:1]]
    return {"leads": leads, "assisting": []}


def assisting(about: About) -> Mapping[str, Any]:
    """A unit that has no part."""
    return {"unit": about.free_units[0].pk if about.free_units else about.key}


def merging(about: About) -> Mapping[str, Any]:
    """Into any."""
    return {"into": about.hosts[0].pk if about.hosts else about.key, "reason": "…"}


def contact(about: About) -> Mapping[str, Any]:
    """With the lead, today."""
    lead = [about.item.lead_id] if about.item and about.item.lead_id else []
    return {"on": about.ctx.today, "way": ContactWay.PHONE, "persons": lead, "words": "…"}


def extension(about: About) -> Mapping[str, Any]:
    """Until some day."""
    return {"until": about.ctx.today, "reason": "…"}


def reply(about: About) -> Mapping[str, Any]:
    """A text in any class."""
    classes = about.procedure.rules.classes.value
    return {
        "text": "…",
        "reply_class": classes[0].code,
        "reason": "…",
        "promise": "…",
        "deadline": about.ctx.today,
    }


def serving(about: About) -> Mapping[str, Any]:
    """To whom it went."""
    rows = about.reply.servings.all() if about.reply else []
    return {"way": ServingWay.LETTER, "persons": [row.person_id for row in rows if row.person_id]}


def refusing(about: About) -> Mapping[str, Any]:
    """The first reason of the profile."""
    return {"reason": about.procedure.rules.refusal_reasons.value[0].code, "words": "…"}


def carrying(about: About) -> Mapping[str, Any]:
    """Into the next year."""
    return {"kind": "year", "year": about.ctx.today.year + 1, "reason": "…"}

"""A reply as a letter on A4 (GB/T 9704, 信函): class at the top right, number, signer, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from townmoot.meetings.queries import meetings_for
from townmoot.people.enums import OrganizationKind
from townmoot.people.queries import people_for, the_one
from townmoot.suggestions.enums import Share
from townmoot.suggestions.queries.replies import present_steps
from townmoot.web.framing import town_of
from townmoot.web.ground import pieces
from townmoot.web.handling.loading import class_label

if TYPE_CHECKING:
    from django.http import HttpRequest

    from townmoot.suggestions.models import Reply
    from townmoot.web.handling.about import About

COPIED = (OrganizationKind.ASSEMBLY_OFFICE, OrganizationKind.GOVERNMENT_OFFICE)


def _signer(about: About, reply: Reply) -> str:
    names = {
        seen.person: seen.name
        for seen in people_for(about.ctx.actor, about.ctx.body, about.ctx.today)
    }
    signed = [step.created_by for step in present_steps(reply) if step.kind == "sign"]
    return names.get(signed[-1], "") if signed and signed[-1] else ""


def _copies(about: About) -> list[str]:
    helpers = [
        view.part.unit
        for view in (about.detail.parts if about.detail else ())
        if view.part.share == Share.ASSIST
    ]
    offices = [the_one(about.ctx.body, kind, about.ctx.today) for kind in COPIED]
    return [str(each) for each in (*offices, *helpers) if each is not None]


def _greets(paragraphs: list[str]) -> bool:
    """Whether the text begins with its own salutation."""
    first = paragraphs[0] if paragraphs else ""
    return first.endswith(("代表：", "代表:")) or first.startswith("Dear ")


def letter_of(request: HttpRequest, about: About, back: str) -> dict[str, Any]:
    """What the letter's page is made of."""
    reply = about.reply
    if reply is None:
        return {}
    unit = reply.allotment.unit
    town = town_of(request)
    paragraphs = [line.strip() for line in reply.text.splitlines() if line.strip()]
    session = meetings_for(about.ctx.actor, about.ctx.body).filter(pk__in=[about.meeting])
    head = pieces.Head(
        kind="letter",
        issuer=f"{town or ''}{unit}",
        number=reply.number,
        signer=_signer(about, reply),
        result_class=class_label(about.procedure, reply.reply_class),
    )
    foot = pieces.Foot(copies="，".join(_copies(about)), printer=str(unit), printed=reply.issued_on)
    return {
        "head": head,
        "foot": foot if reply.issued_on else None,
        "reply": reply,
        "item": about.item,
        "town": town,
        "session": session.first(),
        "to": [] if _greets(paragraphs) else [row.person.name for row in about.signers],
        "paragraphs": paragraphs,
        "greets": _greets(paragraphs),
        "back_url": back,
    }

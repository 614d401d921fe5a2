"""A town in which one of everything waits, and the pages that show it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from townmoot.commitments.models import Commitment
from townmoot.suggestions.models import Extension, UnitReturn


def everything(desk: Any) -> dict[str, Any]:
    """One suggestion in each state that has a page of its own; the keys by name."""
    unit, helper = desk.units[:2]
    new = desk.handed_in()
    accepted = desk.accepted()
    assigned = desk.assigned()
    returned = desk.assigned()
    (given,) = desk.allot(returned, unit)
    desk.do("unit.return", by=unit.officer, allotment=given, reason="不属本单位")
    led = desk.assigned()
    part, assisting = desk.allot(led, unit, assisting=[helper])
    desk.receive(part, unit)
    desk.contact(part, unit)
    draft = desk.drafted(part, unit)
    desk.do(
        "extension.request", by=unit.officer, allotment=part, until="2026-05-11", reason="要招标"
    )
    replied, _part, reply = desk.replied(reply_class="planned")
    desk.rate(reply, result="dissatisfied", reason="没有回应")
    closed, _, _ = desk.closed()
    return {
        "new": new,
        "accepted": accepted,
        "assigned": assigned,
        "returned": returned,
        "given": given,
        "led": led,
        "part": part,
        "assisting": assisting,
        "draft": draft,
        "replied": replied,
        "replied_part": _part,
        "reply": reply,
        "closed": closed,
        "promise": Commitment.objects.get(suggestion=replied).pk,
        "extension": Extension.objects.get().pk,
        "return": UnitReturn.objects.get().pk,
    }


def desk_pages(keys: dict[str, Any]) -> list[str]:
    """Every page of the clerk's desk."""
    steps = [
        ("new", "accept"),
        ("new", "refuse"),
        ("new", "letter"),
        ("accepted", "assign"),
        ("accepted", "merge"),
        ("accepted", "carry-over"),
        ("accepted", "refer"),
        ("replied", "close"),
    ]
    return [
        reverse("desk:board"),
        reverse("desk:board") + "?state=replied",
        reverse("desk:promises"),
        reverse("desk:promise", args=[keys["promise"]]),
        reverse("desk:promise_step", args=[keys["promise"], "verify"]),
        reverse("desk:figures"),
        reverse("desk:units"),
        reverse("desk:figure", args=["on_time_rate"]),
        reverse("desk:reply", args=[keys["reply"]]),
        reverse("desk:letter", args=[keys["reply"]]),
        reverse("desk:extension", args=[keys["extension"], "approve"]),
        reverse("desk:extension", args=[keys["extension"], "refuse"]),
        reverse("desk:part_step", args=[keys["replied_part"], "rehandle"]),
        *(reverse("desk:one", args=[keys[k]]) for k in ("new", "led", "replied", "closed")),
        *(reverse("desk:step", args=[keys[k], slug]) for k, slug in steps),
    ]


def clerk_pages(keys: dict[str, Any]) -> list[str]:
    """The pages that only the clerk has."""
    return [
        reverse("desk:review", args=[keys["closed"]]),
        reverse("desk:publish", args=[keys["closed"]]),
    ]


def unit_pages(keys: dict[str, Any]) -> list[str]:
    """Every page that the lead unit's officer has."""
    return [
        reverse("unit:inbox"),
        reverse("unit:handled"),
        reverse("unit:promises"),
        reverse("unit:opinions"),
        reverse("unit:part", args=[keys["part"]]),
        *(
            reverse("unit:part_step", args=[keys["part"], slug])
            for slug in ("contact", "extension", "return", "draft")
        ),
        reverse("unit:reply", args=[keys["draft"]]),
        reverse("unit:letter", args=[keys["draft"]]),
        reverse("unit:letter", args=[keys["reply"]]),
        reverse("unit:reply", args=[keys["reply"]]),
        reverse("unit:reply_step", args=[keys["draft"], "revise"]),
        reverse("unit:reply_step", args=[keys["reply"], "serve"]),
        reverse("unit:promise", args=[keys["promise"]]),
        reverse("unit:promise_step", args=[keys["promise"], "evidence"]),
        reverse("unit:override", args=[keys["assisting"]]),
    ]


def office_pages(keys: dict[str, Any]) -> list[str]:
    """Every page of the government office."""
    return [
        reverse("unit:office"),
        reverse("unit:opinions"),
        *(reverse("unit:office_item", args=[keys[k]]) for k in ("assigned", "returned", "led")),
        reverse("unit:office_step", args=[keys["assigned"], "allot"]),
        reverse("unit:office_step", args=[keys["led"], "assist"]),
        reverse("unit:office_step", args=[keys["assigned"], "refer"]),
        reverse("unit:office_return", args=[keys["return"], "approve"]),
        reverse("unit:office_return", args=[keys["return"], "refuse"]),
        reverse("unit:override", args=[keys["assisting"]]),
        reverse("unit:office_part", args=[keys["replied_part"], "rehandle"]),
    ]

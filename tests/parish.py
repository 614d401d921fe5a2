"""A parish council and its people for tests, made through acts only, in English."""

from __future__ import annotations

from datetime import date

from tests.factories import Town
from townmoot.record.models import new_id

NAMES = ("Joan Marlow", "Peter Askew", "Ruth Tindall", "Samuel Orme", "Grace Penn", "Alan Birtle")
SEATS = 5
DAY = date(2026, 1, 15)


def council(name: str = "Ashmoot Parish Council") -> Town:
    """Found a parish council with a clerk, a chairman and councillors (`council.people`)."""
    made = Town(body=new_id(), profile="gb-parish")
    made.do(
        "body.found",
        name=name,
        name_en=name,
        kind="parish",
        profile="gb-parish",
        timezone="Europe/London",
        locale="en",
        invented=True,
    )
    home = made.organization(name, "congress")
    made.organizations = {
        "congress": home,
        "assembly_office": made.organization("Clerk’s office", "assembly_office", home),
    }
    return made

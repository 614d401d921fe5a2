"""Popolo rosters read into the neutral form: organizations, persons, memberships."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from townmoot.opendata.enums import Kind
from townmoot.opendata.reading.faults import Faults, Unreadable
from townmoot.opendata.reading.form import Council, Thing
from townmoot.opendata.reading.resolving import resolve
from townmoot.opendata.reading.values import LONGEST_ID, Look
from townmoot.opendata.reading.words import name_of

# classification, an open list, as kinds of people.enums.OrganizationKind.
KINDS = {
    "legislature": "committee",
    "council": "committee",
    "chamber": "committee",
    "committee": "committee",
    "party": "party",
    "faction": "faction",
    "department": "department",
}
GENDERS = ("female", "male")


def read_popolo(document: Any, address: str, faults: Faults, *, only: str = "") -> Council:
    """Read a roster; with `only`, one council (its id or name) with its people and their parties.

    Raises Unreadable for what is no Popolo, and for a council that is not there.
    """
    if not isinstance(document, dict) or not {"persons", "organizations"} & document.keys():
        raise Unreadable(_("this is no Popolo: it has neither persons nor organizations"))
    whole = Look(document, faults, address)
    things: dict[tuple[str, str], Thing] = {}
    for kind, key in ((Kind.ORGANIZATION, "organizations"), (Kind.PERSON, "persons")):
        for part in whole.parts(key):
            _take(kind, part, things, faults)
    for part in whole.parts("memberships"):
        _take(Kind.MEMBERSHIP, part, things, faults)
    if only:
        _narrow(things, only)
    resolve(things, faults, address, whole.text("name", 200) or address)
    return Council(address, whole.text("name", 200), list(things.values()), faults.found)


def _take(kind: Kind, part: Any, things: dict[tuple[str, str], Thing], faults: Faults) -> None:
    if not isinstance(part, dict):
        faults.add(str(part), "", "unknown_thing")
        return
    look = Look(part, faults)
    if kind is Kind.MEMBERSHIP:
        fields = _membership(look)
        look.name = look.name or " · ".join(
            filter(None, (fields["person"], fields["organization"]))
        )
        look.id = look.id or _made_id(fields)
    if not look.id or len(look.id) > LONGEST_ID:
        look.fault("id", "no_id", part.get("name", ""))
        return
    if kind is Kind.ORGANIZATION:
        fields = _organization(look)
    elif kind is Kind.PERSON:
        fields = _person(look)
        for inner in look.parts("memberships"):
            given = {"person_id": look.id, **inner} if isinstance(inner, dict) else inner
            _take(Kind.MEMBERSHIP, given, things, faults)
    thing = Thing(kind, look.id, fields, parent=fields.get("person", ""))
    known = things.setdefault(thing.key, thing)
    if known.fields != fields:
        look.fault("id", "twice", part.get("name", ""))


def _made_id(fields: dict[str, Any]) -> str:
    """Popolo's memberships need no id: who, where, as what and since when name one."""
    parts = [fields[key] for key in ("person", "organization", "title", "start")]
    return "|".join(parts) if parts[0] and parts[1] else ""


def _organization(look: Look) -> dict[str, Any]:
    words = look.text("classification", 100)
    return {
        "name": name_of(look, 200),
        "short_name": "",
        "kind": KINDS.get(words.lower(), "outside"),
        "classification": words,
        "parent": look.ref("parent_id"),
        "start": look.day("founding_date"),
        "end": look.day("dissolution_date"),
    }


def _person(look: Look) -> dict[str, Any]:
    gender = look.text("gender", 20).lower()
    return {
        "name": name_of(look, 200),
        "family_name": look.text("family_name", 100),
        "given_name": look.text("given_name", 100),
        "title": look.text("honorific_prefix", 100),
        "gender": gender if gender in GENDERS else "",
    }


def _membership(look: Look) -> dict[str, Any]:
    return {
        "person": look.ref("person_id"),
        "organization": look.ref("organization_id"),
        "title": look.text("role", 200) or look.text("label", 200),
        "voting_right": False,
        "on_behalf_of": look.ref("on_behalf_of_id"),
        "start": look.day("start_date"),
        "end": look.day("end_date"),
    }


def _narrow(things: dict[tuple[str, str], Thing], only: str) -> None:
    """Leave one council with its members and the parties they stand for."""
    chosen = next(
        (
            thing.id
            for thing in things.values()
            if thing.kind is Kind.ORGANIZATION and only in {thing.id, thing.fields["name"]}
        ),
        None,
    )
    if chosen is None:
        raise Unreadable(_("there is no organization %(only)s here") % {"only": only})
    seats = [
        thing
        for thing in things.values()
        if thing.kind is Kind.MEMBERSHIP and thing.fields["organization"] == chosen
    ]
    kept = {thing.key for thing in seats} | {(Kind.ORGANIZATION.value, chosen)}
    kept |= {(Kind.PERSON.value, seat.fields["person"]) for seat in seats}
    kept |= {(Kind.ORGANIZATION.value, seat.fields["on_behalf_of"]) for seat in seats}
    for key in [key for key in things if key not in kept]:
        del things[key]

"""References set right: what is not given is left empty, what then belongs nowhere is left out."""

from __future__ import annotations

from typing import Any

from townmoot.opendata.enums import Kind
from townmoot.opendata.reading.faults import Faults
from townmoot.opendata.reading.form import Thing

Things = dict[tuple[str, str], Thing]

_PLACES = {kind: place for place, kind in enumerate(Kind)}

# kind → (field, what it names, whether the thing cannot be without it)
_SINGLE: dict[Kind, tuple[tuple[str, Kind, bool], ...]] = {
    Kind.ORGANIZATION: (("parent", Kind.ORGANIZATION, False),),
    Kind.MEMBERSHIP: (
        ("person", Kind.PERSON, True),
        ("organization", Kind.ORGANIZATION, True),
        ("on_behalf_of", Kind.ORGANIZATION, False),
    ),
    Kind.ITEM: (("meeting", Kind.MEETING, True),),
    Kind.CONSULTATION: (
        ("paper", Kind.PAPER, True),
        ("item", Kind.ITEM, False),
        ("meeting", Kind.MEETING, False),
    ),
    Kind.FILE: (
        ("meeting", Kind.MEETING, False),
        ("item", Kind.ITEM, False),
        ("paper", Kind.PAPER, False),
    ),
}


def resolve(things: Things, faults: Faults, body: str, name: str) -> None:
    """Set every reference right, in the order of the kinds; meetings get an organization."""
    ordered = sorted(things.values(), key=lambda thing: _PLACES[thing.kind])
    things.clear()
    known = {thing.key for thing in ordered if not thing.gone}
    for thing in ordered:
        if thing.gone or _resolved(thing, known, faults):
            things[thing.key] = thing
        else:
            known.discard(thing.key)
    homeless = [
        thing
        for thing in things.values()
        if thing.kind is Kind.MEETING and not thing.gone and not thing.fields["organizations"]
    ]
    if homeless:
        _house(things, homeless, faults, body, name)


def _resolved(thing: Thing, known: set[tuple[str, str]], faults: Faults) -> bool:
    """Whether the thing still stands once its references are right."""
    for field, kind, needed in _SINGLE.get(thing.kind, ()):
        value = thing.fields[field]
        if value and (kind.value, value) not in known:
            faults.add(thing.id, field, "dangling", value)
            thing.fields[field] = ""
        if needed and not thing.fields[field]:
            faults.add(thing.id, field, "no_parent")
            return False
    for field in {"organizations", "parties", "relations"} & thing.fields.keys():
        thing.fields[field] = [
            each for each in thing.fields[field] if _given(thing, field, each, known, faults)
        ]
    if thing.kind is Kind.ORGANIZATION and thing.fields["parent"] == thing.id:
        faults.add(thing.id, "parent", "dangling", thing.id)
        thing.fields["parent"] = ""
    if thing.kind is Kind.FILE and not any(map(thing.fields.get, ("meeting", "item", "paper"))):
        faults.add(thing.id, "", "no_parent")
        return False
    return True


def _given(
    thing: Thing, field: str, each: Any, known: set[tuple[str, str]], faults: Faults
) -> bool:
    """Whether what one entry of a list names is given."""
    if field == "organizations":
        key = (Kind.ORGANIZATION.value, each)
    elif field == "parties":
        key = (each[1], each[2])
    else:
        key = (Kind.PAPER.value, each[1])
    if key in known and key != thing.key:
        return True
    faults.add(thing.id, field, "dangling", key[1])
    return False


def _house(things: Things, homeless: list[Thing], faults: Faults, body: str, name: str) -> None:
    """Put meetings that name no organization under the council as a whole."""
    key = (Kind.ORGANIZATION.value, body)
    rest = dict(things)
    things.clear()
    things[key] = Thing(
        Kind.ORGANIZATION,
        body,
        {
            "name": name[:200],
            "short_name": "",
            "kind": "congress",
            "classification": "",
            "parent": "",
            "start": "",
            "end": "",
        },
    )
    things.update(rest)
    for meeting in homeless:
        faults.add(meeting.id, "organization", "no_organization")
        meeting.fields["organizations"] = [body]

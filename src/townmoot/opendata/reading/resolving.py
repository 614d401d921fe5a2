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

_MANY = ("organizations", "parties", "relations")
_HOMES = ("meeting", "item", "paper")


def resolve(things: Things, faults: Faults, body: str, name: str) -> None:
    """Set every reference right, in the order of the kinds; meetings get an organization."""
    ordered = sorted(things.values(), key=lambda thing: _PLACES[thing.kind])
    resolver = _Resolver(ordered, faults)
    things.clear()
    for thing in ordered:
        if thing.gone or resolver.stands(thing):
            things[thing.key] = thing
    homeless = [
        thing
        for thing in things.values()
        if thing.kind is Kind.MEETING and not thing.gone and not thing.fields["organizations"]
    ]
    if homeless:
        _house(things, homeless, faults, body, name)


class _Resolver:
    """Knows what is given, and what went: what names that is no fault of its source."""

    def __init__(self, things: list[Thing], faults: Faults) -> None:
        self.faults = faults
        self.given = {thing.key for thing in things if not thing.gone}
        self.went = {thing.key for thing in things if thing.gone}

    def stands(self, thing: Thing) -> bool:
        """Set the references of a thing right; whether it still stands then."""
        silent = False
        lacking = ""
        for field, kind, needed in _SINGLE.get(thing.kind, ()):
            value = thing.fields[field]
            if value and not self._names(thing, field, (kind.value, value)):
                silent = silent or (kind.value, value) in self.went
                thing.fields[field] = ""
            if needed and not thing.fields[field]:
                lacking = lacking or field
        for field in _MANY:
            if field in thing.fields:
                thing.fields[field] = [
                    each
                    for each in thing.fields[field]
                    if self._names(thing, field, _key(field, each))
                ]
        loose = thing.kind is Kind.FILE and not any(map(thing.fields.get, _HOMES))
        if not lacking and not loose:
            return True
        self.given.discard(thing.key)
        if silent:
            self.went.add(thing.key)
        else:
            self.faults.add(thing.id, lacking, "no_parent")
        return False

    def _names(self, thing: Thing, field: str, key: tuple[str, str]) -> bool:
        """Whether what is named is given, and is not the thing itself."""
        if key in self.given and key != thing.key:
            return True
        if key not in self.went:
            self.faults.add(thing.id, field, "dangling", key[1])
        return False


def _key(field: str, each: Any) -> tuple[str, str]:
    """What one entry of a list names."""
    if field == "organizations":
        return Kind.ORGANIZATION.value, each
    return (each[1], each[2]) if field == "parties" else (Kind.PAPER.value, each[1])


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

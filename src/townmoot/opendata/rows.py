"""Things of the neutral form as fields of our models: references, days and moments."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from townmoot.opendata.enums import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from townmoot.opendata.reading.form import Thing

Row = dict[str, Any]
Keys = "Mapping[tuple[str, str], UUID]"

_REFERENCES = {
    "parent": Kind.ORGANIZATION,
    "person": Kind.PERSON,
    "organization": Kind.ORGANIZATION,
    "on_behalf_of": Kind.ORGANIZATION,
    "meeting": Kind.MEETING,
    "item": Kind.ITEM,
    "paper": Kind.PAPER,
}
_DAYS = {
    Kind.ORGANIZATION: ("start", "end"),
    Kind.MEMBERSHIP: ("start", "end"),
    Kind.PAPER: ("date",),
    Kind.FILE: ("date",),
}
_MOMENTS = {Kind.MEETING: ("start", "end"), Kind.ITEM: ("start", "end")}


def moment(told: str, zone: ZoneInfo) -> datetime | None:
    """A moment; without a zone it is on the body's clocks."""
    if not told:
        return None
    found = datetime.fromisoformat(told)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def row_of(thing: Thing, keys: Mapping[tuple[str, str], UUID], zone: ZoneInfo) -> Row:
    """The fields of the model that a thing becomes."""
    row: Row = {}
    for name, value in thing.fields.items():
        if name in _REFERENCES:
            row[f"{name}_id"] = keys.get((_REFERENCES[name].value, value)) if value else None
        elif name in _DAYS.get(thing.kind, ()):
            row[name] = date.fromisoformat(value) if value else None
        elif name in _MOMENTS.get(thing.kind, ()):
            row[name] = moment(value, zone)
        else:
            row[name] = value
    if thing.kind is Kind.MEETING:
        row["organizations"] = [keys[Kind.ORGANIZATION.value, each] for each in value_of(thing)]
    elif thing.kind is Kind.CONSULTATION:
        row["organizations"] = [
            {"organization_id": keys[Kind.ORGANIZATION.value, each], "order": order}
            for order, each in enumerate(value_of(thing), 1)
        ]
    elif thing.kind is Kind.PAPER:
        row["parties"] = [
            {"part": part, f"{kind}_id": keys[kind, key], "order": order}
            for order, (part, kind, key) in enumerate(thing.fields["parties"], 1)
        ]
        row["relations"] = [
            {"link": link, "other_id": keys[Kind.PAPER.value, key]}
            for link, key in thing.fields["relations"]
        ]
    return row


def value_of(thing: Thing) -> list[str]:
    """The organizations that a meeting or a consultation names."""
    found: list[str] = thing.fields["organizations"]
    return found

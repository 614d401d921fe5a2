"""The port through which apps name their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.figures.figure import Definition, Figure

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

_definitions: dict[str, Definition] = {}


def register(definition: Definition) -> Definition:
    """Name a figure. Raises ValueError where another definition has the key."""
    if _definitions.setdefault(definition.key, definition) is not definition:
        message = f"the figure {definition.key} is defined twice"
        raise ValueError(message)
    return definition


def definition(key: str) -> Definition | None:
    """The definition with that key."""
    return _definitions.get(key)


def all_definitions() -> list[Definition]:
    """Every definition, in the order of registering."""
    return list(_definitions.values())


def definitions_for(body: UUID, day: date) -> list[Definition]:
    """The definitions that a town counts on a day, in the order of registering."""
    return [one for one in all_definitions() if one.applies is None or one.applies(body, day)]


def figure(key: str, body: UUID, day: date, unit: UUID | None = None) -> Figure:
    """Count a figure for a day. Raises KeyError for a key that nobody registered."""
    found = _definitions[key]
    missing = found.missing(body, day, unit) if found.missing else None
    withheld = found.withheld(body, day, unit) if found.withheld else None
    rows = found.count(body, day, unit)
    return Figure(found, day, unit, rows, missing, withheld)

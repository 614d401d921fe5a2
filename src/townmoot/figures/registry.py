"""The port through which apps name their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.figures.figure import Counting, Definition, Figure

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
    """Count one figure for a day. Raises KeyError for a key that nobody registered."""
    return counted(key, Counting(body, day), unit)


def counted(key: str, counting: Counting, unit: UUID | None = None) -> Figure:
    """Count one figure among several. Raises KeyError for a key that nobody registered."""
    found = _definitions[key]
    missing = found.missing(counting, unit) if found.missing else None
    withheld = found.withheld(counting, unit) if found.withheld else None
    rows = found.count(counting, unit)
    return Figure(found, counting.day, unit, rows, missing, withheld)

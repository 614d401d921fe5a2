"""People of a council that is recorded here, as its own publication tells of them.

Not acts themselves: an act of an app above takes over a whole council, in one entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from townmoot.people.actions.persons import name_fields
from townmoot.people.models import Membership, Organization, Person
from townmoot.people.names.split import is_han

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from townmoot.record import Ctx

Row = dict[str, Any]
FIRST = 10  # the protocol order of the council itself
MODELS: dict[str, type[Organization | Person | Membership]] = {
    "organization": Organization,
    "person": Person,
    "membership": Membership,
}


def _organization(row: Row) -> Row:
    return {**row, "protocol_order": FIRST if row["kind"] == "congress" else 1000}


def _person(row: Row) -> Row:
    """Names in Latin letters sort by the family name that is told."""
    name, family, given = row["name"], row["family_name"], row["given_name"]
    told = {"family_name": family, "given_name": given} if family else {}
    if family and given and not is_han(name[0]):
        sorted_by = name_fields(f"{family}, {given}")
        keys = {key: sorted_by[key] for key in ("stroke_key", "pinyin_key")}
        return {**row, **name_fields(name), **told, **keys}
    return {**row, **name_fields(name), **told}


def _membership(row: Row) -> Row:
    return {**row, "public": True}


_FIELDS = {"organization": _organization, "person": _person, "membership": _membership}


def take_over(
    ctx: Ctx,
    kind: str,
    *,
    new: Sequence[Row],
    changed: Mapping[UUID, Row],
    gone: Sequence[UUID],
) -> None:
    """Add, change and withdraw organizations, persons or memberships as their source tells.

    Rows hold the fields of the model; new ones their `id` too. What was withdrawn and is told of
    again stands again; a person whose data was erased here stays erased.
    """
    model, fields = MODELS[kind], _FIELDS[kind]
    ctx.insert(model, [fields(row) for row in new])
    there = model._default_manager.filter(body=ctx.body).in_bulk([*changed, *gone])
    for key, row in changed.items():
        if getattr(there[key], "erased_at", None) is None:
            ctx.save(there[key], **fields(row), withdrawn_at=None)
    for key in gone:
        ctx.save(there[key], withdrawn_at=ctx.now)

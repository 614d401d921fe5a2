"""Deputies as everybody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.people.queries import deputies, group_of, groups
from townmoot.web.ground.words import titled

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Deputy:
    """A deputy's name and constituency; nothing else is for everybody."""

    id: UUID
    name: str
    constituency: str
    group: str = ""


@dataclass(frozen=True)
class Group:
    """A deliberation group with its members, by strokes of the surname."""

    name: str
    members: list[Deputy]


def groups_of(body: UUID, day: date) -> list[Group]:
    """The deputies by group, and those in none last; three queries, however many."""
    rows = {
        row.person_id: Deputy(row.person_id, str(row.person), row.constituency)
        for row in deputies(body, day)
    }
    found = []
    for group in groups(body, day):
        members = [rows.pop(each.pk) for each in group.members if each.pk in rows]
        if members:
            found.append(Group(titled(group.organization), members))
    if rows:
        found.append(Group(_("In no group") if found else "", list(rows.values())))
    return found


def person(body: UUID, day: date, key: UUID) -> Iterator[Deputy]:
    """One deputy; nothing for anybody else."""
    for row in deputies(body, day).filter(person=key):
        group = group_of(key, day)
        name = titled(group) if group else ""
        yield Deputy(row.person_id, str(row.person), row.constituency, name)

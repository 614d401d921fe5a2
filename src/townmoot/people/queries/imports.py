"""The lists that were taken over, and what relies on their rows by now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import ForeignKey, Model
from django.utils.translation import gettext_lazy as _

from townmoot.people import reliance
from townmoot.people.models import (
    Account,
    Import,
    ImportRow,
    Membership,
    Organization,
    Person,
    Portfolio,
    Post,
)
from townmoot.record.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

MODELS: dict[str, type[Model]] = {
    "organization": Organization,
    "post": Post,
    "person": Person,
    "membership": Membership,
    "portfolio": Portfolio,
    "account": Account,
}


@dataclass(frozen=True)
class RowReliance:
    """A row of an imported list on which something later stands."""

    sheet: str
    row: int
    name: str
    words: str | _StrPromise

    def __str__(self) -> str:
        return str(
            _("sheet “%(sheet)s”, row %(row)d, %(name)s: %(words)s")
            % {"sheet": self.sheet, "row": self.row, "name": self.name, "words": self.words}
        )


def imports(body: UUID) -> QuerySet[Import]:
    """The lists that were taken over, newest first."""
    return Import._default_manager.filter(body=body).order_by("-created_at", "-id")


def rows_relied_on(source: Import) -> list[RowReliance]:
    """Which rows of an import later acts rely on, and what does."""
    rows = list(source.rows.all())
    by_reference: dict[UUID, ImportRow] = {}
    made: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        for kind, keys in row.made.items():
            made[kind] |= {UUID(key) for key in keys}
            by_reference |= dict.fromkeys(map(UUID, keys), row)
        by_reference |= {UUID(earlier["id"]): row for earlier in row.before}
    found = [
        (by_reference[on], words)
        for on, words in [*_later(source, rows, made), *_told(source.body, made)]
        if on in by_reference
    ]
    return _named(source.body, found)


def _told(body: UUID, made: dict[str, set[UUID]]) -> Iterator[tuple[UUID, str | _StrPromise]]:
    everything = frozenset().union(*made.values())
    for told in reliance.relied_on(body, everything):
        yield told.on, told.words


def _later(
    source: Import, rows: list[ImportRow], made: dict[str, set[UUID]]
) -> Iterator[tuple[UUID, str | _StrPromise]]:
    yield from ((key, _("was changed since")) for key in _changed(rows, made))
    acted = Entry._default_manager.filter(body=source.body, actor__in=made["person"])
    for person in made["person"].intersection(acted.values_list("actor", flat=True)):
        yield person, _("has acted since")
    everything = set().union(*made.values())
    for kind, keys in made.items():
        yield from (
            (key, _("something later refers to it")) for key in _used(kind, keys, everything)
        )


def _changed(rows: Iterable[ImportRow], made: dict[str, set[UUID]]) -> Iterator[UUID]:
    """What was changed or made by the import, and has another revision now."""
    expected: dict[str, dict[UUID, int]] = {
        kind: dict.fromkeys(keys, 0) for kind, keys in made.items() if kind != "account"
    }
    for row in rows:
        for earlier in row.before:
            known = expected.setdefault(earlier["kind"], {})
            known[UUID(earlier["id"])] = earlier["revision"]
    for kind, revisions in expected.items():
        found = MODELS[kind]._default_manager.filter(pk__in=revisions)
        for key, revision in found.values_list("pk", "revision"):
            if revision != revisions[key]:
                yield key


def _used(kind: str, keys: set[UUID], made: set[UUID]) -> Iterator[UUID]:
    """Which of the things made are referred to by rows that the import did not make."""
    for relation in MODELS[kind]._meta.related_objects:
        link: Any = relation.field
        model = relation.related_model
        if not isinstance(link, ForeignKey) or not _counts(model):
            continue
        used = model._default_manager.filter(**{f"{link.name}__in": keys})
        for pk, key in used.values_list("pk", link.attname):
            if pk not in made:
                yield key


def _counts(model: Any) -> bool:
    """Whether a row of the table is something later; credentials fall with their account."""
    return hasattr(model, "revision")


def _named(body: UUID, found: list[tuple[ImportRow, str | _StrPromise]]) -> list[RowReliance]:
    people = Person._default_manager.in_bulk([row.person for row, _words in found if row.person])
    told = {
        (row.pk, str(words)): RowReliance(
            row.sheet, row.row, str(people.get(row.person, "")), words
        )
        for row, words in found
    }
    return sorted(told.values(), key=lambda item: (item.sheet, item.row))

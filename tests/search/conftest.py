"""A town whose only documents are those a test puts down, in place of the house's kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest

from tests import factories
from townmoot.search import Document, Kind, registry
from townmoot.search.finding import Found, search
from townmoot.search.sums import Narrowed

SPACE = UUID("01890000-0000-7000-8000-000000000000")


@dataclass
class Shelf:
    """Documents of invented kinds, and how they are asked for."""

    town: factories.Town
    documents: dict[str, dict[UUID, Document]] = field(default_factory=dict)
    asked: list[tuple[str, int | None]] = field(default_factory=list)

    def put(self, kind: str, title: str, **more: Any) -> UUID:
        """Lay a document down; its id follows from kind and title."""
        key = more.pop("key", None) or uuid5(SPACE, f"{kind} {title}")
        self.documents[kind][key] = Document(key, title, **more)
        return key

    def kind(self, code: str, *, dated: bool = False) -> Kind:
        held = self.documents.setdefault(code, {})

        def documents(body: UUID, day: date, keys: Collection[UUID] | None) -> Iterator[Document]:
            self.asked.append((code, None if keys is None else len(keys)))
            assert body == self.town.body
            for key, document in list(held.items()):
                if keys is None or key in keys:
                    yield document

        def touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
            return [key for key in held if key in ids] + [key for key in ids if key in self.gone]

        return Kind(code, code.title(), code.title(), documents, touched, dated=dated)

    gone: set[UUID] = field(default_factory=set)

    def take(self, kind: str, key: UUID) -> None:
        """Take a document away."""
        del self.documents[kind][key]
        self.gone.add(key)

    def act(self, **more: Any) -> None:
        """Let the record grow by an entry that names no document."""
        self.town.do("term.add", name="第一届", start="2026-01-01", **more)

    def name(self, key: UUID) -> None:
        """Let the record grow by an entry that names this id."""
        self.town.do("term.add", name=str(key), start="2026-01-01")

    def search(self, typed: str, page: int = 1, **narrowed: Any) -> Found:
        return search(self.town.body, typed, Narrowed(**narrowed), page)

    def titles(self, typed: str, **more: Any) -> list[str]:
        return [hit.document.title for hit in self.search(typed, **more).hits]


@pytest.fixture(scope="module")
def founded(kept: None) -> factories.Town:
    return factories.town()


@pytest.fixture
def shelf(founded: factories.Town, db: None, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A town with papers (that stand still) and persons (whose day may pass), none yet."""
    made = Shelf(founded)
    kinds = {"paper": made.kind("paper"), "person": made.kind("person", dated=True)}
    monkeypatch.setattr(registry, "_kinds", kinds)
    return made

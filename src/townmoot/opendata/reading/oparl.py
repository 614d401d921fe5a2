"""OParl 1.0 and 1.1 read into the neutral form, embedded and standing alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from townmoot.opendata.enums import Kind
from townmoot.opendata.reading import words
from townmoot.opendata.reading.faults import Faults
from townmoot.opendata.reading.form import EMBEDDED, Council, Thing
from townmoot.opendata.reading.resolving import resolve
from townmoot.opendata.reading.values import LONGEST_ID, Look, Raw

TYPES = {kind.label: kind for kind in Kind}
PASSED_OVER = frozenset({"System", "Body", "LegislativeTerm", "Location"})
BODY = "body"
AGS_DIGITS = 8

Told = tuple[Kind | str, Any]


class Source(Protocol):
    """Where the things come from: a server or a folder."""

    faults: Faults

    def stream(self) -> Iterator[Told]:
        """The body first, then its things, each with the kind that its list is of ("" unknown)."""

    def find(self, address: str) -> Raw | None:
        """A thing by its id."""


def read_oparl(source: Source) -> Council:
    """Read a whole body. Raises Unreadable where the source cannot be read at all."""
    reading = _Reading(source)
    for hint, raw in source.stream():
        reading.top(hint, raw)
    reading.settle()
    resolve(reading.things, reading.faults, reading.body, reading.name)
    return Council(
        reading.body,
        reading.name,
        list(reading.things.values()),
        reading.faults.found,
        reading.code,
    )


class _Reading:
    def __init__(self, source: Source) -> None:
        self.source, self.faults = source, source.faults
        self.things: dict[tuple[str, str], Thing] = {}
        self.body = self.name = self.code = self.main = ""
        # embedded by id only → (parent, what the place says); alone → the thing itself
        self.claimed: dict[tuple[str, str], tuple[Thing, str, dict[str, Any]]] = {}
        self.alone: dict[tuple[str, str], Raw] = {}
        self.item_of: dict[str, Thing] = {}

    def top(self, hint: Kind | str, raw: Any) -> None:
        """One entry of a list, or a document."""
        if not isinstance(raw, dict):
            self.faults.add(str(raw), "", "unknown_thing", type(raw).__name__)
            return
        look = Look(raw, self.faults)
        if hint == BODY:
            self._body(look)
            return
        kind = self._kind(hint, look)
        if kind is None:
            return
        if raw.get("deleted") is True:
            self._gone(kind, look)
        elif kind in EMBEDDED:
            self.alone.setdefault((kind.value, look.id), raw)
        else:
            self._take(kind, look)

    def _body(self, look: Look) -> None:
        self.body = look.id
        self.name = look.text("name", 200) or look.id
        self.main = look.ref("mainOrganization")
        self.code = look.text("ags", 20)
        if len(self.code) == AGS_DIGITS - 1 and self.code.isdigit():
            look.fault("ags", "short_ags", self.code)
            self.code = f"0{self.code}"

    def _kind(self, hint: Kind | str, look: Look) -> Kind | None:
        """What an entry is: what its list is of, else what its type says."""
        told = look.type()
        kind = hint if isinstance(hint, Kind) else TYPES.get(told)
        if kind is None and told in PASSED_OVER:
            return None
        if kind is None:
            look.fault("type", "unknown_thing", told)
        elif not look.id or len(look.id) > LONGEST_ID:
            look.fault("id", "no_id", look.raw.get("name", ""))
            return None
        elif not told:
            gone = look.raw.get("deleted") is True
            look.fault("type", "deleted_without_type" if gone else "no_type")
        elif TYPES.get(told) is not kind:
            look.fault("type", "wrong_type", told)
        return kind

    def _gone(self, kind: Kind, look: Look) -> None:
        self.things[kind.value, look.id] = Thing(kind, look.id, gone=True)

    def _embed(
        self, kind: Kind, parent: Thing, key: str, parts: list[Raw | str], **given: Any
    ) -> None:
        """What is embedded in a thing; by id alone it is looked for in the end."""
        for order, part in enumerate(parts, 1):
            place = {**given, "order": order}
            if isinstance(part, str):
                self.claimed.setdefault((kind.value, part), (parent, key, place))
                continue
            look = Look(part, self.faults, f"{parent.id} {key}")
            if self._kind(kind, look) is None:
                continue
            if part.get("deleted") is True:
                self._gone(kind, look)
            else:
                self._take(kind, look, parent, place)

    def _take(self, kind: Kind, look: Look, parent: Thing | None = None, place: Any = None) -> None:
        thing = Thing(kind, look.id, parent=parent.id if parent else "", web=words.web_page(look))
        known = self.things.get(thing.key)
        if known is not None and known.gone:
            return
        getattr(self, f"_{kind.value}")(look, thing, parent, place or {})

    def _keep(self, look: Look, thing: Thing) -> bool:
        """Whether it is new; the same again is passed over, another of the same id is a fault."""
        known = self.things.setdefault(thing.key, thing)
        if known is thing:
            return True
        if thing.kind is Kind.FILE and known.fields["name"] == thing.fields["name"]:
            for key in ("meeting", "item", "paper"):
                known.fields[key] = known.fields[key] or thing.fields[key]
        elif known.fields != thing.fields:
            look.fault("id", "twice", thing.fields.get("name", ""))
        return False

    def _organization(self, look: Look, thing: Thing, *_place: Any) -> None:
        thing.fields = words.organization(look, self.main)
        self._keep(look, thing)
        for part in look.raw.get("membership") or ():
            if isinstance(part, dict) and isinstance(part.get("id"), str):
                given = {"organization": look.id, **part}
                self.alone.setdefault((Kind.MEMBERSHIP.value, part["id"]), given)

    def _person(self, look: Look, thing: Thing, *_place: Any) -> None:
        thing.fields = words.person(look)
        if self._keep(look, thing):
            self._embed(Kind.MEMBERSHIP, thing, "membership", look.parts("membership"))

    def _membership(self, look: Look, thing: Thing, parent: Thing, _place: Any) -> None:
        thing.fields = {"person": parent.id, **words.membership(look)}
        self._keep(look, thing)

    def _meeting(self, look: Look, thing: Thing, *_place: Any) -> None:
        thing.fields = words.meeting(look)
        if not thing.fields["start"]:
            look.fault("start", "no_start")
            return
        for part in look.part("location"):
            found = self.source.find(part) if isinstance(part, str) else part
            if found is None:
                look.fault("location", "dangling", part)
            else:
                thing.fields |= words.place(found, look)
        if not self._keep(look, thing):
            return
        self._embed(Kind.ITEM, thing, "agendaItem", look.parts("agendaItem"))
        for key, role in (
            ("invitation", "invitation"),
            ("resultsProtocol", "results"),
            ("verbatimProtocol", "verbatim"),
        ):
            self._embed(Kind.FILE, thing, key, look.part(key), role=role)
        self._embed(Kind.FILE, thing, "auxiliaryFile", look.parts("auxiliaryFile"))

    def _item(self, look: Look, thing: Thing, parent: Thing, place: Any) -> None:
        thing.fields = {"meeting": parent.id, **words.item(look, place["order"])}
        if not self._keep(look, thing):
            return
        consultation = look.ref("consultation")
        if consultation:
            self.item_of[consultation] = thing
        self._embed(
            Kind.FILE, thing, "resolutionFile", look.part("resolutionFile"), role="resolution"
        )
        self._embed(Kind.FILE, thing, "auxiliaryFile", look.parts("auxiliaryFile"))

    def _paper(self, look: Look, thing: Thing, *_place: Any) -> None:
        thing.fields = words.paper(look)
        if not self._keep(look, thing):
            return
        self._embed(Kind.FILE, thing, "mainFile", look.part("mainFile"), role="main")
        self._embed(Kind.FILE, thing, "auxiliaryFile", look.parts("auxiliaryFile"))
        self._embed(Kind.CONSULTATION, thing, "consultation", look.parts("consultation"))

    def _consultation(self, look: Look, thing: Thing, parent: Thing, place: Any) -> None:
        thing.fields = {"paper": parent.id, **words.consultation(look, place["order"])}
        self._keep(look, thing)

    def _file(self, look: Look, thing: Thing, parent: Thing, place: Any) -> None:
        over = dict.fromkeys(("meeting", "item", "paper"), "") | {parent.kind.value: parent.id}
        if parent.kind is Kind.ITEM:
            over["meeting"] = parent.fields["meeting"]
        thing.fields = {**over, **words.file(look, place.get("role", "auxiliary"))}
        self._keep(look, thing)

    def settle(self) -> None:
        """Look for what was embedded by id alone, then for the parents of what stands alone."""
        for key, (parent, name, place) in list(self.claimed.items()):
            if key in self.things:
                continue
            raw = self.alone.get(key) or self.source.find(key[1])
            if raw is None:
                self.faults.add(parent.id, name, "dangling", key[1])
            else:
                self._take(Kind(key[0]), Look(raw, self.faults), parent, place)
        for (kind, _id), raw in self.alone.items():
            if (kind, _id) not in self.things:
                self._settle_alone(Kind(kind), Look(raw, self.faults))
        for consultation, item in self.item_of.items():
            found = self.things.get((Kind.CONSULTATION.value, consultation))
            if found is not None and not found.gone and not found.fields["item"]:
                found.fields["item"] = item.id

    def _settle_alone(self, kind: Kind, look: Look) -> None:
        for key, home in _PARENTS[kind]:
            many = isinstance(look.raw.get(key), list)
            for found in look.refs(key) if many else [look.ref(key)]:
                parent = self.things.get((home.value, found))
                if parent is not None and not parent.gone:
                    self._take(kind, look, parent, {"order": 1})
                    return
        look.fault("", "no_parent")


_PARENTS = {
    Kind.MEMBERSHIP: (("person", Kind.PERSON),),
    Kind.ITEM: (("meeting", Kind.MEETING),),
    Kind.CONSULTATION: (("paper", Kind.PAPER),),
    Kind.FILE: (("agendaItem", Kind.ITEM), ("meeting", Kind.MEETING), ("paper", Kind.PAPER)),
}

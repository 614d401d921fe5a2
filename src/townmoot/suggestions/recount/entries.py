"""Reading the public entries of a record, in order, into items, parts, promises and ratings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Entry = dict[str, Any]


@dataclass
class Part:
    """A lead unit's part."""

    unit: str
    due: date
    replaces: str | None
    ended: bool = False
    returned: bool = False
    extended: bool = False
    contacts: list[tuple[date, str]] = field(default_factory=list)
    replies: dict[int, tuple[date, bool]] = field(default_factory=dict)
    rehandled: bool = False


@dataclass
class Item:
    """An accepted suggestion."""

    accepted: date
    assigned: date | None = None
    due: date | None = None
    gone: bool = False
    referred: bool = False
    answered: date | None = None
    published: bool = False
    merged_into: str = ""
    carried: set[int] = field(default_factory=set)
    parts: dict[str, Part] = field(default_factory=dict)


@dataclass
class Promise:
    """A promise with its day."""

    due: date
    settled: date | None = None
    kept: bool = False


def _day(value: Any) -> date:
    return date.fromisoformat(str(value))


def _flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    """A list taken over as one entry tells the single `entries` within, unless it was undone."""
    listed = list(entries)
    undone = {entry["data"]["import"] for entry in listed if entry["act"] == "ledger.undo"}
    gone: set[str] = set()
    for entry in listed:
        data = entry.get("data") or {}
        told = data.get("entries", [entry])
        if "import" in data and data["import"] in undone:
            gone |= {each["data"]["reply"] for each in told if "reply" in each["data"]}
        elif data.get("reply") not in gone:
            yield from told


class Reader:
    """Reads entries, in order, into items."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.items: dict[str, Item] = {}
        self.parts: dict[str, Part] = {}
        self.promises: dict[str, Promise] = {}
        self.ratings: dict[tuple[str, int], dict[str, Any]] = {}

    def read(self, entries: Iterable[Entry]) -> None:
        for entry in _flat(entries):
            act, subject, data = entry["act"], str(entry.get("subject")), entry.get("data") or {}
            handler = _HANDLERS.get(act)
            if handler is None or "on" not in data or _day(data["on"]) > self.day:
                continue
            if act in _FIRST or subject in self.items or subject in self.promises:
                handler(self, subject, data)

    def accept(self, subject: str, data: Entry) -> None:
        self.items[subject] = Item(accepted=_day(data["on"]))

    def assign(self, subject: str, data: Entry) -> None:
        item = self.items[subject]
        item.assigned = item.assigned or _day(data["on"])
        item.due = _day(data["due"])

    def allot(self, subject: str, data: Entry) -> None:
        for told in data["leads"]:
            part = Part(told["unit"], _day(told["due"]), told["replaces"])
            self.items[subject].parts[told["part"]] = self.parts[told["part"]] = part

    def give_back(self, subject: str, data: Entry) -> None:
        part = self.items[subject].parts.get(data["part"])
        if part is not None:
            part.ended = part.returned = True

    def extend(self, subject: str, data: Entry) -> None:
        part = self.parts[data["part"]]
        part.extended, part.due = True, max(part.due, _day(data["until"]))

    def contact(self, subject: str, data: Entry) -> None:
        noted = _day(data.get("noted", data["on"]))
        if data["part"] in self.parts and noted <= self.day:
            self.parts[data["part"]].contacts.append((noted, data["way"]))

    def reply(self, subject: str, data: Entry) -> None:
        told = (_day(data["on"]), bool(data["resolved"]))
        self.parts[data["part"]].replies[data["round"]] = told

    def rehandle(self, subject: str, data: Entry) -> None:
        self.parts[data["part"]].rehandled = True

    def release(self, subject: str, data: Entry) -> None:
        self.ratings[data["part"], data["round"]] = data

    def leave(self, subject: str, data: Entry) -> None:
        self.items[subject].gone = True

    def refer(self, subject: str, data: Entry) -> None:
        self.items[subject].referred = True

    def answer(self, subject: str, data: Entry) -> None:
        self.items[subject].answered = _day(data["on"])

    def merge(self, subject: str, data: Entry) -> None:
        self.items[subject].merged_into = data["into"]

    def carry(self, subject: str, data: Entry) -> None:
        self.items[subject].carried.add(data["year"])

    def publish(self, subject: str, data: Entry) -> None:
        self.items[subject].published = True

    def take_back(self, subject: str, data: Entry) -> None:
        self.items[subject].published = False

    def promise(self, subject: str, data: Entry) -> None:
        self.promises[subject] = Promise(due=_day(data["due"]))

    def verify(self, subject: str, data: Entry) -> None:
        found, evidence = self.promises[subject], data["evidence_on"]
        found.settled = _day(data["on"])
        in_time = evidence is not None and _day(evidence) <= found.due
        found.kept = data["outcome"] == "kept" and in_time


_HANDLERS = {
    "suggestion.accept": Reader.accept,
    "suggestion.assign": Reader.assign,
    "suggestion.allot": Reader.allot,
    "return.approve": Reader.give_back,
    "extension.approve": Reader.extend,
    "contact.log": Reader.contact,
    "reply.issue": Reader.reply,
    "suggestion.rehandle": Reader.rehandle,
    "rating.release": Reader.release,
    "withdrawal.ask": Reader.leave,
    "withdrawal.agree": Reader.leave,
    "suggestion.refer": Reader.refer,
    "referral.answer": Reader.answer,
    "suggestion.merge": Reader.merge,
    "suggestion.carry_over": Reader.carry,
    "suggestion.publish": Reader.publish,
    "disclosure.review": Reader.take_back,
    "commitment.add": Reader.promise,
    "commitment.verify": Reader.verify,
}
_FIRST = {"suggestion.accept", "commitment.add"}

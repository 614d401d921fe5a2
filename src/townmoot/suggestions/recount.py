"""The rates counted again from the public record alone: no server, no database, no Django.

Takes the public parts as `record.verify` gives them: dicts with position, act, subject, data.
The rules are those of `queries.delivery`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Entry = dict[str, Any]
Ratio = tuple[int, int]
MET = {"face_to_face", "visit"}


@dataclass
class _Part:
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
class _Item:
    accepted: date
    assigned: date | None = None
    due: date | None = None
    gone: bool = False
    referred: bool = False
    answered: bool = False
    published: bool = False
    merged_into: str = ""
    carried: set[int] = field(default_factory=set)
    parts: dict[str, _Part] = field(default_factory=dict)


@dataclass
class _Promise:
    due: date
    settled: date | None = None
    kept: bool = False


@dataclass
class Recount:
    """What the public record says as of a day; each rate as (counted, of)."""

    day: date
    rates: dict[str, Ratio] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)


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


class _Reader:
    """Reads entries, in order, into items."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.items: dict[str, _Item] = {}
        self.parts: dict[str, _Part] = {}
        self.promises: dict[str, _Promise] = {}
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
        self.items[subject] = _Item(accepted=_day(data["on"]))

    def assign(self, subject: str, data: Entry) -> None:
        item = self.items[subject]
        item.assigned = item.assigned or _day(data["on"])
        item.due = _day(data["due"])

    def allot(self, subject: str, data: Entry) -> None:
        for told in data["leads"]:
            part = _Part(told["unit"], _day(told["due"]), told["replaces"])
            self.items[subject].parts[told["part"]] = self.parts[told["part"]] = part

    def give_back(self, subject: str, data: Entry) -> None:
        part = self.items[subject].parts.get(data["part"])
        if part is not None:
            part.ended = part.returned = True

    def extend(self, subject: str, data: Entry) -> None:
        part = self.parts[data["part"]]
        part.extended, part.due = True, max(part.due, _day(data["until"]))

    def contact(self, subject: str, data: Entry) -> None:
        if data["part"] in self.parts:
            self.parts[data["part"]].contacts.append((_day(data["on"]), data["way"]))

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
        self.items[subject].answered = True

    def merge(self, subject: str, data: Entry) -> None:
        self.items[subject].merged_into = data["into"]

    def carry(self, subject: str, data: Entry) -> None:
        self.items[subject].carried.add(data["year"])

    def publish(self, subject: str, data: Entry) -> None:
        self.items[subject].published = True

    def promise(self, subject: str, data: Entry) -> None:
        self.promises[subject] = _Promise(due=_day(data["due"]))

    def verify(self, subject: str, data: Entry) -> None:
        found, evidence = self.promises[subject], data["evidence_on"]
        found.settled = _day(data["on"])
        in_time = evidence is not None and _day(evidence) <= found.due
        found.kept = data["outcome"] == "kept" and in_time


_HANDLERS = {
    "suggestion.accept": _Reader.accept,
    "suggestion.assign": _Reader.assign,
    "suggestion.allot": _Reader.allot,
    "return.approve": _Reader.give_back,
    "extension.approve": _Reader.extend,
    "contact.log": _Reader.contact,
    "reply.issue": _Reader.reply,
    "suggestion.rehandle": _Reader.rehandle,
    "rating.release": _Reader.release,
    "withdrawal.ask": _Reader.leave,
    "withdrawal.agree": _Reader.leave,
    "suggestion.refer": _Reader.refer,
    "referral.answer": _Reader.answer,
    "suggestion.merge": _Reader.merge,
    "suggestion.carry_over": _Reader.carry,
    "suggestion.publish": _Reader.publish,
    "commitment.add": _Reader.promise,
    "commitment.verify": _Reader.verify,
}
_FIRST = {"suggestion.accept", "commitment.add"}


@dataclass(frozen=True)
class _Counted:
    """An item that counts, with the parts it is handled in."""

    own: _Item
    whole: _Item

    @property
    def leads(self) -> list[_Part]:
        return [part for part in self.whole.parts.values() if not part.ended]

    @property
    def vacant(self) -> bool:
        taken = {part.replaces for part in self.whole.parts.values()}
        return any(p.ended and key not in taken for key, p in self.whole.parts.items())

    @property
    def replied(self) -> bool:
        return bool(self.leads) and not self.vacant and all(1 in p.replies for p in self.leads)

    @property
    def in_time(self) -> bool:
        return self.replied and all(part.replies[1][0] <= part.due for part in self.leads)

    def overdue(self, day: date) -> bool:
        owed = [part.due for part in self.leads if 1 not in part.replies]
        due = min(owed) if owed else self.whole.due
        return not self.replied and due is not None and due < day

    @property
    def solved(self) -> bool:
        return all(part.replies[max(part.replies)][1] for part in self.leads)

    def met(self, ways: set[str]) -> bool:
        return any(
            on <= (part.replies[1][0] if 1 in part.replies else date.max) and way in ways
            for part in self.leads
            for on, way in part.contacts
        )


def _counted(reader: _Reader) -> Iterator[_Counted]:
    begins = date(reader.day.year, 1, 1)
    for own in reader.items.values():
        item = _Counted(own, reader.items.get(own.merged_into, own))
        replied_before = item.replied and _last_first_reply(item) < begins
        old = own.accepted < begins and replied_before and reader.day.year not in own.carried
        if item.whole.assigned is not None and not (
            own.gone or own.referred or item.whole.referred or old
        ):
            yield item


def _last_first_reply(item: _Counted) -> date:
    return max(part.replies[1][0] for part in item.leads)


def _ratio(found: list[bool]) -> Ratio:
    return sum(found), len(found)


def _satisfaction(reader: _Reader, counted: list[_Counted], told: Recount) -> None:
    keys = {key for item in counted for key in item.whole.parts}
    first = {key: data for key, data in reader.ratings.items() if key[0] in keys and key[1] == 1}
    last = {part: reader.ratings[part, rnd] for part, rnd in sorted(reader.ratings) if part in keys}
    for name, chosen in (("first", list(first.values())), ("final", list(last.values()))):
        for aspect, key in (("result", "satisfaction"), ("attitude", "attitude")):
            tallies = [data["tally"][aspect] for data in chosen]
            of = sum(sum(tally.values()) for tally in tallies)
            good = sum(tally.get("satisfied", 0) for tally in tallies)
            told.rates[f"{key}_{name}"] = (good, of)
        told.missing[name] = sum(
            data["asked"] - sum(data["tally"]["result"].values()) for data in chosen
        )


def recount(entries: Iterable[Entry], day: date, *, phone: bool = False) -> Recount:
    """The rates as of the end of a day, from public entries in order.

    `phone`: whether the town's profile lets a phone call count as meeting. Ratings count only
    where they were released.
    """
    reader = _Reader(day)
    reader.read(entries)
    counted = list(_counted(reader))
    replied = [item for item in counted if item.replied]
    timed = [item for item in counted if item.replied or item.overdue(day)]
    ways = MET | ({"phone"} if phone else set())
    told = Recount(day)
    told.rates = {
        "reply_rate": _ratio([item.replied for item in counted]),
        "on_time_rate": _ratio([item.in_time for item in timed]),
        "solved_rate": _ratio([item.solved for item in replied]),
        "face_to_face_rate": _ratio([item.met(ways) for item in counted]),
        "published_rate": _ratio([item.own.published for item in replied]),
        "return_rate": _ratio(
            [any(part.returned for part in item.whole.parts.values()) for item in counted]
        ),
        "extension_rate": _ratio([any(p.extended for p in item.leads) for item in counted]),
        "rehandled_rate": _ratio([any(p.rehandled for p in item.leads) for item in replied]),
        "referred_rate": _ratio([i.answered for i in reader.items.values() if i.referred]),
        "kept_promise_rate": _ratio(_promises(reader)),
    }
    _satisfaction(reader, counted, told)
    return told


def _promises(reader: _Reader) -> list[bool]:
    begins = date(reader.day.year, 1, 1)
    return [
        promise.kept
        for promise in reader.promises.values()
        if (promise.settled is not None and promise.settled >= begins)
        or (promise.settled is None and promise.due < reader.day)
    ]

"""The rates as of a day, from what the entries tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from townmoot.suggestions.recount.entries import Entry, Item, Part, Reader

Ratio = tuple[int, int]
MET = {"face_to_face", "visit"}


@dataclass
class Recount:
    """What the public record says as of a day; each rate as (counted, of)."""

    day: date
    rates: dict[str, Ratio] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Counted:
    """An item that counts, with the parts it is handled in."""

    own: Item
    whole: Item

    @property
    def leads(self) -> list[Part]:
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


def _counted(reader: Reader) -> Iterator[_Counted]:
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


def _satisfaction(reader: Reader, counted: list[_Counted], told: Recount) -> None:
    keys = {key for item in counted for key in item.whole.parts}
    rounds = {
        "first": [(key, 1) for key in keys],
        "final": [(key, max(reader.parts[key].replies, default=1)) for key in keys],
    }
    for name, wanted in rounds.items():
        chosen = [reader.ratings[key] for key in wanted if key in reader.ratings]
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
    reader = Reader(day)
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
        "referred_rate": _ratio(_referred(reader)),
        "kept_promise_rate": _ratio(_promises(reader)),
    }
    _satisfaction(reader, counted, told)
    return told


def _referred(reader: Reader) -> list[bool]:
    """Whether each was answered: of this year, or still open when it began, or carried over."""
    year = reader.day.year
    found = []
    for own in reader.items.values():
        sent = own if own.referred else reader.items.get(own.merged_into, own)
        answered = sent.answered
        late = own.accepted.year < year and answered is not None and answered.year < year
        if sent.referred and not own.gone and not (late and year not in own.carried):
            found.append(answered is not None)
    return found


def _promises(reader: Reader) -> list[bool]:
    begins = date(reader.day.year, 1, 1)
    return [
        promise.kept
        for promise in reader.promises.values()
        if (promise.settled is not None and promise.settled >= begins)
        or (promise.settled is None and promise.due < reader.day)
    ]

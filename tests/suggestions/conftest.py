"""A town in January 2026 with its deputies, units and offices, and short ways to handle things."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.factories import Somebody, Town
from townmoot.record import clock, today_of
from townmoot.record.queries import looking
from townmoot.suggestions import states
from townmoot.suggestions.models import Allotment, Reply, Suggestion
from townmoot.suggestions.queries.reading import facts_for
from townmoot.suggestions.queries.replies import steps_of
from townmoot.suggestions.queries.status import part_status, reply_status, status

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: str, time: str = "09:00") -> datetime:
    """A moment on the town's clocks."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI)


@dataclass
class Unit:
    """A unit with the three hands through which its letters pass."""

    id: UUID
    officer: Somebody
    checker: Somebody
    head: Somebody


class Lazy:
    """People and units that are made when they are first asked for."""

    def __init__(self, size, make):
        self.size, self.make, self.made = size, make, []

    def __len__(self):
        return self.size

    def __iter__(self):
        return iter(self[: self.size])

    def __getitem__(self, place):
        last = place.stop if isinstance(place, slice) else place + 1
        while len(self.made) < (self.size if last is None else last):
            self.made.append(self.make(len(self.made)))
        return self.made[place]


ACTS = {
    name: {states.act_of(label) for row in table.values() for label in row}
    for name, table in states.TABLES.items()
}


@dataclass
class Desk:
    """The town's people, and what they do. Each act is held against the tables of states."""

    town: Town

    def __post_init__(self):
        names = ("规划建设办公室", "生态环境办公室", "执法队")
        self.deputies = Lazy(4, lambda _place: self.town.deputy())
        self.units = Lazy(3, lambda place: make_unit(self.town, names[place]))

    @cached_property
    def chair(self) -> Somebody:
        return self.town.person(role="chair")

    @cached_property
    def office(self) -> Somebody:
        return self.town.person(role="town_officer")

    @cached_property
    def clerk_head(self) -> Somebody:
        return self.town.person(role="clerk", organization=self.town.office)

    @property
    def clerk(self) -> Somebody:
        return self.town.clerk

    @property
    def body(self) -> UUID:
        return self.town.body

    @property
    def today(self) -> date:
        return today_of(self.body)

    def go(self, day: str, time: str = "09:00") -> None:
        """Move the town's clock on."""
        self.town.do("clock.move", to=at(day, time))

    def actor(self, who: Somebody):
        """Who somebody is now."""
        return looking(self.body, who.account).actor

    def item(self, key) -> Suggestion:
        return Suggestion.objects.get(pk=key)

    def state(self, key, day: date | None = None) -> str:
        """Where a suggestion stands."""
        return str(status(facts_for(self.item(key)), day or self.today))

    def part_state(self, key) -> str:
        row = Allotment.objects.get(pk=key)
        facts = facts_for(row.suggestion)
        return str(part_status(next(p for p in facts.parts if p.id == row.pk), self.today))

    def reply_state(self, key) -> str:
        row = Reply.objects.get(pk=key)
        return str(reply_status(step.kind for step in steps_of(row)))

    def do(self, act, /, by=None, **inputs):
        """Do an act (the clerk does it where nobody is named), held against the tables."""
        before = self._states(act, inputs)
        result = self.town.do(act, by=by or self.clerk, **inputs).result
        after = self._states(act, inputs)
        for key, (table, state) in before.items():
            allowed = states.next_states(states.TABLES[table], state, act)
            assert after[key][1] in allowed, (act, state, after[key][1])
        return result

    def _states(self, act, inputs):
        """Where what the act names stands, of what its table says the act may change."""
        known = [table for table, acts in ACTS.items() if act in acts]
        keys = dict(inputs)
        found = {}
        if "reply" in keys:
            row = Reply.objects.get(pk=keys["reply"])
            found[row.pk] = ("reply", self.reply_state(row.pk))
            keys["allotment"] = row.allotment_id
        part = Allotment.objects.get(pk=keys["allotment"]) if "allotment" in keys else None
        key = part.suggestion_id if part else keys.get("suggestion")
        if key and {"part", "suggestion"} & set(known):
            facts = facts_for(self.item(key))
            found[key] = ("suggestion", str(status(facts, self.today)))
            for each in facts.parts if part else ():
                if each.id == part.pk:
                    found[part.pk] = ("part", str(part_status(each, self.today)))
        return {key: told for key, told in found.items() if told[0] in known}

    def make(self, act, /, key="", by=None, **inputs) -> UUID:
        """Do an act and return what it made (`key`, else the act's noun)."""
        return UUID(self.do(act, by=by, **inputs)[key or act.partition(".")[0]])

    # The main line, in short.

    def draft(self, lead=None, cosigners=(), **more) -> UUID:
        """A draft with co-signers who have confirmed it."""
        lead = lead or self.deputies[0]
        text = {"title": "关于划定护学通道的建议", "facts": "校门口很挤。", "proposal": "划线。"}
        key = self.make("suggestion.draft", by=lead, **(text | more))
        if cosigners:
            persons = [who.person for who in cosigners]
            self.do("cosigner.ask", by=lead, suggestion=key, persons=persons)
        for who in cosigners:
            self.do(
                "cosigner.confirm",
                by=who,
                suggestion=key,
                text_version=self.item(key).text_version,
            )
        return key

    def handed_in(self, lead=None, cosigners=(), **more) -> UUID:
        key = self.draft(lead, cosigners, **more)
        self.do("suggestion.hand_in", by=lead or self.deputies[0], suggestion=key)
        return key

    def accepted(self, lead=None, cosigners=(), public=True, **more) -> UUID:
        key = self.handed_in(lead, cosigners, **more)
        self.do("suggestion.accept", suggestion=key, subject_class="交通", public=public)
        return key

    def assigned(self, lead=None, cosigners=(), long=False, **more) -> UUID:
        key = self.accepted(lead, cosigners, **more)
        self.assign(key, long=long)
        return key

    def assign(self, key, *, long=False):
        return self.do(
            "suggestion.assign",
            by=self.chair,
            suggestion=key,
            to=self.town.government,
            long=long,
        )

    def allot(self, key, *leads, assisting=()):
        """Give it to units (a unit, or (unit, part)); the ids of their parts, leads first."""
        named = [lead if isinstance(lead, tuple) else (lead, "") for lead in leads]
        told = self.do(
            "suggestion.allot",
            by=self.office,
            suggestion=key,
            leads=[{"unit": unit.id, "part": part} for unit, part in named],
            assisting=[unit.id for unit in assisting],
        )
        return [UUID(part) for part in told["leads"] + told["assisting"]]

    def receive(self, part, unit):
        self.do("unit.receive", by=unit.officer, allotment=part)

    def handling(self, *, unit=None, **more):
        """A suggestion that one unit has received; (suggestion, part)."""
        unit = unit or self.units[0]
        key = self.assigned(**more)
        (part,) = self.allot(key, unit)
        self.receive(part, unit)
        return key, part

    def contact(self, part, unit, way="face_to_face", persons=None):
        row = Allotment.objects.get(pk=part)
        self.do(
            "contact.log",
            by=unit.officer,
            allotment=part,
            on=self.today,
            way=way,
            persons=persons or [row.suggestion.lead_id],
            words="当面听取意见",
        )

    def drafted(self, part, unit, reply_class="adopted", **more) -> UUID:
        if reply_class in ("in_progress", "planned"):
            more = {"promise": "装灯24盏", "deadline": "2026-12-01"} | more
        if reply_class == "reference":
            more = {"reason": "不在本级权限"} | more
        return self.make(
            "reply.draft",
            by=unit.officer,
            allotment=part,
            text="现答复如下。",
            reply_class=reply_class,
            **more,
        )

    def signed(self, part, unit, **more) -> UUID:
        reply = self.drafted(part, unit, **more)
        self.do("reply.check", by=unit.checker, reply=reply)
        self.do("reply.sign", by=unit.head, reply=reply)
        return reply

    def reply(self, part, unit=None, *, contact=True, mark="澄规建复", **more) -> UUID:
        """The unit's reply, through all hands and out."""
        unit = unit or self.units[0]
        if contact:
            self.contact(part, unit)
        reply = self.signed(part, unit, **more)
        self.do("reply.issue", by=unit.officer, reply=reply, mark=mark)
        return reply

    def replied(self, *, unit=None, reply_class="adopted", **more):
        """A suggestion to which one unit has replied; (suggestion, part, reply)."""
        key, part = self.handling(unit=unit, **more)
        return key, part, self.reply(part, unit, reply_class=reply_class)

    def rate(self, reply, who=None, attitude="satisfied", result="satisfied", **more):
        self.do(
            "rating.give",
            by=who or self.deputies[0],
            reply=reply,
            attitude=attitude,
            result=result,
            **more,
        )

    def closed(self, **more):
        """A suggestion replied to, rated and closed; (suggestion, part, reply)."""
        key, part, reply = self.replied(**more)
        self.rate(reply)
        self.do("suggestion.close", suggestion=key)
        return key, part, reply

    def published(self, **more):
        key, part, reply = self.closed(**more)
        self.publish(key)
        return key, part, reply

    def publish(self, key, spans=()):
        self.do("disclosure.review", suggestion=key, result="public", spans=list(spans))
        self.do("suggestion.publish", by=self.clerk_head, suggestion=key)


def make_unit(town: Town, name: str) -> Unit:
    key = town.unit(name)
    hands = [
        town.person(role=role, organization=key)
        for role in ("unit_officer", "unit_checker", "unit_head")
    ]
    return Unit(key, *hands)


@pytest.fixture(scope="module")
def founded(kept) -> Desk:
    """The town of a module's tests, with its people; each test gets it as it was founded."""
    clock.forget()
    clock.mark_rehearsal(at("2026-01-05"))
    made = Desk(factories.town())
    assert len(list(made.deputies)) + len(list(made.units)) == 7
    assert all((made.clerk, made.chair, made.office, made.clerk_head))
    made.go("2026-01-12")
    clock.forget()
    return made


@pytest.fixture
def desk(founded, db) -> Desk:
    """Chengting on 12 January 2026 (a Monday): four deputies, three units."""
    clock.forget()
    yield deepcopy(founded)
    clock.forget()

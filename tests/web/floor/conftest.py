"""Chengting on the day before and the day of its meeting, seen from its pages."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests import factories
from tests.doors import signed_in
from tests.factories import Somebody, Town
from townmoot.meetings.models import Venue
from townmoot.record import clock
from townmoot.record.models import new_id
from townmoot.suggestions.models import Reply, Suggestion

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: str, time: str = "09:00") -> datetime:
    """A moment on the town's clocks."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI)


@dataclass
class Floor:
    """The town's people, and what they do when a test needs it done."""

    town: Town
    chair: Somebody
    steward: Somebody
    head: Somebody
    recorder: Somebody
    office: Somebody
    officer: Somebody
    checker: Somebody
    signer: Somebody
    group: UUID
    unit: UUID
    deputies: list[Somebody] = field(default_factory=list)
    meeting: UUID | None = None
    hall: UUID | None = None
    items: list[UUID] = field(default_factory=list)

    @property
    def clerk(self) -> Somebody:
        return self.town.clerk

    def do(self, act: str, /, by: Somebody | None = None, **inputs: Any) -> dict[str, Any]:
        return self.town.do(act, by=by or self.clerk, **inputs).result

    def make(self, act: str, /, key: str = "", by: Somebody | None = None, **inputs: Any) -> UUID:
        return UUID(self.do(act, by=by, **inputs)[key or act.partition(".")[0]])

    def go(self, day: str, time: str = "09:00") -> None:
        self.town.do("clock.move", to=at(day, time))

    def browser(self, who: Somebody, language: str = "en") -> Client:
        """A signed-in client that asks for a language."""
        return signed_in(who, headers={"accept-language": language})

    @property
    def code(self) -> str:
        return Venue.objects.get(pk=self.hall).code

    def call(self, kind: str = "session", day: str = "2026-01-15", **more: Any) -> UUID:
        """Plan and call a meeting with a hall and three items."""
        self.meeting = self.make(
            "meeting.plan",
            kind=kind,
            name="第五届人民代表大会第九次会议",
            organization=self.town.congress,
            start=at(day),
            end=at(day, "17:00"),
            presiding=self.chair.person,
            **more,
        )
        self.hall = self.make(
            "venue.add",
            meeting=self.meeting,
            name="镇人大会议厅",
            steward=self.steward.person,
            groups=[self.group],
        )
        if kind == "session":
            self.add_item("adopt", "通过会议议程")
        self.add_item("report", "听取镇政府工作报告")
        self.do("meeting.give_notice", meeting=self.meeting)
        return self.meeting

    def add_item(self, kind: str, name: str) -> UUID:
        made = self.make("agenda.add_item", key="item", meeting=self.meeting, kind=kind, name=name)
        self.items.append(made)
        return made

    def come(self, who: Somebody) -> None:
        self.do("attendance.check_in_person", by=self.steward, venue=self.hall, person=who.person)

    def open(self) -> None:
        """The meeting's day: everybody comes, the chair opens, the agenda is adopted."""
        self.go("2026-01-15", "08:50")
        for who in self.deputies:
            self.come(who)
        self.do("agenda.propose", meeting=self.meeting)
        self.do("meeting.open", by=self.chair, meeting=self.meeting)
        self.do(
            "agenda.adopt",
            meeting=self.meeting,
            by=self.chair,
            way="acclamation",
            note="主席提议，无异议",
        )

    def draft(self, lead: Somebody | None = None, **more: Any) -> UUID:
        text = {"title": "关于划定护学通道的建议", "facts": "校门口很挤。", "proposal": "划线。"}
        return self.make("suggestion.draft", by=lead or self.deputies[0], **(text | more))

    def handed_in(self, lead: Somebody | None = None) -> UUID:
        key = self.draft(lead)
        self.do("suggestion.hand_in", by=lead or self.deputies[0], suggestion=key)
        return key

    def answer(self, key: UUID, reply_class: str = "adopted", **more: Any) -> UUID:
        """Let the house accept, assign, allot and answer a suggestion; the reply."""
        item = Suggestion.objects.get(pk=key)
        self.do("suggestion.accept", suggestion=key, subject_class="交通", public=True)
        government = self.town.government
        self.do("suggestion.assign", by=self.chair, suggestion=key, to=government, long=False)
        told = self.do(
            "suggestion.allot",
            by=self.office,
            suggestion=key,
            leads=[{"unit": self.unit, "part": ""}],
            assisting=[],
        )
        part = UUID(told["leads"][0])
        self.do("unit.receive", by=self.officer, allotment=part)
        self.do(
            "contact.log",
            by=self.officer,
            allotment=part,
            on=clock.today_of(self.town.body),
            way="face_to_face",
            persons=[item.lead_id],
            words="当面听取意见",
        )
        return self.reply(part, reply_class=reply_class, **more)

    def reply(self, part: UUID, **more: Any) -> UUID:
        given = {"text": "现答复如下：划线已于三月完成。", **more}
        reply = self.make("reply.draft", by=self.officer, allotment=part, **given)
        self.do("reply.check", by=self.checker, reply=reply)
        self.do("reply.sign", by=self.signer, reply=reply)
        self.do("reply.issue", by=self.officer, reply=reply, mark="澄规建复")
        return Reply.objects.get(pk=reply).pk


def post(browser: Client, url: str, **fields: Any):
    """Post a form as a page would, with an act id of its own."""
    return browser.post(url, {"act_id": str(new_id()), **fields}, follow=True)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def found() -> Floor:
    """Found the town and seat its people."""
    clock.forget()
    clock.mark_rehearsal(at("2026-01-05"))
    town = factories.town()
    group = town.group()
    unit = town.unit()
    hands = ("unit_officer", "unit_checker", "unit_head")
    officer, checker, signer = (town.person(role=role, organization=unit) for role in hands)
    deputies = [town.deputy(group=group) for _ in range(4)]
    made = Floor(
        town=town,
        chair=town.person(role="chair"),
        steward=town.person(role="steward"),
        head=town.join(deputies[3], group, role="group_head"),
        recorder=town.person(role="recorder", organization=group),
        office=town.person(role="town_officer"),
        officer=officer,
        checker=checker,
        signer=signer,
        group=group,
        unit=unit,
        deputies=deputies,
    )
    assert made.clerk
    clock.forget()
    return made


@pytest.fixture(scope="module")
def founded(kept) -> Floor:
    """The town of a module's tests; each test gets it as it was founded."""
    return found()


@pytest.fixture
def open_floor(transactional_db) -> Floor:
    """The same town, where other threads see it too."""
    yield found()
    clock.forget()


@pytest.fixture
def floor(founded, db) -> Floor:
    """Chengting on 5 January 2026: four deputies in a group with head and recorder."""
    clock.forget()
    yield deepcopy(founded)
    clock.forget()

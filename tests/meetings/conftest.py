"""A town in a July of its own: its deputies in groups, a meeting called and opened."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.factories import Somebody, Town
from townmoot.meetings.models import Meeting, Participant, Venue
from townmoot.record import clock
from townmoot.record.queries import looking

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: str, time: str = "09:00") -> datetime:
    """A moment on the town's clocks."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI)


@dataclass
class Moot:
    """A town, and the short way to hold its meetings."""

    town: Town
    chair: Somebody
    steward: Somebody
    group: UUID
    deputies: list[Somebody] = field(default_factory=list)

    @property
    def clerk(self) -> Somebody:
        return self.town.clerk

    @property
    def body(self) -> UUID:
        return self.town.body

    def do(self, act, /, by=None, **inputs):
        """Do an act; the clerk does it where nobody is named."""
        return self.town.do(act, by=by or self.clerk, **inputs).result

    def make(self, act, /, key="", by=None, **inputs) -> UUID:
        """Do an act and return what it made (`key`, else the act's noun)."""
        return UUID(self.do(act, by=by, **inputs)[key or act.partition(".")[0]])

    def go(self, day: str, time: str = "09:00") -> None:
        """Move the town's clock on."""
        self.town.do("clock.move", to=at(day, time))

    def actor(self, who: Somebody):
        """Who somebody is now."""
        return looking(self.body, who.account).actor

    def plan(self, kind="deputies_meeting", day="2026-07-22", **more) -> UUID:
        """Plan a meeting of the congress."""
        defaults = {
            "name": "年中人大代表会议",
            "organization": self.town.congress,
            "start": at(day, "09:00"),
            "end": at(day, "12:00"),
            "hybrid": kind == "deputies_meeting",
        }
        return self.make("meeting.plan", kind=kind, **(defaults | more))

    def hall(self, meeting: UUID, **more) -> UUID:
        """Add the main hall, with the steward at its door."""
        defaults = {"name": "镇人大会议厅", "steward": self.steward.person}
        return self.make("venue.add", meeting=meeting, **(defaults | more))

    def call(self, meeting: UUID, **more) -> UUID:
        """Add the main hall and give notice; the hall."""
        hall = self.hall(meeting)
        self.do("meeting.give_notice", meeting=meeting, **more)
        return hall

    def sign_in(self, who: Somebody, venue: UUID) -> UUID:
        """Let the steward check somebody in; the check-in."""
        result = self.do(
            "attendance.check_in_person", by=self.steward, venue=venue, person=who.person
        )
        return UUID(result["check_in"])

    def item(self, meeting: UUID, kind="report", name="听取半年工作报告", **more) -> UUID:
        return self.make(
            "agenda.add_item", key="item", meeting=meeting, kind=kind, name=name, **more
        )

    def adopt(self, meeting: UUID) -> None:
        """Propose and adopt the agenda."""
        self.do("agenda.propose", meeting=meeting)
        self.do("agenda.adopt", meeting=meeting, way="acclamation", note="主席提议，没有不同意见")

    def hold(self, kind="deputies_meeting", day="2026-07-22", items=("report",), **more):
        """Plan, call and open a meeting with everybody in the main hall; (meeting, hall, items)."""
        meeting = self.plan(kind, day, **more)
        made = [self.item(meeting, kind=code) for code in items]
        hall = self.call(meeting)
        self.go(day, "08:50")
        for who in self.deputies:
            self.sign_in(who, hall)
        self.do("meeting.open", meeting=meeting)
        self.adopt(meeting)
        return meeting, hall, made

    def meeting(self, key: UUID) -> Meeting:
        return Meeting.objects.get(pk=key)

    def venue(self, key: UUID) -> Venue:
        return Venue.objects.get(pk=key)

    def listed(self, meeting: UUID, who: Somebody) -> Participant:
        return Participant.objects.get(meeting=meeting, person=who.person)


@pytest.fixture(scope="module")
def founded(kept) -> Moot:
    """The town of a module's tests; each test gets it as it was founded."""
    clock.forget()
    clock.mark_rehearsal(at("2026-07-10"))
    town = factories.town()
    group = town.group()
    made = Moot(
        town=town,
        chair=town.person(role="chair"),
        steward=town.person(role="steward"),
        group=group,
    )
    made.deputies = [town.deputy(group=group) for _ in range(3)]
    assert made.clerk
    clock.forget()
    return made


@pytest.fixture
def moot(founded, db) -> Moot:
    """Chengting on 10 July 2026 with three deputies in one group, a chair and a steward."""
    clock.forget()
    yield deepcopy(founded)
    clock.forget()

"""A parish council and its people for tests, made through acts only, in English."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.factories import Somebody, Town
from townmoot.meetings.models import AgendaItem, Venue
from townmoot.record import clock
from townmoot.record.models import new_id

NAMES = ("Joan Marlow", "Peter Askew", "Ruth Tindall", "Samuel Orme", "Grace Penn")
DAY = date(2026, 1, 15)
LONDON = ZoneInfo("Europe/London")
ITEMS = (
    ("apologies", "Apologies for absence"),
    ("interests", "Declarations of interest"),
    ("dispensations", "Requests for dispensation"),
    ("participation", "Public participation"),
    ("minutes", "Minutes of the last meeting"),
    ("clerk_report", "Clerk’s report"),
    ("planning", "Planning consultations"),
    ("payments", "Payments for approval"),
    ("correspondence", "Correspondence"),
    ("motion", "Benches on the green"),
    ("exclusion", "Exclusion of press and public"),
    ("report", "Tenders for the pavilion roof"),
    ("next_meeting", "Date of next meeting"),
)


def council(name: str = "Ashmoot Parish Council") -> Town:
    """Found a parish council with the clerk’s office."""
    made = Town(body=new_id(), profile="gb-parish")
    made.do(
        "body.found",
        name=name,
        name_en=name,
        kind="parish",
        profile="gb-parish",
        timezone="Europe/London",
        locale="en",
        invented=True,
    )
    home = made.organization(name, "congress")
    made.organizations = {
        "congress": home,
        "assembly_office": made.organization("Clerk’s office", "assembly_office", home),
    }
    made._clerk = made.person("clerk", made.office, "Edith Carr")
    return made


def at(day: str, time: str = "19:00") -> datetime:
    """A moment on the parish’s clocks."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON)


@dataclass
class Parish:
    """A council with its people, and the short way to hold its meetings."""

    town: Town
    chair: Somebody
    councillors: list[Somebody] = field(default_factory=list)

    def do(self, act: str, /, by: Somebody | None = None, **inputs: Any) -> dict[str, Any]:
        """Do an act; the clerk does it where nobody is named."""
        return self.town.do(act, by=by or self.town.clerk, **inputs).result

    def make(self, act: str, /, key: str = "", by: Somebody | None = None, **inputs: Any) -> UUID:
        """Do an act and return what it made."""
        return UUID(self.do(act, by=by, **inputs)[key or act.partition(".")[0]])

    def go(self, day: str, time: str = "19:00") -> None:
        """Move the clock on."""
        self.town.do("clock.move", to=at(day, time))

    def plan(self, day: str = "2026-05-14", **more: Any) -> UUID:
        """Plan a meeting of the council in the village hall."""
        given = {"kind": "council", "name": f"Meeting of the council, {day}"} | more
        meeting = self.make(
            "meeting.plan",
            organization=self.town.congress,
            start=at(day),
            end=at(day, "21:00"),
            presiding=self.chair.person,
            **given,
        )
        self.make("venue.add", meeting=meeting, name="Village hall")
        return meeting

    def item(self, meeting: UUID, kind: str, name: str = "") -> UUID:
        """Add an item to the agenda."""
        words = name or dict(ITEMS)[kind]
        return self.make("agenda.add_item", key="item", meeting=meeting, kind=kind, name=words)

    def summon(self, meeting: UUID, day: str, *kinds: str) -> None:
        """Summon the members and put up the public notice, with proof of each."""
        self.do("meeting.give_notice", meeting=meeting)
        for kind in kinds or ("summons", "public"):
            place = "Board by the church gate" if kind == "public" else "By email to each member"
            self.do(
                "notice.post", meeting=meeting, kind=kind, place=place, served_by="Edith Carr",
                at=at(day, "09:30"),
            )  # fmt: skip

    def open(self, meeting: UUID, day: str, absent: int = 1) -> None:
        """Come to the hall, all but the last of the members, and call to order."""
        self.go(day, "18:50")
        (venue,) = self.town_venues(meeting)
        for who in self.councillors[: len(self.councillors) - absent]:
            self.do("attendance.check_in_person", venue=venue, person=who.person)
        self.do("meeting.open", meeting=meeting)

    def town_venues(self, meeting: UUID) -> list[UUID]:
        """The venues of a meeting."""
        return list(Venue._default_manager.filter(meeting=meeting).values_list("pk", flat=True))

    def held(
        self, *kinds: str, day: str = "2026-05-14", notice: str = "2026-05-08"
    ) -> tuple[UUID, dict[str, UUID]]:
        """A meeting that was summoned in time and is open; its items by kind."""
        meeting = self.plan(day)
        items = {kind: self.item(meeting, kind) for kind in kinds or dict(ITEMS)}
        self.go(notice, "10:00")
        self.summon(meeting, notice)
        self.do("meeting.publish", meeting=meeting)
        self.open(meeting, day)
        return meeting, items

    def vote(self, item: UUID, votes_for: int = 4, votes_against: int = 0, **more: Any) -> bool:
        """Record the hands shown; whether it is carried."""
        self.do(
            "item.decide", item=item, votes_for=votes_for, votes_against=votes_against,
            abstentions=0, **more,
        )  # fmt: skip
        return AgendaItem._default_manager.get(pk=item).decision.carried

    def under(self, item: UUID, *acts: Any) -> None:
        """Come to an item, do what is done there, finish it."""
        self.do("item.start", item=item)
        for one in acts:
            one()
        self.do("item.finish", item=item)


def parish(start: str = "2026-05-01") -> Parish:
    """A council of five, the chairman among them, on its own clock."""
    clock.forget()
    clock.mark_rehearsal(at(start, "10:00"))
    town = council()
    seats = [town.deputy(name=name, constituency="Ashmoot") for name in NAMES]
    chair = town.join(seats[0], town.congress, role="chair")
    return Parish(town, chair, seats)

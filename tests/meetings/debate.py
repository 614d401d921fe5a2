"""A debate that is under way, for the tests of what is said and shown in it."""

from __future__ import annotations

from tests.meetings.conftest import Moot


class Debate:
    """A public meeting in two halls that reviews; two groups; somebody invited, an observer."""

    def __init__(self, moot: Moot) -> None:
        town = moot.town
        self.second = town.group("第二代表小组")
        self.far = [town.deputy(group=self.second) for _ in range(2)]
        self.near = moot.deputies
        self.head = town.join(self.far[0], self.second, role="group_head")
        self.guest, self.watcher = town.somebody(), town.somebody()
        self.other = town.person(role="steward")
        self.meeting = moot.plan(presiding=moot.chair.person)
        moot.do("meeting.publish", meeting=self.meeting)
        self.item = moot.item(self.meeting, "review", speaker=self.guest.person)
        self.later = moot.item(self.meeting, "review", name="审议二")
        self.closed = moot.item(self.meeting, public=False, confidential_reason="人事")
        self.hall = moot.hall(self.meeting, groups=[moot.group])
        seats = {"kind": "branch", "name": "汀苑", "groups": [self.second]}
        self.branch = moot.hall(self.meeting, steward=self.other.person, **seats)
        moot.do("meeting.give_notice", meeting=self.meeting)
        for who, capacity in ((self.guest, "attending"), (self.watcher, "observer")):
            moot.do("participant.add", meeting=self.meeting, person=who.person, capacity=capacity)
        moot.go("2026-07-22", "08:50")
        for who in (*self.near[:2], self.guest):
            moot.sign_in(who, self.hall)
        for who in self.far:
            moot.do(
                "attendance.check_in_person", by=self.other, venue=self.branch, person=who.person
            )
        moot.do("meeting.open", meeting=self.meeting)
        moot.adopt(self.meeting)
        moot.do("item.start", item=self.item)

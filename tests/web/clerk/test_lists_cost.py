"""Each list costs as many queries with one row as with three."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.once  # how many queries there are is asked of no database


def cost(desk, name: str, *args) -> int:
    """How many queries a page asks."""
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(reverse(f"clerk:{name}", args=args)).status_code == 200
    return len(asked)


def more_people(desk, rows: range) -> None:
    for _ in rows:
        desk.moot.town.deputy(group=desk.moot.group)


def more_officials(desk, rows: range) -> None:
    town = desk.moot.town
    for i in rows:
        home = town.unit(f"第{i}办公室{town.name()}")
        town.join(town.somebody(), home, post=town.post(home))


def more_meetings(desk, rows: range) -> None:
    for i in rows:
        desk.moot.plan(day=f"2026-10-{10 + i:02d}", name=desk.moot.town.name())


def more_days(desk, rows: range) -> None:
    for i in rows:
        desk.moot.do("calendar.set_day", date=f"2027-0{1 + i}-15", kind="off")


PLAIN = [
    ("deputies", more_people),
    ("officials", more_officials),
    ("organizations", more_officials),
    ("meetings", more_meetings),
    ("calendar", more_days),
    ("imports", more_people),
]


@pytest.mark.parametrize(("name", "more"), PLAIN, ids=[name for name, _more in PLAIN])
def test_a_list_costs_the_same_with_one_more_row_and_with_three(desk, name, more):
    more(desk, range(1))
    desk.get(reverse(f"clerk:{name}"))
    before = cost(desk, name)
    more(desk, range(1, 3))
    assert cost(desk, name) == before


@pytest.mark.parametrize(
    "name", ["members", "leaves", "attendance", "agenda", "venues", "opinions"]
)
def test_a_list_of_a_meeting_costs_the_same_with_more_rows(desk, name):
    moot = desk.moot
    meeting = moot.plan(day="2026-08-20")
    moot.item(meeting)
    moot.call(meeting)
    moot.do("leave.enter", meeting=meeting, person=moot.deputies[0].person, reason="出差")
    desk.get(reverse(f"clerk:{name}", args=[meeting]))
    before = cost(desk, name, meeting)
    for _ in range(2):
        moot.item(meeting)
        moot.hall(meeting, name=moot.town.name(), kind="branch", steward=None)
        guest = moot.town.somebody()
        moot.do("participant.add", meeting=meeting, person=guest.person, capacity="invited")
    for who in moot.deputies[1:]:
        moot.do("leave.enter", meeting=meeting, person=who.person, reason="出差")
    assert cost(desk, name, meeting) == before

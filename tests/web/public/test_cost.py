"""Each list costs as many queries with one row as with three."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.once  # how many queries there are is asked of no database


def cost(public, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        public.text(address)
    return len(asked)


def more(public) -> None:
    """Two suggestions more, answered with a promise; two meetings and two deputies more."""
    desk = public.desk
    for day in ("2026-07-24", "2026-07-27"):
        key, _part, reply = desk.replied(reply_class="in_progress")
        desk.rate(reply)
        desk.publish(key)
        desk.town.deputy()
        when = {"start": f"{day}T09:00", "end": f"{day}T10:00"}
        congress = {"kind": "deputies_meeting", "organization": desk.town.congress}
        meeting = desk.make("meeting.plan", name="会议", **congress, **when)
        desk.do("meeting.publish", meeting=meeting)


PAGES = [
    "/",
    "/meetings/",
    "/suggestions/",
    "/commitments/",
    "/people/",
    "/figures/reply_rate/",
    "/units/{unit}/",
    "/people/{person}/",
]


def test_a_list_costs_the_same_with_three_rows(public):
    places = {"unit": public.desk.units[0].id, "person": public.desk.deputies[0].person}
    addresses = [address.format(**places) for address in PAGES]
    for address in addresses:
        public.text(address)
    before = {address: cost(public, address) for address in addresses}
    more(public)
    assert {address: cost(public, address) for address in addresses} == before

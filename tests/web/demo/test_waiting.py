"""The doors of the demonstration lead to what waits."""

from __future__ import annotations

import pytest

from tests.web.votes.conftest import floor, founded, hall
from townmoot.people.models import Body
from townmoot.record import today_of
from townmoot.web.demo import doors

__all__ = ["floor", "founded", "hall"]


@pytest.mark.once
def test_who_has_not_voted_is_led_to_the_ballot(hall):
    poll = hall.open("named")
    town = Body.objects.get(pk=hall.floor.town.body)
    deputy = doors.door("deputy")
    assert deputy is not None
    entry = doors.entry(deputy, town, today_of(town.pk))
    assert entry.url == f"/votes/{poll}/ballot/"
    hall.floor.do("poll.close", by=hall.floor.chair, poll=poll)
    assert "/votes/" not in doors.entry(deputy, town, today_of(town.pk)).url

"""Legal time, and the only database in which it can be moved."""

from datetime import UTC, datetime, timedelta

import pytest

from townmoot.record import Denied, Invalid, Refused, clock, is_rehearsal, now, today_of

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 8, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _forget():
    clock.forget()
    yield
    clock.forget()


@pytest.fixture
def rehearsal(found):
    clock.mark_rehearsal(START)
    return found()


def close(moment, to):
    return abs(moment - to) < timedelta(seconds=30)


def test_a_real_town_has_the_machines_time(town):
    assert close(now(), clock.real_now())
    assert not is_rehearsal()
    assert not is_rehearsal()


def test_the_clock_of_a_real_town_cannot_be_moved(town):
    with pytest.raises(Refused):
        town.do("clock.move", to=START)
    with pytest.raises(Refused):
        clock.move_to(START)


def test_a_real_town_can_never_become_a_rehearsal(town):
    with pytest.raises(Refused):
        clock.mark_rehearsal(START)


def test_a_rehearsal_begins_at_its_own_time_and_is_marked(rehearsal):
    assert is_rehearsal()
    assert now() == START
    assert today_of(rehearsal.body).isoformat() == "2026-01-08"
    with pytest.raises(Refused):
        clock.mark_rehearsal(START)


def test_the_legal_day_is_the_towns(rehearsal):
    rehearsal.do("clock.move", to="2026-01-08T17:00:00Z")
    assert today_of(rehearsal.body).isoformat() == "2026-01-09"


def test_the_clock_moves_forward_only(rehearsal):
    later = START + timedelta(days=40)
    rehearsal.do("clock.move", to=later)
    assert now() == later
    rehearsal.do("clock.move", to=later)
    with pytest.raises(Refused):
        rehearsal.do("clock.move", to=START)


def test_a_time_without_its_zone_is_refused(rehearsal):
    with pytest.raises(Invalid):
        rehearsal.do("clock.move", to="2026-03-01T09:00:00")


def test_a_deputy_cannot_move_the_clock(rehearsal):
    with pytest.raises(Denied):
        rehearsal.do("clock.move", by=rehearsal.account("deputy"), to=START + timedelta(days=1))

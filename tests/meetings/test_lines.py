"""Heartbeats of halls, what the system notes of them, and the log of outages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.meetings.conftest import Moot
from tests.meetings.debate import Debate
from townmoot.meetings import beats, queries
from townmoot.meetings.models import VenueBeat, VenueEvent
from townmoot.record import clock

START = datetime(2026, 7, 22, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def founded(founded) -> Moot:
    """The town with a debate under way."""
    founded.debate = Debate(founded)
    clock.forget()
    return founded


@pytest.fixture
def debate(moot) -> Debate:
    return moot.debate


@pytest.fixture
def real(monkeypatch):
    """The machine’s clock, moved by hand: seconds after the server began to listen."""

    def at(seconds: float) -> None:
        moment = START + timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "real_now", lambda: moment)

    at(0)
    return at


def kinds(venue):
    rows = VenueEvent.objects.filter(venue=venue).order_by("number")
    return [(row.kind, row.created_by) for row in rows]


def test_silence_is_a_lost_line_and_a_new_beat_restores_it(moot, debate, real):
    branch = debate.branch
    beats.heard(branch)
    real(44)
    assert beats.judge(START) == 0
    real(46)
    assert beats.judge(START) == 1
    assert beats.judge(START) == 0
    assert not queries.link_up(moot.venue(branch))
    beats.heard(branch)
    assert beats.judge(START) == 1
    assert kinds(branch) == [("link_lost", None), ("link_restored", None)]
    assert VenueBeat.objects.get().venue_id == branch


def test_a_servers_own_absence_is_no_silence_of_a_hall(moot, debate, real):
    beats.heard(debate.branch)
    real(600)
    assert beats.judge(START + timedelta(seconds=570)) == 0
    real(616)
    assert beats.judge(START + timedelta(seconds=570)) == 1


def test_what_the_steward_said_the_system_does_not_take_back(moot, debate, real):
    moot.do("venue.link_lost", by=debate.other, venue=debate.branch, note="画面中断")
    beats.heard(debate.branch)
    assert beats.judge(START) == 0
    assert not queries.link_up(moot.venue(debate.branch))
    assert not queries.lost_by_system(debate.hall)


def test_only_branches_of_meetings_that_sit_are_listened_to(moot, debate, real):
    beats.heard(debate.hall)
    beats.heard(debate.branch)
    moot.do("meeting.pause", meeting=debate.meeting)
    real(100)
    assert beats.judge(START) == 0
    moot.do("meeting.resume", meeting=debate.meeting)
    assert beats.judge(START) == 1


def test_two_servers_note_a_line_once(moot, debate, real, monkeypatch):
    beats.heard(debate.branch)
    real(100)
    assert beats.judge(START) == 1
    monkeypatch.setattr(beats, "link_up", lambda _venue: True)
    assert beats.judge(START) == 0
    assert len(kinds(debate.branch)) == 1


def test_the_outages_of_all_halls_are_listed(moot, debate):
    moot.do("venue.link_lost", by=debate.other, venue=debate.branch, note="断网")
    moot.go("2026-07-22", "08:53")
    moot.do("venue.link_restored", by=debate.other, venue=debate.branch)
    moot.do("venue.link_lost", venue=debate.branch)
    moot.do("venue.link_lost", venue=debate.hall)
    assert len(queries.outages(moot.meeting(debate.meeting))) == 3
    online = moot.hall(debate.meeting, kind="online", name="线上")
    for act in ("link_lost", "link_restored"):
        moot.do(f"venue.{act}", venue=online)
    log = queries.outages(moot.meeting(debate.meeting))
    assert [(one.venue.pk, one.seconds, one.by_system, one.note) for one in log] == [
        (debate.branch, 180, False, "断网"),
        (debate.hall, None, False, ""),
        (debate.branch, None, False, ""),
        (online, 0, False, ""),
    ]

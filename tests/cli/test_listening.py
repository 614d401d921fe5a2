"""Listening to the halls while the town is served."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError

from townmoot.cli import listening
from townmoot.meetings import beats

pytestmark = pytest.mark.once


def test_the_halls_are_looked_at_until_it_ends_and_a_failure_is_survived(monkeypatch, caplog):
    stop, looks = threading.Event(), []

    def judge(since):
        looks.append(since)
        if len(looks) == 1:
            raise DatabaseError
        stop.set()
        return 0

    monkeypatch.setattr(beats, "judge", judge)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    listening.listen(stop, every=0.001)
    assert len(set(looks)) == 1, "since when it listens stays"
    assert len(looks) == 2
    assert "could not be looked at" in caplog.text


def test_a_thread_of_its_own_listens(monkeypatch):
    begun = threading.Event()
    monkeypatch.setattr(listening, "listen", lambda _stop: begun.set())
    stop = listening.start()
    assert begun.wait(2)
    assert not stop.is_set()

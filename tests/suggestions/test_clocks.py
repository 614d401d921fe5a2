"""Each date carries its why; how a clock stands on a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from townmoot.suggestions import queries
from townmoot.suggestions.enums import ClockKind
from townmoot.suggestions.models import Suggestion
from townmoot.suggestions.queries.clocks import Clock, assign_clock

DUE = date(2026, 4, 13)


@pytest.mark.parametrize(
    ("day", "done", "word", "left"),
    [
        (date(2026, 3, 28), None, "on_time", 16),
        (date(2026, 3, 29), None, "soon", 15),
        (DUE, None, "soon", 0),
        (date(2026, 4, 14), None, "overdue", -1),
        (date(2026, 5, 1), DUE, "done_on_time", 0),
        (date(2026, 5, 1), date(2026, 4, 15), "done_late", -2),
    ],
)
def test_how_a_clock_stands(day, done, word, left):
    clock = Clock(ClockKind.REPLY, DUE, day, done, {"provisional": False}, soon=15)
    assert (clock.word, clock.days_left, clock.provisional) == (word, left, False)


def clocks(desk, key):
    rows = queries.suggestions_for(desk.actor(desk.clerk), desk.body).filter(pk=key)
    item = queries.with_clocks(rows).get()
    soon = queries.soon_days(queries.profile_of(desk.body, desk.today))
    return {clock.kind.value: clock for clock in queries.clocks_of(item, desk.today, soon)}


def test_a_reply_clock_says_its_rule_and_its_arithmetic(desk):
    key = desk.assigned()
    clock = clocks(desk, key)["reply"]
    with translation.override("en"):
        told = str(clock.why)
    assert clock.due == DUE
    assert "3 months" in told
    assert "next working day" in told


def test_an_extended_clock_says_until_when_it_was_agreed(desk):
    key, part = desk.handling()
    unit = desk.units[0]
    ask = {"by": unit.head, "allotment": part, "reason": "检测"}
    refused = desk.make("extension.request", until="2026-05-12", **ask)
    desk.do("extension.refuse", extension=refused, remark="先办")
    asked = desk.make("extension.request", until="2026-06-12", **ask)
    desk.do("extension.approve", by=desk.chair, extension=asked)
    clock = clocks(desk, key)["reply"]
    with translation.override("en"):
        assert "agreed" in str(clock.why)
    assert clock.due == date(2026, 6, 12)


def test_a_suggestion_has_all_its_clocks(desk):
    key = desk.assigned()
    desk.allot(key, desk.units[0], assisting=[desk.units[1]])
    found = clocks(desk, key)
    assert set(found) == {"assign", "return", "reply", "assist"}
    assert found["assign"].word == "done_on_time"
    assert found["return"].due == date(2026, 1, 21)
    key, _part, reply = desk.replied()
    assert clocks(desk, key)["rating"].word == "soon"
    desk.rate(reply)
    assert clocks(desk, key)["rating"].word == "done_on_time"


def test_a_draft_has_no_clock(desk):
    item = Suggestion.objects.get(pk=desk.draft())
    assert assign_clock(item, desk.today, 15) is None

"""Pieces are rendered once for all who open a page, and again once an entry changes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from townmoot.live import Mark, marks
from townmoot.meetings.queries import held_meeting
from townmoot.web.live import kept, registry, rendering
from townmoot.web.live.watching import Watch


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The pieces that were rendered."""
    names: list[str] = []
    render = rendering.html

    def noted(channel, meeting, name, **more):
        names.append(name)
        return render(channel, meeting, name, **more)

    monkeypatch.setattr(kept, "SECONDS", 60.0)
    monkeypatch.setattr(rendering, "html", noted)
    kept._towns.clear()
    yield names
    kept._towns.clear()


def page(watched, audience: str = "floor", *, live: bool = True) -> Watch:
    channel = watched.channel(audience)
    row = held_meeting(channel.body, channel.meeting)
    return Watch(channel, row, marks.here(channel.body), live=live)


def awaited(watched) -> None:
    """Before it begins, when people come."""
    watched.floor.call()
    watched.floor.go("2026-01-15", "08:50")


def begun(watched) -> None:
    watched.floor.call()
    watched.floor.open()


def test_a_second_page_renders_nothing_until_an_entry_changes_it(watched, made):
    begun(watched)
    first = kept.html(page(watched), "now")
    assert kept.html(page(watched), "now") == first
    assert made == ["now"]
    watched.floor.do("item.start", by=watched.floor.chair, item=watched.floor.items[1])
    assert "听取镇政府工作报告" in (kept.html(page(watched), "now") or "")
    assert made == ["now", "now"]


def test_what_an_entry_does_not_change_stays(watched, made):
    awaited(watched)
    kept.html(page(watched), "now")
    watched.floor.come(watched.floor.deputies[0])
    kept.html(page(watched), "now")
    kept.html(page(watched), "quorum")
    assert made == ["now", "quorum"]


def test_a_page_from_before_a_change_keeps_nothing_for_those_after_it(watched, made):
    begun(watched)
    early = page(watched)
    watched.floor.do("item.start", by=watched.floor.chair, item=watched.floor.items[1])
    kept.html(page(watched), "state")
    kept.html(early, "now")
    kept.html(page(watched), "now")
    assert made == ["state", "now", "now"]


def test_each_audience_has_its_own_and_the_chair_none(watched, made):
    begun(watched)
    for audience in ("floor", "public", "chair", "chair"):
        kept.html(page(watched, audience), "now")
    assert len(made) == len(["floor", "public", "chair", "chair"])


def test_a_page_that_stands_still_keeps_nothing(watched, made):
    begun(watched)
    for _ in range(2):
        kept.html(page(watched, live=False), "now")
    assert made == ["now", "now"]


def test_what_hangs_on_the_clock_grows_old(watched, made, monkeypatch):
    begun(watched)
    monkeypatch.setattr(kept, "SECONDS", 1e-9)
    for _ in range(2):
        kept.html(page(watched), "now")
    assert made == ["now", "now"]


def test_a_new_epoch_and_a_long_way_begin_anew(watched, made, monkeypatch):
    begun(watched)
    here = page(watched)
    kept.html(here, "now")
    kept.html(replace(here, after=Mark(here.after.epoch + 1, here.after.position)), "now")
    monkeypatch.setattr(kept, "FAR", -1)
    kept.html(here, "now")
    assert made == ["now", "now", "now"]


def test_a_piece_with_a_form_is_each_readers_own(watched, made, monkeypatch):
    begun(watched)
    secret = kept.Secret("s")
    assert not secret.used
    monkeypatch.setattr(rendering, "html", lambda *_given, csrf, **_more: f"<i>{csrf}</i>")
    assert kept.html(page(watched), "now", csrf="mine") == "<i>mine</i>"
    assert kept.html(page(watched), "now", csrf="yours") == "<i>yours</i>"
    assert kept.html(page(watched), "now") == "<i></i>"


def test_an_entry_that_nobody_can_route_keeps_no_page_away(watched, made, monkeypatch):
    awaited(watched)
    kept.html(page(watched), "now")
    watched.floor.come(watched.floor.deputies[0])
    monkeypatch.setattr(kept.ports, "news_of", lambda told: registry.no_such_thing)
    for _ in range(2):
        assert kept.html(page(watched), "now")
    assert kept.html(page(watched), "now")
    assert len(made) > 1

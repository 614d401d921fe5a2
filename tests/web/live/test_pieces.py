"""Each piece is one element, the same on the page and in the stream, for each audience."""

from __future__ import annotations

import re

import pytest

from townmoot.live import Audience
from townmoot.people.models import Person
from townmoot.web.live import registry


def element(text: str) -> str:
    """The id of the one element that a piece is."""
    found = re.match(r"<[a-z]+\b[^>]*\bid=\"([^\"]+)\"", text)
    assert found, text
    return found[1]


@pytest.mark.parametrize("language", ["en", "zh-hans", "en@parish", "zh-hans@parish"])
def test_each_piece_is_one_element_for_each_audience(watched, language):
    watched.floor.call()
    watched.floor.open()
    key = watched.floor.deputies[0].person
    rows = {name: f"{name}-{key}" for name in ("person", "member")}
    rows["room"] = f"room-{watched.floor.group}"
    for audience in Audience:
        for piece in registry.all_pieces():
            name = rows.get(piece.name, piece.name)
            made = watched.piece(name, audience, language)
            if audience in piece.audiences and made:
                assert element(made) == f"live-{name}"
            elif audience not in piece.audiences:
                assert made is None


def test_a_piece_speaks_the_language_and_the_clocks_of_its_channel(watched):
    watched.floor.call()
    watched.floor.open()
    here = f"member-{watched.floor.deputies[0].person}"
    assert "08:50" in watched.piece(here, "clerk")
    assert "in session" in watched.piece("state", "clerk").lower()
    assert "进行中" in watched.piece("state", "clerk", "zh-hans")


def test_the_present_item_and_the_rail(watched):
    floor = watched.floor
    floor.call()
    floor.open()
    assert watched.news("meeting.open") >= {"state", "now", "agenda", "halls", "quorum"}
    floor.do("item.start", by=floor.chair, item=floor.items[1])
    assert watched.news("item.start") >= {"now", "agenda"}
    assert "听取镇政府工作报告" in watched.piece("now", "floor")
    assert 'aria-current="step"' in watched.piece("agenda", "floor")


def test_a_check_in_is_a_line_and_the_numbers_and_no_list(watched):
    floor = watched.floor
    floor.call()
    floor.go("2026-01-15", "08:50")
    floor.come(floor.deputies[0])
    line = f"person-{floor.deputies[0].person}"
    assert watched.news("attendance.check_in_person") >= {"halls", "quorum", "numbers", line}
    made = watched.piece(line, "venue")
    assert "Goes early" in made
    assert len(made) < 4000


def test_a_corrected_name_is_one_line(watched):
    floor = watched.floor
    floor.call()
    who = floor.deputies[1].person
    row = Person.objects.get(pk=who)
    floor.do("person.correct", person=who, name="欧阳新名", revision=row.revision)
    assert watched.news("person.correct") == {f"person-{who}", f"member-{who}"}
    assert "欧阳新名" in watched.piece(f"member-{who}", "clerk")


def test_who_is_taken_off_the_list_goes_from_it(watched):
    floor = watched.floor
    floor.call()
    who = floor.officer.person
    given = {"meeting": floor.meeting, "person": who}
    floor.do("participant.add", capacity="attending", **given)
    assert watched.piece(f"member-{who}", "clerk")
    floor.do("participant.remove", reason="调离", **given)
    assert f"person-{who}" in watched.news("participant.remove")
    assert watched.piece(f"member-{who}", "clerk") == ""
    assert watched.piece(f"person-{who}", "public") is None


def test_what_is_no_piece_is_nothing(watched):
    watched.floor.call()
    assert watched.piece("nothing", "clerk") is None
    assert watched.piece("person-no-key-of-thirty-six-characters-xx", "clerk") is None
    assert registry.find("x") == (None, None)

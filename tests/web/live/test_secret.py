"""No stream tells more than the page of its audience: nothing closed, nobody's name withheld."""

from __future__ import annotations

import pytest

from tests.web.floor.conftest import text_of
from townmoot.live import Audience

CLOSED = "人事任免（不公开）"
WITHHELD = "不愿公开的获奖人"


@pytest.fixture
def closed(watched):
    """The meeting is public, and has come to an item that is not."""
    floor = watched.floor
    floor.call()
    item = floor.make(
        "agenda.add_item",
        key="item",
        meeting=floor.meeting,
        kind="report",
        name=CLOSED,
        public=False,
        confidential_reason="人事",
    )
    floor.do("meeting.publish", meeting=floor.meeting)
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    return watched


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_closed_item_reaches_neither_the_public_nor_a_wall(closed, language):
    for audience in (Audience.PUBLIC, Audience.VENUE):
        assert CLOSED not in closed.all_of(audience, language)
    for audience in (Audience.FLOOR, Audience.CHAIR, Audience.CLERK):
        assert CLOSED in closed.all_of(audience, language)


def test_while_it_is_closed_the_public_and_the_walls_are_told_only_that(closed):
    told = "A part of the meeting that is not public"
    assert told in closed.piece("now", "public")
    assert 'class="screen screen--neutral"' in closed.piece("screen", "venue")
    assert told in closed.piece("screen", "venue")
    assert "deputies" not in closed.piece("screen", "venue")


def test_the_public_is_sent_no_names_of_those_who_are_expected(closed):
    sent = closed.all_of("public")
    for who in closed.floor.deputies:
        assert str(who.person) not in sent
    assert closed.piece(f"person-{closed.floor.deputies[0].person}", "public") is None
    assert closed.piece(f"member-{closed.floor.deputies[0].person}", "floor") is None


def test_a_meeting_that_is_not_published_is_sent_to_nobody_outside(watched):
    watched.floor.call()
    watched.floor.open()
    assert watched.all_of("public") == ""
    assert watched.floor.browser(watched.floor.officer).get("/floor/").status_code == 200
    answer = watched.floor.browser(watched.floor.officer).get(
        f"/watch/public/{watched.floor.meeting}/token/"
    )
    assert answer.status_code == 404


def test_the_snapshot_and_the_token_ask_as_the_page_does(closed):
    floor = closed.floor
    doors = {
        f"/watch/public/{floor.meeting}/": {"clerk", "deputy", "steward", "officer"},
        f"/watch/floor/{floor.meeting}/": {"clerk", "deputy", "steward", "officer"},
        f"/watch/chair/{floor.meeting}/": {"clerk"},
        f"/watch/venue/{floor.hall}/": {"clerk", "steward"},
        f"/watch/clerk/{floor.meeting}/": {"clerk"},
    }
    people = {
        "clerk": floor.browser(floor.clerk),
        "deputy": floor.browser(floor.deputies[0]),
        "steward": floor.browser(floor.steward),
        "officer": floor.browser(floor.officer),
    }
    for door, allowed in doors.items():
        for who, browser in people.items():
            given = browser.get(f"{door}token/").status_code == 200
            assert given is (who in allowed), (door, who)
            snapshot = browser.get(f"{door}pieces/", {"name": ["now", "agenda"]})
            assert (snapshot.status_code == 200) is given, (door, who)
            heard = given and "floor" not in door and "public" not in door
            sits = who in {"clerk", "deputy"} and "floor" in door
            wall = "venue" in door
            text = text_of(snapshot).encode().decode("unicode_escape", "ignore")
            assert (CLOSED in text) is ((heard and not wall) or sits), (door, who)


def test_who_may_see_the_meeting_but_does_not_sit_in_it_watches_as_the_public(closed):
    floor = closed.floor
    page = text_of(floor.browser(floor.officer).get(f"/floor/meetings/{floor.meeting}/"))
    assert f"/watch/public/{floor.meeting}/token/" in page
    assert CLOSED not in page
    page = text_of(floor.browser(floor.deputies[0]).get(f"/floor/meetings/{floor.meeting}/"))
    assert f"/watch/floor/{floor.meeting}/token/" in page
    assert CLOSED in page


def test_a_snapshot_says_from_where_the_stream_goes_on(closed):
    floor = closed.floor
    door = f"/watch/clerk/{floor.meeting}/pieces/"
    browser = floor.browser(floor.clerk)
    told = browser.get(door, {"name": ["now", "nothing"]}).json()
    assert set(told["pieces"]) == {"now", "nothing"}
    assert told["pieces"]["nothing"] is None
    epoch, position = told["after"].split(".")
    assert int(epoch) >= 1
    assert int(position) > 1

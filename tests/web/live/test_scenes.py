"""What a hall's wall shows by itself as the meeting goes on, and what the chair chose for it."""

from __future__ import annotations

import pytest

from tests.web.votes.conftest import Hall


@pytest.fixture
def item(watched):
    """The floor at an item on which people speak, with one to be voted on after it."""
    watched.floor.call()
    item = watched.floor.add_item("review", "审议工作报告")
    watched.floor.add_item("vote", "表决关于工作报告的决议")
    watched.floor.open()
    watched.floor.do("item.start", by=watched.floor.chair, item=item)
    return item


def walls(watched) -> dict[str, str]:
    """The wall of the hall, in both languages."""
    made = {code: watched.piece("screen", "venue", code) for code in ("en", "zh-hans")}
    assert all(made.values())
    return made


@pytest.mark.once
def test_the_wall_follows_the_speaker_the_vote_and_its_result(watched, item):
    floor = watched.floor
    hall = Hall(floor, floor.items[-1])
    assert "审议工作报告" in walls(watched)["en"]
    asked = floor.make("speakers.request", by=floor.deputies[0], key="request", item=item)
    floor.make("speech.call", key="speech", request=asked)
    made = walls(watched)
    assert "Speaking now" in made["en"]
    assert "正在发言" in made["zh-hans"]
    assert "data-until=" in made["en"]
    floor.do("item.finish", by=floor.chair, item=item)
    floor.do("item.start", by=floor.chair, item=hall.item)
    poll = hall.open()
    made = walls(watched)
    assert "may vote" in made["en"]
    assert "may vote" not in made["zh-hans"]
    assert "Speaking now" not in made["en"]
    hall.announce(poll, **{"for": len(floor.deputies), "against": 0, "abstain": 0})
    made = walls(watched)
    for code in made:
        assert "screen__result" in made[code]
        assert "关于报告的决议" in made[code]
        assert "may vote" not in made[code]


@pytest.mark.once
def test_what_the_chair_wrote_goes_before_what_the_wall_would_show(watched, item):
    floor = watched.floor
    told = {"by": floor.chair, "meeting": floor.meeting}
    floor.do("screen.show", **told, shows="message", text="休会十五分钟")
    made = walls(watched)
    assert all("休会十五分钟" in text for text in made.values())
    floor.do("screen.show", **told, shows="auto")
    assert all("休会十五分钟" not in text for text in walls(watched).values())


@pytest.mark.once
def test_the_chair_is_offered_the_adoption_in_both_languages(watched):
    floor = watched.floor
    floor.call()
    floor.go("2026-01-15", "08:50")
    for who in floor.deputies:
        floor.come(who)
    floor.do("agenda.propose", meeting=floor.meeting)
    floor.do("meeting.open", by=floor.chair, meeting=floor.meeting)
    assert "Adopt the agenda" in watched.piece("controls", "chair", "en")
    assert "Adopt the agenda" not in watched.piece("controls", "chair", "zh-hans")

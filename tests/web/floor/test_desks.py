"""The steward's desk and the group's book, through the pages."""

from __future__ import annotations

import pytest

from tests.web.floor.conftest import post, text_of
from townmoot.meetings.models import AgendaItem, CheckIn, Opinion, Participant, Venue
from townmoot.meetings.queries import check_in_open, link_up
from townmoot.record.guard import writing
from townmoot.suggestions.models import Suggestion


def number(floor, who) -> str:
    return Participant.objects.get(meeting=floor.meeting, person=who.person).number


def test_the_steward_checks_in_by_number(floor):
    floor.call()
    floor.go("2026-01-15", "08:30")
    browser, url = floor.browser(floor.steward), f"/floor/desk/{floor.hall}/"
    assert "镇人大会议厅" in text_of(browser.get("/floor/desk/"))
    page = post(browser, url, number=number(floor, floor.deputies[0]))
    assert page.redirect_chain == [(url, 302)]
    assert "is here." in text_of(page)
    assert CheckIn.objects.get().way == "number"
    page = post(browser, url, number="999")
    assert page.status_code == 422
    assert "Nobody is expected under this number." in text_of(page)
    assert 'value="999"' in text_of(page)
    page = post(browser, url, number=number(floor, floor.deputies[0]))
    assert "has checked in already" in text_of(page)


def test_the_steward_uses_the_list(floor):
    floor.call()
    floor.go("2026-01-15", "08:30")
    who = floor.deputies[1]
    browser, url = floor.browser(floor.steward), f"/floor/desk/{floor.hall}/"
    page = browser.get(url, {"q": number(floor, who)})
    assert f"{url}persons/{who.person}/" in text_of(page)
    assert f"{url}persons/{floor.deputies[0].person}/" not in text_of(page)
    assert "Nobody on the list fits." in text_of(browser.get(url, {"q": "nobody"}))
    assert "Nobody is here yet." in text_of(browser.get(url, {"view": "here"}))
    assert "Checked in." in text_of(post(browser, f"{url}persons/{who.person}/"))
    row = CheckIn.objects.get()
    assert "Goes early" in text_of(browser.get(url, {"view": "here"}))
    assert "Noted: gone early." in text_of(post(browser, f"{url}check-ins/{row.pk}/gone/"))
    assert "1 gone early" in text_of(browser.get(url))
    assert "The check-in is struck." in text_of(post(browser, f"{url}check-ins/{row.pk}/strike/"))
    row.refresh_from_db()
    assert row.struck_reason == "checked in by mistake"
    for each in floor.deputies:
        floor.come(each)
    assert "All who are expected here have come." in text_of(browser.get(url))


def test_the_screen_says_where_the_meeting_is_and_keeps_what_is_closed(floor):
    floor.call()
    browser, url = floor.browser(floor.steward), f"/floor/desk/{floor.hall}/screen/"
    assert "<h1>Called</h1>" in text_of(browser.get(url))
    floor.open()
    rows = list(AgendaItem.objects.filter(meeting=floor.meeting, start=None)[:2])
    floor.do("item.start", by=floor.chair, item=rows[0].pk)
    page = text_of(browser.get(url))
    assert f">{rows[0].number}</span>" in page.partition("<h1>")[2].partition("</h1>")[0]
    assert rows[0].name in page
    assert f"Next: {rows[1].number} " in page
    assert f'data-live-token-url="/watch/venue/{floor.hall}/token/"' in page
    with writing("test"):
        AgendaItem.objects.filter(pk=rows[0].pk).update(public=False)
    page = text_of(browser.get(url))
    assert rows[0].name not in page
    assert "A part of the meeting that is not public" in page


def test_one_from_another_hall_is_welcome_and_the_steward_told(floor):
    floor.call("deputies_meeting", hybrid=True)
    other = floor.make(
        "venue.add",
        meeting=floor.meeting,
        name="汀苑分会场",
        kind="branch",
        steward=floor.steward.person,
    )
    floor.go("2026-01-15", "08:30")
    typed = number(floor, floor.deputies[0])
    page = post(floor.browser(floor.steward), f"/floor/desk/{other}/", number=typed)
    assert "(expected in 镇人大会议厅)" in text_of(page)
    url = f"/floor/desk/{other}/"
    page = text_of(post(floor.browser(floor.steward), f"{url}watching/", watching="38"))
    assert 'value="38"' in page
    assert "How many look on here" in page


def test_door_and_line_are_noted(floor):
    floor.call()
    floor.go("2026-01-15", "08:30")
    browser, url = floor.browser(floor.steward), f"/floor/desk/{floor.hall}/events/"
    post(browser, f"{url}close/")
    assert not check_in_open(Venue.objects.get())
    page = floor.browser(floor.deputies[0]).get(f"/floor/check-in/{floor.code}/")
    assert "Check-in is closed here; please see the steward." in text_of(page)
    post(browser, f"{url}open/")
    assert check_in_open(Venue.objects.get())
    assert "Line down" in text_of(post(browser, f"{url}lost/"))
    assert not link_up(Venue.objects.get())
    assert "In touch" in text_of(post(browser, f"{url}restored/"))


def test_a_steward_without_halls_is_told(floor):
    page = floor.browser(floor.steward).get("/floor/desk/")
    assert "The clerk names who looks after a hall" in text_of(page)


def test_the_recorder_keeps_the_book_and_the_head_signs(floor):
    floor.call()
    item = floor.add_item("review", "分组审议")
    floor.open()
    browser = floor.browser(floor.recorder)
    home = f"/floor/meetings/{floor.meeting}/groups/{floor.group}/"
    assert "The meeting has not come to an item" in text_of(browser.get(home))
    assert str(floor.group) in text_of(browser.get("/floor/groups/"))
    floor.do("item.start", by=floor.chair, item=item)
    assert "The group is sitting." in text_of(post(browser, f"{home}sit/"))
    speaker = floor.deputies[0].person
    fields = {"item": str(item), "speaker": str(speaker), "text": "路灯太暗。"}
    assert "Noted." in text_of(post(browser, home, **fields, unit=str(floor.unit)))
    page = post(browser, home, item=str(item), speaker="", text="没有说是谁。")
    assert page.status_code == 422
    assert "没有说是谁。" in text_of(page)
    row = Opinion.objects.get()
    assert row.unit_id == floor.unit
    url = f"/floor/opinions/{row.pk}/"
    page = post(browser, url, text="路灯太暗，走路不安全。", revision=row.revision)
    assert "走路不安全" in text_of(page)
    page = post(browser, url, text="另一种说法", revision=row.revision)
    assert page.status_code == 409
    assert "另一种说法" in text_of(page)
    assert "Sign what the group said" not in text_of(browser.get(home))
    assert post(browser, f"{home}sign/").status_code == 403
    head = floor.browser(floor.head)
    assert "Sign what the group said" in text_of(head.get(home))
    assert "Signed. The clerk can send it on now." in text_of(post(head, f"{home}sign/"))
    assert "The sitting has ended" in text_of(post(browser, f"{home}rise/"))


def test_what_was_noted_by_mistake_is_struck_with_a_reason(floor):
    floor.call()
    item = floor.add_item("review", "分组审议")
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    given = {"item": item, "group": floor.group, "speaker": floor.deputies[0].person}
    key = floor.make("opinion.record", by=floor.recorder, **given, text="错记")
    browser = floor.browser(floor.recorder)
    assert post(browser, f"/floor/opinions/{key}/strike/", reason="").status_code == 422
    page = post(browser, f"/floor/opinions/{key}/strike/", reason="记错了人")
    assert "Struck out." in text_of(page)
    assert "错记" not in text_of(page)


@pytest.fixture
def said(floor):
    """An opinion of the first deputy, noted by the recorder."""
    floor.call()
    item = floor.add_item("review", "分组审议")
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    given = {"item": item, "group": floor.group, "speaker": floor.deputies[0].person}
    return floor.make("opinion.record", by=floor.recorder, **given, text="路灯太暗。")


@pytest.mark.parametrize("who", ["recorder", "clerk"])
def test_a_draft_is_made_in_the_speakers_account_and_only_the_speaker_hands_it_in(floor, said, who):
    maker = floor.browser(getattr(floor, who))
    home = {
        "recorder": f"/floor/meetings/{floor.meeting}/groups/{floor.group}/",
        "clerk": f"/clerk/meetings/{floor.meeting}/opinions/",
    }[who]
    url = f"/floor/opinions/{said}/draft/"
    assert f'href="{url}"' in text_of(maker.get(home))
    assert 'name="facts"' not in text_of(maker.get(url))
    page = post(
        maker, url, title="关于增设路灯的建议", facts="别的话", proposal="装灯。", proposed_unit=""
    )
    assert "who alone can hand it in" in text_of(page)
    assert "A draft suggestion was made of it." in text_of(maker.get(home))
    item = Suggestion.objects.get(opinion=said)
    assert (item.lead_id, item.facts) == (floor.deputies[0].person, "路灯太暗。")
    assert maker.post(f"/floor/suggestions/{item.pk}/hand-in/").status_code in {403, 404}
    speaker = floor.browser(floor.deputies[0])
    assert "A draft suggestion was made" in text_of(
        speaker.get(f"/floor/meetings/{floor.meeting}/")
    )
    assert "Handed in." in text_of(post(speaker, f"/floor/suggestions/{item.pk}/hand-in/"))
    assert floor.browser(floor.deputies[1]).get(url).status_code == 404


def test_what_a_group_said_is_read_by_who_leads_once_its_head_has_signed(floor, said):
    home = f"/floor/meetings/{floor.meeting}/"
    url = f"{home}groups/{floor.group}/summary/"
    chair = floor.browser(floor.chair)
    assert chair.get(url).status_code == 404
    floor.do("opinion.release", by=floor.head, meeting=floor.meeting, group=floor.group)
    assert f'href="{url}"' in text_of(chair.get(home))
    page = text_of(chair.get(url))
    assert "路灯太暗。" in page
    assert "Signed by the head of the group" in page
    assert "组长签字" in text_of(floor.browser(floor.chair, "zh-hans").get(url))
    deputy = floor.browser(floor.deputies[1])
    assert deputy.get(url).status_code == 403
    assert f'href="{url}"' not in text_of(deputy.get(home))


def test_the_steward_renews_the_code_at_the_door(floor):
    floor.call()
    before = Venue.objects.get(pk=floor.hall).code
    browser, url = floor.browser(floor.steward), f"/floor/desk/{floor.hall}/"
    assert f"/floor/check-in/{before}/" in text_of(browser.get(url))
    page = text_of(post(browser, f"{url}events/code/"))
    now = Venue.objects.get(pk=floor.hall).code
    assert (now != before, f"/floor/check-in/{now}/" in page, before in page) == (True, True, False)
    assert "the old one is void" in page
    other = floor.browser(floor.deputies[0])
    assert other.post(f"{url}events/code/", {"act_id": ""}).status_code in {403, 404}


def test_who_is_moved_with_the_own_group_is_told(floor):
    floor.call("deputies_meeting", hybrid=True)
    other = floor.town.reference("venue.add", meeting=floor.meeting, kind="branch", name="汀苑")
    who = Participant.objects.filter(meeting=floor.meeting, group=floor.group).first()
    floor.do("venue.correct", venue=floor.hall, groups=[])
    floor.do("venue.correct", venue=other, groups=[floor.group])
    mine = next(one for one in floor.deputies if one.person == who.person_id)
    page = text_of(floor.browser(mine).get("/floor/"))
    assert "you now sit in 汀苑, no longer in 镇人大会议厅" in page

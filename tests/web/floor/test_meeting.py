"""Coming, staying away, and leading a meeting, through the pages."""

from __future__ import annotations

import io
import re

import pytest

from tests.web.floor.conftest import post, text_of
from townmoot.files import store
from townmoot.meetings.models import CheckIn, File, LeaveRequest, Meeting, NoticeReceipt, Venue
from townmoot.meetings.queries import state_of


def test_checking_in_takes_two_taps(floor):
    floor.call()
    who = floor.deputies[0]
    browser, url = floor.browser(who), f"/floor/check-in/{floor.code}/"
    page = browser.get(url)
    assert "One checks in on the day of the meeting." in text_of(page)
    floor.go("2026-01-15", "08:30")
    assert "Your place is in: 镇人大会议厅." in text_of(browser.get("/floor/"))
    assert "Check in" in text_of(browser.get(f"/floor/meetings/{floor.meeting}/"))
    page = browser.get(url)
    assert "镇人大会议厅" in text_of(page)
    assert "第五届人民代表大会第九次会议" in text_of(page)
    assert not CheckIn.objects.exists()
    page = post(browser, url)
    assert page.redirect_chain == [(url, 302)]
    assert "You are checked in" in text_of(page)
    assert "08:30" in text_of(page)
    assert CheckIn.objects.get().way == "code"
    page = post(browser, url)
    assert "has checked in already" in text_of(page)
    assert CheckIn.objects.count() == 1


def test_a_typed_code_leads_to_its_hall(floor):
    floor.call()
    floor.go("2026-01-15", "08:30")
    browser = floor.browser(floor.deputies[0])
    page = browser.post("/floor/check-in/", {"code": floor.code})
    assert page.headers["Location"] == f"/floor/check-in/{floor.code}/"
    page = browser.post("/floor/check-in/", {"code": "no code"})
    assert page.status_code == 422
    assert 'value="no code"' in text_of(page)
    page = browser.get("/floor/check-in/0123456789ab/")
    assert page.status_code == 404
    assert "This code belongs to no hall" in text_of(page)


def test_who_is_not_on_the_list_is_told(floor):
    floor.call()
    floor.go("2026-01-15", "08:30")
    page = floor.browser(floor.officer).get(f"/floor/check-in/{floor.code}/")
    assert "is not on the list of this meeting" in text_of(page)


def test_one_who_is_in_another_hall_is_told(floor):
    floor.call("deputies_meeting", hybrid=True)
    hall = floor.make("venue.add", meeting=floor.meeting, name="汀苑分会场", kind="branch")
    floor.go("2026-01-15", "08:30")
    floor.come(floor.deputies[0])
    code = Venue.objects.get(pk=hall).code
    page = floor.browser(floor.deputies[0]).get(f"/floor/check-in/{code}/")
    assert "You are checked in in another hall." in text_of(page)
    page = floor.browser(floor.deputies[1]).get(f"/floor/check-in/{code}/")
    assert "You are expected in 镇人大会议厅" in text_of(page)


def test_the_notice_is_acknowledged_from_my_day(floor):
    floor.call()
    browser = floor.browser(floor.deputies[0])
    assert "Confirm the notice" in text_of(browser.get("/floor/"))
    url = f"/floor/meetings/{floor.meeting}/notice/"
    page = post(browser, url, next="/floor/")
    assert page.redirect_chain == [("/floor/", 302)]
    assert NoticeReceipt.objects.get().person_id == floor.deputies[0].person
    assert "Confirm the notice" not in text_of(browser.get("/floor/"))
    assert post(browser, url, next="https://elsewhere.example/").status_code == 409


def test_leave_is_asked_for_granted_and_taken_back(floor):
    floor.call()
    who = floor.deputies[0]
    browser, home = floor.browser(who), f"/floor/meetings/{floor.meeting}/"
    page = post(browser, f"{home}leave/", reason="")
    assert page.status_code == 422
    assert "Please put this right" in text_of(page)
    page = post(browser, f"{home}leave/", reason="女儿结婚")
    assert "Your request is with the chair." in text_of(page)
    chair = floor.browser(floor.chair)
    assert "1 person asks for leave." in text_of(chair.get("/floor/"))
    assert "女儿结婚" in text_of(chair.get(f"{home}chair/"))
    row = LeaveRequest.objects.get()
    page = post(chair, f"{home}chair/leaves/{row.pk}/", decision="approve")
    assert "Decided." in text_of(page)
    assert "Leave granted" in text_of(browser.get(home))
    page = post(browser, f"{home}leave/{row.pk}/")
    assert "Your request for leave is taken back." in text_of(page)
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_the_chair_leads_a_meeting_from_its_opening_to_its_close(floor):
    floor.call()
    floor.go("2026-01-15", "08:50")
    home = f"/floor/meetings/{floor.meeting}/chair/"
    chair = floor.browser(floor.chair)
    page = post(chair, f"{home}propose/")
    assert "The agenda is proposed." in text_of(page)
    page = post(chair, f"{home}open/")
    assert page.status_code == 409
    assert "no quorum" in text_of(page)
    for who in floor.deputies:
        floor.come(who)
    assert "4 members, 3 needed, 4 here: there is a quorum." in text_of(chair.get(home))
    assert "The meeting is open." in text_of(post(chair, f"{home}open/"))
    assert "once the agenda is adopted" in text_of(chair.get(home))
    hands = {"way": "show_of_hands", "votes_for": 5, "votes_against": 0, "abstentions": 0}
    page = post(chair, f"{home}adopt/", **hands)
    assert page.status_code == 422
    assert "5 hands were counted, but only 4 members are here." in text_of(page)
    assert 'value="5"' in text_of(page)
    page = post(chair, f"{home}adopt/", **(hands | {"votes_for": 4}))
    assert "The agenda is adopted." in text_of(page)
    first, second = floor.items
    post(chair, f"{home}items/{first}/start/")
    assert "通过会议议程" in text_of(floor.browser(floor.deputies[0]).get(home[:-6]))
    post(chair, f"{home}items/{second}/start/")
    post(chair, f"{home}items/{second}/finish/")
    assert "Take up again" in text_of(chair.get(home))
    assert "The meeting is interrupted." in text_of(post(chair, f"{home}pause/"))
    assert "The meeting goes on." in text_of(post(chair, f"{home}resume/"))
    page = text_of(chair.get(f"{home}close/"))
    assert "Close the meeting?" in page
    assert state_of(Meeting.objects.get()) == "in_session"
    assert "The meeting is closed." in text_of(post(chair, f"{home}close/"))
    assert state_of(Meeting.objects.get()) == "closed"


def test_a_file_is_handed_out_to_who_may_read_it(floor, settings, tmp_path):
    settings.DATA = tmp_path
    floor.call()
    blob = store.store(io.BytesIO(b"%PDF-1.7\n..."), "report.pdf")
    given = {"sha256": blob.sha256, "name": "半年工作报告", "file_name": "report.pdf"}
    key = floor.make("file.attach", meeting=floor.meeting, item=floor.items[1], **given)
    browser = floor.browser(floor.deputies[0])
    home = f"/floor/meetings/{floor.meeting}/"
    for reader in (browser, floor.browser(floor.deputies[0], "zh-hans")):
        assert "半年工作报告" in text_of(reader.get(home))
    answer = browser.get(f"/floor/files/{key}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    outsider = floor.town.somebody()
    assert floor.browser(outsider).get(f"/floor/files/{key}/").status_code == 404
    assert File.objects.count() == 1


def test_what_is_passed_on_is_confirmed(floor):
    floor.call()
    item = floor.make(
        "agenda.add_item",
        key="item",
        meeting=floor.meeting,
        kind="pass_on",
        name="传达区人大会议精神",
        recipients=[floor.town.congress],
    )
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    browser, home = floor.browser(floor.deputies[0]), f"/floor/meetings/{floor.meeting}/"
    assert "Confirm that it has reached me" in text_of(browser.get(home))
    page = post(browser, f"{home}items/{item}/receipt/")
    assert "Noted: it has reached you." in text_of(page)
    assert "Confirm that it has reached me" not in text_of(page)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_deputy_without_anything_to_do_is_told_so(floor, language):
    page = floor.browser(floor.deputies[0], language).get("/floor/")
    words = {"en": "Nothing waits for you today.", "zh-hans": "今天没有待办事项。"}
    assert words[language] in text_of(page)


def test_who_leads_and_who_keeps_the_book_find_their_way_from_the_meeting(floor):
    floor.call()
    home = f"/floor/meetings/{floor.meeting}/"
    assert "Lead the meeting" in text_of(floor.browser(floor.chair).get(home))
    assert "Group desk" in text_of(floor.browser(floor.head).get(home))
    plain = text_of(floor.browser(floor.deputies[0]).get(home))
    assert "Lead the meeting" not in plain
    assert "Group desk" not in plain


def test_closing_asks_first_and_names_what_is_not_done(floor):
    floor.call()
    floor.open()
    first, second = floor.items
    home = f"/floor/meetings/{floor.meeting}/chair/"
    chair = floor.browser(floor.chair)
    assert f'href="{home}close/"' in text_of(chair.get(home))
    assert f'action="{home}close/"' not in text_of(chair.get(home))
    floor.do("item.start", by=floor.chair, item=first)
    page = text_of(chair.get(f"{home}close/"))
    assert page.index("Still running") < page.index("通过会议议程")
    assert page.index("Still to come") < page.index("听取镇政府工作报告")
    assert "Groups that still sit" not in page
    floor.do("group.sit", by=floor.head, meeting=floor.meeting, group=floor.group)
    assert "Groups that still sit" in text_of(chair.get(f"{home}close/"))
    floor.do("group.rise", by=floor.head, meeting=floor.meeting, group=floor.group)
    for item in (second,):
        floor.do("item.start", by=floor.chair, item=item)
        floor.do("item.finish", by=floor.chair, item=item)
    assert "All items on the agenda are done." in text_of(chair.get(f"{home}close/"))
    assert floor.browser(floor.deputies[0]).get(f"{home}close/").status_code == 404
    post(chair, f"{home}close/")
    assert chair.get(f"{home}close/").headers["Location"] == home


def test_who_leads_a_meeting_finds_it_first_on_the_day(floor):
    floor.call()
    assert "Lead the meeting" not in text_of(floor.browser(floor.chair).get("/floor/"))
    floor.go("2026-01-15", "08:30")
    assert "Lead the meeting" in text_of(floor.browser(floor.chair).get("/floor/"))
    floor.do(
        "participant.add", meeting=floor.meeting, person=floor.chair.person, capacity="attending"
    )
    floor.open()
    page = text_of(floor.browser(floor.chair).get("/floor/"))
    assert "The meeting is in session." in page
    assert page.index("Lead the meeting") < page.index("Confirm the notice")
    floor.do("meeting.pause", by=floor.chair, meeting=floor.meeting, reason="")
    assert "The meeting is interrupted." in text_of(floor.browser(floor.chair).get("/floor/"))
    assert "Lead the meeting" not in text_of(floor.browser(floor.deputies[0]).get("/floor/"))


def test_one_who_is_in_the_meeting_confirms_its_notice_last(floor):
    floor.call()
    floor.draft()
    browser = floor.browser(floor.deputies[0])
    page = text_of(browser.get("/floor/"))
    assert page.index("Confirm the notice") < page.index("Go on writing")
    floor.open()
    page = text_of(browser.get("/floor/"))
    assert page.index("Go on writing") < page.index("Confirm the notice")


def test_the_steward_finds_the_desk_and_its_counts_on_the_day(floor):
    floor.call()
    browser = floor.browser(floor.steward)
    page = text_of(browser.get("/floor/"))
    assert f'href="/floor/desk/{floor.hall}/"' in page
    assert "It begins on" in page
    floor.go("2026-01-15", "08:30")
    floor.come(floor.deputies[0])
    page = text_of(browser.get("/floor/"))
    assert "1 of 4 deputies are here." in page
    assert "Nothing waits for you" not in page


def test_the_chair_records_the_hands_shown_on_an_item(floor):
    floor.call()
    item = floor.add_item("vote", "表决关于工作报告的决议")
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    home = f"/floor/meetings/{floor.meeting}/chair/"
    put, vote = f"/votes/on/{item}/", f"/votes/on/{item}/hands/"
    chair = floor.browser(floor.chair)
    assert f'href="{put}"' in text_of(chair.get(home))
    assert f'action="{vote}"' in text_of(chair.get(put))
    assert floor.browser(floor.deputies[0]).get(put).status_code == 404
    page = post(chair, vote, votes_for="99", votes_against="0", abstentions="0")
    assert page.status_code == 422
    assert "hands were counted, but only" in text_of(page)
    n = len(floor.deputies)
    page = post(chair, vote, votes_for=str(n), votes_against="0", abstentions="0")
    assert f"Adopted: {n} for, 0 against, 0 abstained, 0 did not vote; needed" in text_of(page)
    assert f'href="{put}"' not in text_of(chair.get(home))
    assert f'action="{vote}"' not in text_of(chair.get(put))
    page = post(chair, vote, votes_for="2", votes_against="1", abstentions="0")
    assert page.status_code == 409
    assert "has been decided." in text_of(page)


def test_an_item_that_fails_is_told_as_not_adopted(floor):
    floor.call()
    item = floor.add_item("vote", "表决关于工作报告的决议")
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    vote = f"/votes/on/{item}/hands/"
    page = post(floor.browser(floor.chair), vote, votes_for="0", votes_against="2", abstentions="0")
    assert "Not adopted: 0 for, 2 against" in text_of(page)


def test_an_agenda_that_is_not_adopted_is_a_draft_again(floor):
    floor.call()
    floor.go("2026-01-15", "08:50")
    for who in floor.deputies:
        floor.come(who)
    floor.do("meeting.open", by=floor.chair, meeting=floor.meeting)
    floor.do("agenda.propose", by=floor.chair, meeting=floor.meeting)
    home, chair = f"/floor/meetings/{floor.meeting}/chair/", floor.browser(floor.chair)
    assert f'href="{home}reject/"' in text_of(chair.get(home))
    page = post(chair, f"{home}reject/", votes_for="1", votes_against="2", abstentions="0", note="")
    assert "The agenda was not adopted" in text_of(page)
    assert "Propose the agenda" in text_of(chair.get(home))


def test_a_unit_confirms_what_was_passed_on_to_it(floor):
    floor.call()
    item = floor.make(
        "agenda.add_item",
        key="item",
        meeting=floor.meeting,
        kind="pass_on",
        name="传达区重点工作会议精神",
        recipients=[floor.unit],
        public=False,
        confidential_reason="区里未公开",
    )
    floor.open()
    officer = floor.browser(floor.officer)
    assert "Nothing was passed on to your unit" in text_of(officer.get("/unit/documents/"))
    floor.do("item.start", by=floor.chair, item=item)
    assert "1 document was passed on to you" in text_of(officer.get("/unit/"))
    chinese = officer.get("/unit/documents/", headers={"accept-language": "zh-hans"})
    assert '<html lang="zh-Hans"' in text_of(chinese)
    page = text_of(officer.get("/unit/documents/"))
    assert "传达区重点工作会议精神" in page
    url = re.search(r'action="(/unit/documents/[^"]+)"', page)[1]
    assert floor.browser(floor.deputies[0]).post(url).status_code == 403
    assert "Confirmed." in text_of(post(officer, url))
    assert "We have it" not in text_of(officer.get("/unit/documents/"))
    assert "1/1 have received it" in text_of(
        floor.browser(floor.clerk).get(f"/clerk/meetings/{floor.meeting}/agenda/")
    )

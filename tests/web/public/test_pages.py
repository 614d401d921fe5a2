"""Every page of the public: in both languages, small, and silent about what is not public."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.web.pages import links
from tests.web.public.conftest import LANGUAGES, SECRET

LARGEST = 100_000
FILES = ("/files/", "/record/export")  # tested where they are read


def pages(public) -> list[str]:
    """Every address of the public, filled in with what is there."""
    unit = public.desk.units[0].id
    place = {
        "meeting": [public.meeting],
        "item": [public.meeting, public.item],
        "suggestion": [public.suggestion],
        "letter": [public.suggestion, 1],
        "promise": [public.promise],
        "person": [public.desk.deputies[0].person],
        "unit": [unit],
        "figure": ["reply_rate"],
        "entry": [1],
    }
    plain = ("front", "meetings", "suggestions", "promises", "people", "figures", "record")
    names = [*((name, []) for name in plain), *place.items()]
    return [reverse(f"public:{name}", args=args) for name, args in names]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_small_and_keeps_what_is_not_public(public, language):
    for address in pages(public):
        text = public.text(address, language)
        assert len(text.encode()) < LARGEST, address
        assert SECRET not in text, address
        assert f'<html lang="{"en" if language == "en" else "zh-Hans"}"' in text, address


def shape(target: str) -> str:
    """An address without what tells one thing of a kind from another."""
    return re.sub(r"[0-9a-f-]{36}|\d+|(?<=/figures/)\w+", "x", target)


def test_every_kind_of_link_leads_somewhere(public):
    seen = set()
    for address in pages(public):
        for link in links(public.get(address)):
            target = link.split("#")[0]
            if not target.startswith("/") or target.startswith(FILES) or shape(target) in seen:
                continue
            seen.add(shape(target))
            answer = public.get(target)
            assert answer.status_code in {200, 302}, (address, target, answer.status_code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_page_says_what_is_going_on(public, language):
    text = public.text("/", language)
    assert "年中人大代表会议" in text
    assert "听取上半年工作报告" in text
    assert ("In session" if language == "en" else "进行中") in text
    assert ("1 of 4 deputies are present." if language == "en" else "实到1人") in text


def test_what_was_promised_is_due_and_then_found_kept(public):
    assert "Promise of" in public.text("/")
    officer = public.desk.units[0].officer
    public.desk.do("commitment.give_evidence", by=officer, commitment=public.promise, words=SECRET)
    verified = {"commitment": public.promise, "outcome": "kept", "words": SECRET}
    public.desk.do("commitment.verify", **verified)
    text = public.text(f"/commitments/{public.promise}/")
    assert "Found kept by the assembly." in text
    assert "The unit gave evidence." in text
    assert SECRET not in text
    assert "Kept" in public.text("/")


def test_a_suggestion_can_be_found_by_title_unit_and_state(public):
    units = public.desk.units
    found = "关于修复照明的建议"
    assert found in public.text("/suggestions/?q=照明")
    assert found not in public.text("/suggestions/?q=公交")
    assert found in public.text(f"/suggestions/?unit={units[0].id}&state=replied")
    assert "Nothing fits" in public.text(f"/suggestions/?unit={units[1].id}")
    assert "Nothing fits" in public.text("/suggestions/?state=in_hand")
    assert found in public.text("/suggestions/?state=nonsense&unit=nonsense")


def test_a_suggestion_nobody_reviewed_is_found_by_no_words(public):
    assert "Nothing fits" in public.text(f"/suggestions/?q={SECRET[:3]}")


def test_released_ratings_are_counts_without_names_or_reasons(public):
    address = reverse("public:suggestion", args=[public.suggestion])
    assert "1 of 1 answered." not in public.text(address)
    public.desk.do("rating.release", reply=public.reply)
    text = public.text(address)
    assert "1 of 1 answered." in text
    assert SECRET not in text


def test_the_letter_stands_on_a4_in_the_reviewed_wording(public):
    text = public.text(f"/suggestions/{public.suggestion}/replies/1/", "zh-hans")
    assert "对2026年闭会第1号建议的答复" in text
    assert "现答复如下。" in text
    assert "澄规建复〔2026〕1号" in text
    assert public.get(f"/suggestions/{public.suggestion}/replies/2/").status_code == 404


def test_a_vote_by_hands_is_told_with_what_it_needed(public):
    desk = public.desk
    plan = {"kind": "session", "name": "人代会", "organization": desk.town.congress}
    days = {"start": at_moment("2026-08-20T09:00"), "end": at_moment("2026-08-20T12:00")}
    meeting = desk.make("meeting.plan", **plan, **days)
    item = desk.make("agenda.add_item", "item", meeting=meeting, kind="vote", name="表决决议")
    hall = desk.make("venue.add", meeting=meeting, name="镇人大会议厅")
    desk.do("meeting.publish", meeting=meeting)
    desk.do("meeting.give_notice", meeting=meeting)
    desk.go("2026-08-20", "08:50")
    for who in desk.deputies:
        desk.do("attendance.check_in_person", venue=hall, person=who.person)
    desk.do("meeting.open", meeting=meeting)
    desk.do("agenda.propose", meeting=meeting)
    hands = {"votes_for": 4, "votes_against": 0, "abstentions": 0}
    desk.do("agenda.adopt", meeting=meeting, way="show_of_hands", **hands)
    desk.do("item.start", item=item)
    desk.do("item.decide", item=item, **(hands | {"votes_for": 3, "votes_against": 1}))
    desk.do("item.finish", item=item)
    text = public.text(f"/meetings/{meeting}/items/{item}/")
    assert "3 for, 1 against, 0 abstained, 0 not voting; needed 3 of 4." in text
    whole = public.text(f"/meetings/{meeting}/")
    assert "Adopted with 4 for, 0 against, 0 abstained; needed 3." in whole
    desk.do("meeting.close", meeting=meeting)
    assert "人代会" in public.text("/")


def at_moment(text: str) -> str:
    return f"{text}:00+08:00"


def test_after_the_last_meeting_the_front_page_names_it(public):
    public.desk.do("item.finish", item=public.item)
    public.desk.do("meeting.close", meeting=public.meeting)
    text = public.text("/")
    assert "Last meeting" in text
    assert "No meeting is called at present." in text

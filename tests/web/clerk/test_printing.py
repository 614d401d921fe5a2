"""What is printed for a meeting: notice, agenda, and the sheet at each door."""

from __future__ import annotations

import io

from django.urls import reverse

from townmoot.files import store
from townmoot.meetings.models import Venue


def printed(desk, name: str, key) -> str:
    answer = desk.get(reverse(f"clerk:{name}", args=[key]))
    assert answer.status_code == 200
    return answer.text


def test_a_notice_names_the_meeting_its_business_and_its_halls(desk):
    page = printed(desk, "print_notice", desk.things["meeting"])
    assert "年中人大代表会议" in page
    assert "听取半年工作报告" in page
    assert "镇人大会议厅" in page
    assert "document--notice" in page


def test_a_notice_that_was_not_given_is_marked_a_draft(desk):
    desk.speak("en")
    meeting = desk.moot.plan(day="2026-09-18")
    assert "Draft" in printed(desk, "print_notice", meeting)
    assert "Draft" not in printed(desk, "print_notice", desk.things["meeting"])


def test_an_agenda_says_whether_it_is_adopted(desk):
    desk.speak("en")
    meeting = desk.moot.plan(day="2026-09-18")
    desk.moot.item(meeting)
    assert "not yet adopted" in printed(desk, "print_agenda", meeting)
    assert "not yet adopted" not in printed(desk, "print_agenda", desk.things["meeting"])


def test_the_sheet_at_the_door_has_its_code_and_a_line_for_each(desk):
    page = printed(desk, "print_sign_in", desk.things["venue"])
    code = Venue.objects.get(pk=desk.things["venue"]).code
    assert reverse("floor:check_in", args=[code]) in page
    assert 'class="qr"' in page
    assert page.count('<th scope="row">') == len(desk.moot.deputies)


def test_a_notice_names_who_else_is_called_where_groups_sit_and_what_to_read(desk):
    moot, meeting = desk.moot, desk.moot.plan(day="2026-09-18", note="请提前十分钟签到。")
    guest = moot.town.somebody("魏鑫")
    moot.do("participant.add", meeting=meeting, person=guest.person, capacity="invited")
    moot.hall(meeting, groups=[moot.group])
    sha256 = store.store(io.BytesIO("半年报告".encode()), "报告.txt").sha256
    moot.do("file.attach", meeting=meeting, sha256=sha256, name="半年工作报告（书面）")
    page = printed(desk, "print_notice", meeting)
    for words in (
        "魏鑫",
        "by invitation",
        "第一代表小组",
        "半年工作报告（书面）",
        "请提前十分钟签到。",
    ):
        assert words in page


def test_a_notice_says_whom_to_ask_and_by_when_to_answer(desk):
    meeting = desk.moot.plan(day="2026-09-18")
    desk.moot.hall(meeting)
    page = reverse("clerk:notice", args=[meeting])
    given = {"contact": "镇人大办", "contact_phone": "5988 1234"}
    late = desk.post(page, reply_by="2026-09-19", **given)
    assert late.status_code == 409
    desk.post(page, reply_by="2026-09-15", **given)
    desk.speak("zh-hans")
    text = printed(desk, "print_notice", meeting)
    assert "联系人：镇人大办，5988 1234" in text
    assert "2026年9月15日" in text
    assert "前回执。" in text
    assert "镇人大会议厅（主会场）" in text
    desk.speak("en")
    text = printed(desk, "print_notice", meeting)
    assert "Receipts are due by" in text
    assert "(main hall)" in text

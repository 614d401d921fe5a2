"""Every page of the clerk's rooms: for the clerk alone, in both languages."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.doors import signed_in
from townmoot.web.clerk import urls

POST_ONLY = {
    "account_close", "agenda_propose", "cue_next", "cue_step", "day_clear", "days_take",
    "door_close", "door_open", "import_take", "import_undo", "item_finish", "item_move",
    "item_start", "meeting_close",
    "meeting_open", "meeting_pause", "meeting_publish", "meeting_resume", "members_usual",
    "post_end", "recipient_remove", "talk_remove", "venue_code",
}  # fmt: skip
# Pages about things that the town of these tests does not hold; other tests show them.
ELSEWHERE = {
    "area_strike", "award_deliver", "business", "business_form", "business_step", "file",
    "file_withdraw", "import_result", "motion", "motion_step", "notice_post", "opinion_send",
    "portfolio_end", "programme", "programme_edit", "recipient_add", "requirement_strike",
    "talk_add",
}  # fmt: skip


def address(pattern, things) -> str:
    """The address of a page, filled with what is there."""
    names = re.findall(r"<\w+:(\w+)>", str(pattern.pattern))
    fixed = {"kind": "roster"}
    return reverse(f"clerk:{pattern.name}", kwargs={n: things.get(n, fixed.get(n)) for n in names})


def pages(things) -> list[tuple[str, str]]:
    """Name and address of each page that is only looked at."""
    return [
        (pattern.name, address(pattern, things))
        for pattern in urls.urlpatterns
        if pattern.name not in POST_ONLY | ELSEWHERE
    ]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_clerk_opens_every_page_in_both_languages(desk, language):
    desk.speak(language)
    tag = "zh-Hans" if language == "zh-hans" else "en"
    for name, where in pages(desk.things):
        answer = desk.get(where)
        assert answer.status_code == 200, name
        if not name.endswith("template"):
            assert f'<html lang="{tag}"' in answer.text, name
            assert "style=" not in re.sub(r"<svg.*?</svg>", "", answer.text, flags=re.DOTALL), name


def test_nobody_but_the_clerk_opens_a_page(desk):
    deputy = signed_in(desk.moot.deputies[0])
    for name, where in pages(desk.things):
        assert deputy.get(where).status_code == 403, name


def test_nobody_but_the_clerk_presses_a_button(desk):
    deputy = signed_in(desk.moot.deputies[0])
    for pattern in urls.urlpatterns:
        if pattern.name in POST_ONLY:
            names = re.findall(r"<\w+:(\w+)>", str(pattern.pattern))
            nobody = "01890000-0000-7000-8000-000000000000"
            where = reverse(f"clerk:{pattern.name}", kwargs=dict.fromkeys(names, nobody))
            assert deputy.post(where).status_code == 403, pattern.name


def test_who_is_turned_away_is_told_in_the_own_language(desk):
    deputy = signed_in(desk.moot.deputies[0])
    deputy.cookies["django_language"] = "zh-hans"
    assert "无权" in deputy.get("/clerk/").text or "不能" in deputy.get("/clerk/").text


def test_what_is_not_there_is_not_found(desk):
    nobody = "01890000-0000-7000-8000-000000000000"
    for name in ("meeting", "person", "organization", "venue_correct", "item_correct"):
        assert desk.get(reverse(f"clerk:{name}", args=[nobody])).status_code == 404, name


def test_a_button_needs_a_post(desk):
    where = reverse("clerk:meeting_close", args=[desk.things["meeting"]])
    assert desk.get(where).status_code == 405

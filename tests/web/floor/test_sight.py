"""Who gets which page of the floor; what is not theirs is not there; lists cost the same."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.floor.conftest import Floor, post, text_of
from townmoot.record.models import new_id

NOBODY = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def ready(floor: Floor) -> Floor:
    """A called meeting, and a suggestion of the first deputy with its reply."""
    floor.call()
    return floor


def status(floor: Floor, who, url: str) -> int:
    return floor.browser(who).get(url).status_code


@pytest.mark.parametrize("url", ["/floor/", "/floor/check-in/", "/floor/meetings/"])
def test_everybody_who_is_signed_in_has_a_day(ready, url):
    for who in (ready.deputies[0], ready.steward, ready.chair, ready.officer, ready.recorder):
        assert status(ready, who, url) == 200


@pytest.mark.parametrize(
    ("url", "allowed", "refused"),
    [
        ("/floor/suggestions/", "deputy", "steward"),
        ("/floor/suggestions/new/", "deputy", "officer"),
        ("/floor/groups/", "recorder", "deputy"),
        ("/floor/groups/", "head", "steward"),
        ("/floor/desk/", "steward", "deputy"),
        ("/floor/desk/", "clerk", "recorder"),
    ],
)
def test_a_room_is_for_its_roles(ready, url, allowed, refused):
    people = {"deputy": ready.deputies[0]}
    assert status(ready, people.get(allowed) or getattr(ready, allowed), url) == 200
    assert status(ready, people.get(refused) or getattr(ready, refused), url) == 403


def test_a_suggestion_is_there_for_its_signers_alone(floor):
    lead, other, stranger = floor.deputies[:3]
    key = floor.draft(lead)
    floor.do("cosigner.ask", by=lead, suggestion=key, persons=[other.person])
    home = f"/floor/suggestions/{key}/"
    assert [status(floor, who, home) for who in (lead, other, stranger)] == [200, 200, 404]
    for page in ("text/", "co-signers/"):
        assert [status(floor, w, home + page) for w in (lead, other, stranger)] == [200, 404, 404]
    for page in ("hand-in/", "discard/", "co-sign/", "withdraw/agree/"):
        assert post(floor.browser(stranger), home + page).status_code in {404, 422}
    assert post(floor.browser(other), f"{home}hand-in/").status_code == 404


def test_a_reply_is_there_for_those_it_went_to(floor):
    key = floor.handed_in()
    reply = floor.answer(key)
    letter = f"/floor/suggestions/{key}/replies/{reply}/"
    assert status(floor, floor.deputies[0], letter) == 200
    assert status(floor, floor.deputies[1], letter) == 404
    assert post(floor.browser(floor.deputies[1]), f"{letter}receipt/").status_code == 404
    assert "Noted: you have the reply." in text_of(
        post(floor.browser(floor.deputies[0]), f"{letter}receipt/")
    )


def test_a_desk_is_there_for_its_steward(ready):
    other = ready.town.person(role="steward")
    url = f"/floor/desk/{ready.hall}/"
    assert status(ready, ready.steward, url) == 200
    assert status(ready, other, url) == 404
    for page in (f"persons/{ready.deputies[0].person}/", "events/lost/"):
        assert post(ready.browser(other), url + page).status_code == 403


def test_a_group_is_there_for_its_head_and_recorder(ready):
    elsewhere = ready.town.group("第二代表小组")
    other = ready.town.person(role="recorder", organization=elsewhere)
    url = f"/floor/meetings/{ready.meeting}/groups/{ready.group}/"
    assert [status(ready, who, url) for who in (ready.head, ready.recorder)] == [200, 200]
    assert status(ready, other, url) == 404


def test_the_chair_is_for_who_leads(ready):
    url = f"/floor/meetings/{ready.meeting}/chair/"
    assert [status(ready, who, url) for who in (ready.chair, ready.clerk)] == [200, 200]
    assert status(ready, ready.deputies[0], url) == 404
    assert post(ready.browser(ready.deputies[0]), f"{url}open/").status_code == 403
    assert post(ready.browser(ready.steward), f"{url}open/").status_code == 403


def test_who_presides_may_lead_without_being_chair(ready):
    ready.do("meeting.preside", meeting=ready.meeting, person=ready.deputies[0].person)
    assert status(ready, ready.deputies[0], f"/floor/meetings/{ready.meeting}/chair/") == 200


@pytest.mark.parametrize(
    "url",
    [
        f"/floor/meetings/{NOBODY}/",
        f"/floor/suggestions/{NOBODY}/",
        f"/floor/files/{NOBODY}/",
        f"/floor/opinions/{NOBODY}/draft/",
        f"/floor/suggestions/{NOBODY}/replies/{NOBODY}/",
    ],
)
def test_what_is_not_there_is_not_found(floor, url):
    assert status(floor, floor.deputies[0], url) == 404


@pytest.mark.parametrize(
    "url",
    [
        f"/floor/meetings/{NOBODY}/chair/nothing/",
        f"/floor/meetings/{NOBODY}/chair/items/{NOBODY}/nothing/",
        f"/floor/meetings/{NOBODY}/chair/leaves/{NOBODY}/",
        f"/floor/desk/{NOBODY}/events/nothing/",
    ],
)
def test_a_button_that_does_not_exist_does_nothing(floor, url):
    assert post(floor.browser(floor.clerk), url).status_code == 404


def test_a_double_press_does_a_thing_once(floor):
    browser, act_id = floor.browser(floor.deputies[0]), str(new_id())
    fields = {"act_id": act_id, "title": "甲", "facts": "一", "proposal": "二"}
    first, second = (browser.post("/floor/suggestions/new/", fields) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]


def queries(floor: Floor, who, url: str) -> int:
    browser = floor.browser(who)
    browser.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(url).status_code == 200
    return len(seen)


@pytest.mark.once  # how many queries there are is asked of no database
def test_my_lists_cost_the_same_with_one_and_three_suggestions(floor):
    lead, other = floor.deputies[:2]

    def one() -> None:
        floor.answer(floor.handed_in(lead))
        floor.draft(lead)
        asked = floor.draft(other)
        floor.do("cosigner.ask", by=other, suggestion=asked, persons=[lead.person])

    one()
    urls = ("/floor/", "/floor/suggestions/")
    before = [queries(floor, lead, url) for url in urls]
    one()
    one()
    assert [queries(floor, lead, url) for url in urls] == before


@pytest.mark.once  # how many queries there are is asked of no database
def test_meetings_cost_the_same_with_one_and_three(floor):
    floor.call()
    urls = {"/floor/": 0, "/floor/meetings/": 0, "/floor/groups/": 3, "/floor/desk/": -1}
    people = {0: floor.deputies[0], 3: floor.head, -1: floor.steward}
    before = [queries(floor, people[who], url) for url, who in urls.items()]
    for day in ("2026-01-20", "2026-01-21"):
        floor.call(day=day)
    assert [queries(floor, people[who], url) for url, who in urls.items()] == before


@pytest.mark.once  # how many queries there are is asked of no database
def test_the_pages_of_one_meeting_cost_the_same_with_one_row_and_three(floor):
    floor.call()
    item = floor.add_item("review", "分组审议")
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    home = f"/floor/meetings/{floor.meeting}/"
    pages = [
        (floor.deputies[0], home),
        (floor.chair, f"{home}chair/"),
        (floor.recorder, f"{home}groups/{floor.group}/"),
        (floor.steward, f"/floor/desk/{floor.hall}/?view=all"),
    ]
    said = {"item": item, "group": floor.group, "speaker": floor.deputies[0].person}
    floor.do("opinion.record", by=floor.recorder, **said, text="路灯太暗。")
    before = [queries(floor, who, url) for who, url in pages]
    for text in ("井盖松动。", "公交太少。"):
        floor.do("opinion.record", by=floor.recorder, **said, text=text)
    floor.do("agenda.reopen", by=floor.chair, meeting=floor.meeting, note="加两项")
    for name in ("听取预算报告", "听取建议办理报告"):
        floor.add_item("report", name)
    floor.do("agenda.propose", by=floor.chair, meeting=floor.meeting)
    given = {"way": "acclamation", "note": "无异议"}
    floor.do("agenda.adopt", by=floor.chair, meeting=floor.meeting, **given)
    assert [queries(floor, who, url) for who, url in pages] == before

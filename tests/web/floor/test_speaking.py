"""Asking to speak, the list, halls, messages, screens, notes and reports, on their pages."""

from __future__ import annotations

import pytest

from tests.web.floor.conftest import Floor, text_of
from townmoot.meetings import queries
from townmoot.meetings.models import (
    AgendaItem,
    Exclusion,
    HallMessage,
    Meeting,
    MinuteNote,
    SpeakRequest,
    Speech,
    VenueBeat,
)
from townmoot.record.models import new_id


@pytest.fixture
def talk(floor: Floor) -> Floor:
    """A review under way."""
    floor.call()
    item = floor.add_item("review", "分组审议")
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    floor.now = item
    return floor


def send(floor, who, url, **data):
    return floor.browser(who).post(url, {"act_id": str(new_id()), **data}, follow=True)


def ask(floor, n=0):
    return floor.make("speakers.request", by=floor.deputies[n], key="request", item=floor.now)


def home(floor) -> str:
    return f"/floor/meetings/{floor.meeting}/"


def test_a_deputy_asks_to_speak_on_the_own_phone_and_takes_it_back(talk):
    who, url = talk.deputies[0], f"/floor/items/{talk.now}/speak/"
    assert url in text_of(talk.browser(who).get(home(talk)))
    page = send(talk, who, url, kind="speech")
    assert "You are on the list of speakers." in text_of(page)
    row = SpeakRequest.objects.get()
    assert f"/floor/requests/{row.pk}/" in text_of(page)
    send(talk, who, f"/floor/requests/{row.pk}/", what="withdraw")
    assert SpeakRequest.objects.get().withdrawn_at is not None
    refused = send(talk, who, url, kind="song")
    assert refused.status_code == 422


def test_the_chair_lists_calls_moves_strikes_and_closes(talk):
    first, second = ask(talk), ask(talk, 1)
    page = f"/floor/items/{talk.now}/speakers/"
    assert talk.browser(talk.chair).get(page).status_code == 200
    send(talk, talk.chair, page, kind="point_of_order", person=str(talk.deputies[2].person))
    assert SpeakRequest.objects.filter(kind="point_of_order").exists()
    send(talk, talk.chair, f"/floor/requests/{second}/", what="2")
    assert SpeakRequest.objects.get(pk=second).place == 2
    send(talk, talk.chair, f"/floor/requests/{second}/", what="call")
    speech = Speech.objects.get()
    send(talk, talk.chair, f"/floor/speeches/{speech.pk}/extend/")
    send(talk, talk.chair, f"/floor/speeches/{speech.pk}/stop/")
    assert Speech.objects.get().end is not None
    send(talk, talk.chair, f"/floor/requests/{first}/", what="strike")
    assert SpeakRequest.objects.get(pk=first).struck_reason
    send(talk, talk.chair, f"{page}list/", what="close")
    assert queries.list_state(talk.now) == "closed"
    assert "Speaking time in this meeting" in text_of(talk.browser(talk.chair).get(page))


def test_what_is_not_there_is_not_found(talk):
    request = ask(talk)
    for url, what in (
        (f"/floor/requests/{new_id()}/", "call"),
        (f"/floor/speeches/{new_id()}/stop/", ""),
        (f"/floor/items/{talk.now}/speakers/list/", "sing"),
        (f"/floor/items/{talk.now}/speakers/?room=x", ""),
        (f"/floor/messages/{new_id()}/", ""),
    ):
        assert send(talk, talk.chair, url, what=what).status_code == 404, url
    made = talk.make("message.send", by=talk.chair, meeting=talk.meeting, text="—")
    assert send(talk, talk.chair, f"/floor/messages/{made}/", venue="x").status_code == 404
    odd = send(talk, talk.chair, f"/floor/requests/{request}/", what="sing")
    assert odd.status_code == 422


def test_the_chair_writes_to_the_halls_and_a_steward_confirms(talk):
    send(talk, talk.chair, f"{home(talk)}halls/", text="请关麦", venue=str(talk.hall))
    row = HallMessage.objects.get()
    assert (row.text, row.venue_id) == ("请关麦", talk.hall)
    read = send(talk, talk.steward, f"/floor/messages/{row.pk}/", venue=str(talk.hall))
    assert "Confirmed." in text_of(read)
    send(talk, talk.steward, f"/floor/desk/{talk.hall}/messages/", text="听不清")
    back = HallMessage.objects.get(to_chair=True)
    page = text_of(talk.browser(talk.chair).get(f"{home(talk)}halls/"))
    assert "听不清" in page
    assert f"/floor/messages/{back.pk}/" in page
    assert "Confirmed." in text_of(send(talk, talk.chair, f"/floor/messages/{back.pk}/"))


def test_the_chair_chooses_what_the_screens_show(talk):
    url = f"{home(talk)}halls/screens/"
    send(talk, talk.chair, url, shows="neutral", venue=str(talk.hall))
    send(talk, talk.chair, url, shows="auto", text="会议十点继续")
    choices = queries.choices_of(Meeting.objects.get(pk=talk.meeting))
    assert [row.shows for row in choices] == ["message", "neutral"]
    assert send(talk, talk.chair, url, shows="song").status_code == 422


def test_the_chair_closes_a_part_to_the_public(talk):
    chair = f"{home(talk)}chair/"
    assert f"{chair}exclude/" in text_of(talk.browser(talk.chair).get(chair))
    send(talk, talk.chair, f"{chair}exclude/", reason="人事事项")
    assert Exclusion.objects.get().readmitted_at is None
    assert f"{chair}readmit/" in text_of(talk.browser(talk.chair).get(chair))
    send(talk, talk.chair, f"{chair}readmit/")
    assert Exclusion.objects.get().readmitted_at is not None


def test_the_clerk_notes_for_the_minutes(talk):
    url = f"{home(talk)}notes/"
    assert "张代表询问工期" in text_of(send(talk, talk.clerk, url, text="张代表询问工期"))
    row = MinuteNote.objects.get()
    send(talk, talk.clerk, f"/floor/notes/{row.pk}/strike/")
    assert MinuteNote.objects.get().struck_at is not None
    assert send(talk, talk.chair, url, text="—").status_code == 403


def test_a_hall_says_that_it_is_there(talk):
    desk = text_of(talk.browser(talk.steward).get(f"/floor/desk/{talk.hall}/"))
    assert f"/floor/desk/{talk.hall}/beat/" in desk
    assert f"/floor/items/{talk.now}/speakers/" in desk
    answer = talk.browser(talk.steward).post(f"/floor/desk/{talk.hall}/beat/")
    assert (answer.status_code, answer.content) == (204, b"")
    assert VenueBeat.objects.get().venue_id == talk.hall


def test_a_group_has_its_room_and_reports_to_the_plenary(talk):
    group = f"{home(talk)}groups/{talk.group}/"
    talk.do("group.sit", by=talk.head, meeting=talk.meeting, group=talk.group)
    desk = text_of(talk.browser(talk.recorder).get(group))
    room = f"/floor/items/{talk.now}/speakers/?room={talk.group}"
    assert room in desk
    who = str(talk.deputies[0].person)
    send(talk, talk.recorder, room, kind="speech", person=who)
    row = SpeakRequest.objects.get()
    assert row.room_id == talk.group
    send(talk, talk.recorder, f"/floor/requests/{row.pk}/", what="call")
    assert Speech.objects.get().room_id == talk.group
    given = {"item": str(talk.now), "reporter": who, "text": "小组认为…"}
    page = send(talk, talk.recorder, f"{group}report/", **given)
    assert "小组认为…" in text_of(page)
    report = AgendaItem.objects.get(pk=talk.now).group_reports.get()
    sign = f"{group}report/{report.pk}/sign/"
    assert sign not in text_of(page)
    assert sign in text_of(talk.browser(talk.head).get(f"{group}report/"))
    assert "Signed." in text_of(send(talk, talk.head, sign))
    assert "Signed." not in text_of(talk.browser(talk.head).get(f"{group}report/"))

"""The demonstration: there only in demo mode and at the machine; its strip, its doors."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from tests.suggestions.conftest import desk, founded
from tests.web.public.conftest import hold
from townmoot.record import clock
from townmoot.web.demo import doors, state
from townmoot.web.demo.state import Control, Phase, Progress

__all__ = ["desk", "founded"]

SAY = {"zh": "会前九天发出会议通知。", "en": "The notice goes out nine days ahead."}
CHAPTER = {"zh": "会前准备", "en": "Before the session"}
PLAYING = Progress(
    phase=Phase.PLAYING,
    done=16,
    total=790,
    at="2026-01-06T15:00",
    chapter=CHAPTER,
    say=SAY,
    told=[{"at": "2026-01-06T15:00", **SAY}],
)


@pytest.fixture(autouse=True)
def _demo(settings, tmp_path) -> None:
    settings.DEMO = True
    settings.DATA = tmp_path
    state.write(PLAYING)


def get(address: str, language: str = "en", client: Client | None = None, **more):
    return (client or Client()).get(address, headers={"Accept-Language": language}, **more)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["demo:day", "demo:progress"])
def test_outside_of_a_demo_it_is_not_there(settings, name):
    assert get(reverse(name)).status_code == 200
    settings.DEMO = False
    assert get(reverse(name)).status_code == 404
    assert Client().post("/demo/control/", {"do": "reset"}).status_code == 404
    assert Client().post("/demo/doors/clerk/").status_code == 404


@pytest.mark.django_db
def test_every_page_of_a_demo_leads_back_to_it(settings):
    assert 'href="/demo/"' in get("/account/login/").content.decode()
    settings.DEMO = False
    assert 'href="/demo/"' not in get("/account/login/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.168.1.20"},
        {"REMOTE_ADDR": "nonsense"},
        {"HTTP_X_FORWARDED_FOR": "10.0.0.1"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "town.example"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_from_another_machine_it_is_not_there(elsewhere):
    for address in ("/demo/", "/demo/progress/"):
        assert Client().get(address, **elsewhere).status_code == 404
    assert Client().post("/demo/doors/clerk/", **elsewhere).status_code == 404


@pytest.mark.django_db
def test_under_another_hosts_name_it_is_not_there(settings):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    for host in ("town.example", "localhost.town.example", "127.0.0.1.town.example"):
        assert Client().get("/demo/", HTTP_HOST=host).status_code == 400
        assert Client().post("/demo/doors/clerk/", HTTP_HOST=host).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", [CHAPTER["zh"], SAY["zh"], "16/790步"]), ("en", [SAY["en"], "16 of 790 steps"])],
)
def test_the_strip_says_where_the_day_is_in_the_readers_language(language, words):
    state.write(PLAYING)
    for address in ("/demo/", "/demo/progress/"):
        text = get(address, language).content.decode()
        for word in words:
            assert word in text


@pytest.mark.django_db
def test_before_the_town_is_founded_the_page_waits():
    state.write(Progress())
    text = get("/demo/").content.decode()
    assert "The town is being founded" in text
    answer = Client().post("/demo/doors/clerk/", follow=True, headers={"Accept-Language": "en"})
    assert "The town is not founded yet" in answer.content.decode()


@pytest.mark.parametrize("phase", [Phase.SETTING, Phase.PLAYING, Phase.DONE])
def test_while_the_database_is_emptied_the_page_asks_nothing_of_it(phase):
    state.write(Progress(phase=phase))
    state.ask(Control.RESET if phase is not Phase.SETTING else Control.RUN)
    text = get("/demo/").content.decode()
    assert "Starting again" in text
    assert 'http-equiv="refresh" content="2"' in text
    assert get("/demo/progress/").status_code in {200, 286}
    answer = Client().post("/demo/doors/clerk/")
    assert answer.headers["Location"] == "/demo/"


def test_a_database_that_fails_while_the_page_is_made_shows_the_start(desk, monkeypatch):
    def fail(*_: object) -> None:
        raise DatabaseError

    state.write(PLAYING)
    assert desk.clerk
    assert "Starting again" not in get("/demo/").content.decode()
    monkeypatch.setattr("townmoot.web.demo.show.doors.entry", fail)
    assert "Starting again" in get("/demo/").content.decode()


def test_a_page_of_a_database_that_fails_says_there_is_no_town(desk, monkeypatch, settings):
    def fail(*_: object) -> None:
        raise DatabaseError

    assert desk.clerk
    monkeypatch.setattr("townmoot.web.framing.town", fail)
    answer = get("/")
    assert answer.status_code == 200
    assert "No town here yet" in answer.content.decode()
    settings.DEMO = False
    with pytest.raises(DatabaseError):
        get("/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phase", "controls"),
    [
        (Phase.SETTING, set()),
        (Phase.PLAYING, {"pause", "reset"}),
        (Phase.PAUSED, {"run", "reset"}),
        (Phase.IN_SESSION, {"run", "reset"}),
        (Phase.DONE, {"reset"}),
        (Phase.FAILED, {"reset"}),
    ],
)
def test_what_the_player_can_be_asked_follows_from_where_it_is(phase, controls):
    state.write(Progress(phase=phase, total=790, fault="eine Störung"))
    text = get("/demo/").content.decode()
    offered = {each.value for each in Control if f'name="do" value="{each.value}"' in text}
    assert offered == controls
    assert "eine Störung" in text


@pytest.mark.django_db
def test_a_press_asks_the_player():
    state.write(PLAYING)
    for asked in Control:
        answer = Client().post("/demo/control/", {"do": asked.value})
        assert answer.status_code == 302
        assert state.asked() is asked
    assert Client().post("/demo/control/", {"do": "dance"}).status_code == 404
    assert Client().get("/demo/control/").status_code == 405


@pytest.mark.django_db
def test_a_pause_that_is_asked_for_shows_before_the_player_obeys():
    state.write(PLAYING)
    state.ask(Control.PAUSE)
    text = get("/demo/").content.decode()
    assert "Paused" in text
    assert "Go on" in text


def test_the_story_leads_to_the_meetings_that_are_public_by_now(desk):
    meeting, *_others = hold(desk)
    told = [{"at": "2026-01-06T15:00", "meeting": str(meeting), **SAY}]
    state.write(Progress(phase=Phase.DONE, done=790, total=790, told=told))
    page = reverse("public:meeting", args=[meeting])
    for language in ("en", "zh-hans"):
        assert get("/demo/progress/", language).content.decode().count(page) == 2


def test_at_the_end_all_is_told_and_leads_to_the_pages(desk):
    state.write(Progress(phase=Phase.DONE, done=790, total=790, told=PLAYING.told * 9))
    answer = get("/demo/progress/")
    assert answer.status_code == 286
    text = answer.content.decode()
    assert text.count(SAY["en"]) == 9
    for name in ("figures", "suggestions", "meetings", "record"):
        assert reverse(f"public:{name}") in text


def test_each_door_opens_on_somebody_who_holds_the_role(desk):
    homes = {"recorder": desk.town.group("第一代表小组")}
    for role in ("steward", "auditor", "recorder"):
        desk.town.person(role=role, organization=homes.get(role, desk.town.office))
    assert None not in (desk.chair, desk.office, desk.clerk, desk.deputies[0], desk.units[0])
    for one in doors.DOORS:
        client = Client()
        answer = client.post(reverse("demo:door", args=[one.slug]))
        assert answer.status_code == 302, one.slug
        assert answer.headers["Location"].startswith(doors.room_of(one)), one.slug
        assert ("_auth_user_id" in client.session) == (one.role is not None), one.slug
    text = get("/demo/").content.decode()
    assert text.count("Step in") >= len(doors.DOORS)


def test_a_door_without_a_holder_says_so(desk):
    answer = Client().post("/demo/doors/auditor/", follow=True, headers={"Accept-Language": "en"})
    assert "Nobody holds this role yet" in answer.content.decode()
    assert Client().post("/demo/doors/king/").status_code == 404


def test_the_door_prefers_somebody_who_has_something_to_do(desk):
    desk.replied(lead=desk.deputies[2])
    client = Client()
    client.post("/demo/doors/deputy/")
    assert client.session["_auth_user_id"] == str(desk.deputies[2].account)
    desk.handling(unit=desk.units[1])
    client.post("/demo/doors/officer/")
    assert client.session["_auth_user_id"] == str(desk.units[1].officer.account)


def test_while_a_meeting_is_on_the_doors_open_on_it(desk):
    assert len(list(desk.deputies)) == 4
    desk.go("2026-07-10")
    meeting = hold(desk)[0]
    assert desk.chair
    text = get("/demo/").content.decode()
    assert "A meeting is on: lead it." in text
    assert "this deputy has not checked in" in text
    client = Client()
    led = client.post("/demo/doors/chair/").headers["Location"]
    assert led == reverse("floor:chair", args=[meeting])
    assert client.get(led).status_code == 200
    client.post("/demo/doors/deputy/")
    assert client.session["_auth_user_id"] != str(desk.deputies[0].account)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Nothing waits just now; look around."), ("zh-hans", "眼下没有待办，可以随便看看。")],
)
def test_a_door_behind_which_nothing_waits_says_so(desk, language, words):
    assert desk.deputies[0]
    assert words in get("/demo/", language).content.decode()


def test_what_was_handed_in_goes_from_door_to_door(desk):
    assert None not in (desk.clerk, desk.office)
    new = desk.handed_in()
    client = Client()
    client.post("/demo/doors/clerk/")
    assert "A suggestion was handed in" in get("/demo/").content.decode()
    assert client.post("/demo/doors/clerk/").headers["Location"] == reverse("desk:one", args=[new])
    assert "waits to be given to a unit" not in get("/demo/").content.decode()
    desk.assigned()
    assert "waits to be given to a unit" in get("/demo/").content.decode()


def test_a_recorder_comes_in_where_the_group_sits(desk):
    group = desk.town.group("第一代表小组")
    recorder = desk.town.person(role="recorder", organization=group)
    assert len(list(desk.deputies)) == 4
    desk.go("2026-07-10")
    meeting = hold(desk)[0]
    assert "The group is sitting" not in get("/demo/").content.decode()
    desk.town.do("group.sit", by=recorder, meeting=meeting, group=group)
    room = Client().post("/demo/doors/recorder/").headers["Location"]
    assert room == reverse("floor:group", args=[meeting, group])
    assert "A meeting is on: follow it" in get("/demo/").content.decode()


def test_a_resident_leaves_the_role_at_the_door(desk):
    assert desk.clerk
    client = Client()
    client.post("/demo/doors/clerk/")
    client.post("/demo/doors/public/")
    assert "_auth_user_id" not in client.session


def test_a_room_that_is_not_built_leads_to_the_front_page():
    nowhere = doors.Door("x", None, "/nowhere/at/all/", "x", "x")
    assert doors.room_of(nowhere) == "/"


def test_no_door_opens_in_the_database_of_a_real_town(desk, monkeypatch):
    assert desk.clerk
    monkeypatch.setattr("townmoot.web.demo.views.is_rehearsal", lambda: False)
    assert clock.is_rehearsal()
    assert Client().post("/demo/doors/clerk/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "Another town"), ("zh-hans", "另一个镇")])
def test_the_other_town_is_one_link_away(language, words):
    there = {"url": "http://localhost:8123/demo/", "zh": "另处", "en": "Elsewhere"}
    state.write(Progress(phase=Phase.PLAYING, at="2026-01-06T15:00"))
    assert words not in get("/demo/", language).content.decode()
    state.write(Progress(phase=Phase.PLAYING, at="2026-01-06T15:00", beside=there))
    text = get("/demo/", language).content.decode()
    assert words in text
    assert there["url"] in text
    assert there[language[:2]] in text

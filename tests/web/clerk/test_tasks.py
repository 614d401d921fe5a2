"""Requirements, areas and tasks of a meeting, from the clerk's form to the public's page."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.doors import signed_in
from townmoot.commitments.models import Area, Commitment, Requirement

LANGUAGES = ("zh-hans", "en")


def at(name: str, *args) -> str:
    return reverse(name, args=args)


def note_all(desk) -> Commitment:
    """Type two requirements, an area and a task as the clerk would; the task."""
    meeting, things = desk.things["meeting"], desk.things
    said = {"stated_by": things["person"], "item": things["item"]}
    for text in ("目标不变", "按月报进度"):
        desk.post(at("clerk:requirement_add", meeting), text=text, **said)
    desk.post(at("clerk:area_add", meeting), name="路灯")
    answer = desk.post(
        at("clerk:task_add", meeting),
        text="修好北汀路路灯",
        measure="24盏全部亮",
        unit=things["organization"],
        post="",
        deadline="2026-09-30",
        area=Area.objects.get().pk,
        item=things["item"],
    )
    assert answer.status_code == 302, answer.text
    return Commitment.objects.get()


def test_what_a_meeting_requires_names_and_sets_is_noted_and_struck(desk):
    task, meeting = note_all(desk), desk.things["meeting"]
    first, second = Requirement.objects.order_by("number")
    pages = [at("clerk:tasks", meeting), at("clerk:requirement_strike", first.pk),
             at("clerk:area_strike", task.area_id), at("desk:promises"),
             at("desk:promise", task.pk)]  # fmt: skip
    for language in LANGUAGES:
        desk.speak(language)
        assert {desk.get(page).status_code for page in pages} == {200}
        assert "24盏全部亮" in desk.get(pages[0]).text
        assert "修好北汀路路灯" in desk.get(at("desk:promises")).text
        assert "24盏全部亮" in desk.get(at("desk:promise", task.pk)).text
    desk.post(at("clerk:requirement_strike", second.pk), reason="记错了")
    assert "按月报进度" not in desk.get(at("clerk:tasks", meeting)).text
    refused = desk.post(at("clerk:area_strike", task.area_id), reason="记错了")
    assert refused.status_code == 409


def test_the_unit_and_the_public_read_who_must_do_what_by_when(desk):
    task, meeting = note_all(desk), desk.things["meeting"]
    unit = desk.things["organization"]
    officer = desk.moot.town.person(role="unit_officer", organization=unit)
    inside, public = signed_in(officer), Client()
    assert public.get(at("public:promise", task.pk)).status_code == 404
    desk.moot.do("meeting.publish", meeting=meeting)
    pages = {
        at("public:meeting", meeting): ("3方面要求", "2 requirements"),
        f"{at('public:promises')}?of=tasks": ("24盏全部亮", "24盏全部亮"),
        at("public:promise", task.pk): ("的任务", "A task of"),
    }
    for place, language in enumerate(LANGUAGES):
        for client in (inside, public):
            client.cookies["django_language"] = language
        for page, words in pages.items():
            text = public.get(page).text
            assert "修好北汀路路灯" in text
            assert words[place].replace("3", "2") in text
        assert "修好北汀路路灯" in inside.get(at("unit:promises")).text
        own = inside.get(at("unit:promise", task.pk)).text
        assert "24盏全部亮" in own
        assert ("To be done" if language == "en" else "待完成") in own
        empty = public.get(at("public:promises")).text
        assert "修好北汀路路灯" not in empty


def test_nothing_can_be_noted_of_a_meeting_that_has_not_begun(desk):
    meeting = desk.moot.plan("work_meeting", name="半年度工作会议")
    page = desk.get(at("clerk:tasks", meeting)).text
    assert at("clerk:task_add", meeting) not in page
    for language in LANGUAGES:
        client = Client()
        client.cookies["django_language"] = language
        assert client.get(f"{at('public:promises')}?of=tasks").status_code == 200

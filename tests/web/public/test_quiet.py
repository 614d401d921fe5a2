"""What the public finds while little or nothing has happened yet."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.suggestions.conftest import desk

__all__ = ["desk"]


def test_the_front_page_names_the_next_meeting(desk):
    plan = {"start": "2026-02-20T09:00", "end": "2026-02-20T12:00"}
    meeting = desk.make(
        "meeting.plan",
        kind="deputies_meeting",
        name="二月会议",
        organization=desk.town.congress,
        **plan,
    )
    desk.make("venue.add", meeting=meeting, name="镇人大会议厅")
    desk.do("meeting.publish", meeting=meeting)
    desk.do("meeting.give_notice", meeting=meeting)
    text = Client().get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "Next meeting" in text
    assert "in 39 days" in text
    assert "二月会议" in text


def test_the_front_page_between_meetings_says_so(desk):
    text = Client().get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "No meeting is called at present" in text
    assert "Nothing that is published is owed at present." in text


def test_a_letter_that_greets_is_not_greeted_twice(desk):
    key, part = desk.handling()
    desk.contact(part, desk.units[0])
    draft = {"allotment": part, "text": "王代表：\n\n现答复如下。", "reply_class": "adopted"}
    unit = desk.units[0]
    reply = desk.make("reply.draft", by=unit.officer, **draft)
    desk.do("reply.check", by=unit.checker, reply=reply)
    desk.do("reply.sign", by=unit.head, reply=reply)
    desk.do("reply.issue", by=unit.officer, reply=reply, mark="澄规建复")
    desk.publish(key)
    text = Client().get(f"/suggestions/{key}/replies/1/", headers={"Accept-Language": "en"})
    assert "王代表：" in text.content.decode()
    assert "Dear " not in text.content.decode()


def test_without_replies_there_is_no_distribution(desk, client):
    text = client.get("/figures/", headers={"Accept-Language": "en"}).content.decode()
    assert "How long replies took" not in text
    assert "nothing to count yet" in text


@pytest.mark.parametrize("address", ["/people/", "/people/{}/"])
def test_of_a_deputy_only_name_constituency_and_group_are_shown(desk, client, address):
    group = desk.town.group("第三代表小组")
    who = desk.town.deputy(group=group, name="顾闻溪", constituency="第7选区", number="CT-777")
    private = {"phone": "13900000000", "birth": "1971-07", "work": "某中学"}
    desk.do("person.correct", person=who.person, name="顾闻溪", **private)
    text = client.get(address.format(who.person)).content.decode()
    for shown in ("顾闻溪", "第7选区", "第三代表小组"):
        assert shown in text
    for kept in (*private.values(), "CT-777"):
        assert kept not in text


def test_those_in_no_group_stand_last(desk, client):
    desk.town.deputy(group=desk.town.group("第三代表小组"))
    assert desk.deputies[0]
    text = client.get("/people/", headers={"Accept-Language": "en"}).content.decode()
    assert text.index("第三代表小组") < text.index("In no group")

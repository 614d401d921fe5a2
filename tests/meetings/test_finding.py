"""Of meetings everybody finds what everybody may read, and nothing else, at any moment."""

from __future__ import annotations

from io import BytesIO

import pytest

from townmoot.files import store
from townmoot.meetings.models import Meeting
from townmoot.search.finding import search


def found(moot, typed="护学"):
    return sorted((hit.kind, hit.document.title) for hit in search(moot.body, typed).hits)


@pytest.fixture
def laid(moot):
    """A published meeting with a public and a closed item, each with a text."""
    meeting = moot.plan(name="护学会议", presiding=moot.chair.person)
    items = [
        moot.item(meeting, name="护学报告", speaker=moot.chair.person),
        moot.item(meeting, name="护学内部", public=False, confidential_reason="未公开"),
    ]
    files = []
    for item, word in zip(items, ("通道", "密件"), strict=True):
        stored = store.store(BytesIO(f"护学{word}全文".encode("gb18030")), f"{word}.txt")
        named = {"name": f"护学{word}", "sha256": stored.sha256, "file_name": stored.file_name}
        files.append(moot.make("file.attach", meeting=meeting, item=item, public=True, **named))
    return meeting, items, files


PUBLIC = [("file", "护学通道"), ("item", "护学报告"), ("meeting", "护学会议")]


def test_a_meeting_is_found_once_it_is_published(moot, laid):
    assert found(moot) == []
    moot.do("meeting.publish", meeting=laid[0])
    assert found(moot) == PUBLIC
    (one,) = [hit.document for hit in search(moot.body, "护学会议").hits]
    assert str(one.on) == "2026-07-22"
    assert one.organizations == (moot.town.congress,)
    assert found(moot, "通道全文") == [("file", "护学通道")]
    assert found(moot, "txt") == [("file", "护学通道")]
    assert found(moot, "密件") == found(moot, "内部") == []


def test_who_presides_or_speaks_leads_there(moot, laid):
    moot.do("meeting.publish", meeting=laid[0])
    name = Meeting.objects.get(pk=laid[0]).presiding.name
    assert {("item", "护学报告"), ("meeting", "护学会议")} <= set(found(moot, name))
    moot.do("person.correct", person=moot.chair.person, name="左丘闻")
    assert {("item", "护学报告"), ("meeting", "护学会议")} <= set(found(moot, "左丘闻"))
    assert ("meeting", "护学会议") not in found(moot, name)


def test_what_is_taken_out_is_found_no_more(moot, laid):
    meeting, items, files = laid
    moot.do("meeting.publish", meeting=meeting)
    assert found(moot) == PUBLIC
    moot.do("file.withdraw", file=files[0], reason="重发")
    assert found(moot) == PUBLIC[1:]
    moot.do("agenda.remove_item", item=items[0], reason="不议")
    assert found(moot) == PUBLIC[2:]
    moot.do("meeting.correct", meeting=meeting, name="年中会议")
    assert found(moot) == []


def test_what_is_made_not_public_is_found_no_more(moot, laid):
    meeting, items, _files = laid
    moot.do("meeting.publish", meeting=meeting)
    unit = moot.town.unit()
    moot.do("agenda.correct_item", item=items[0], unit=unit)
    assert [hit.document.organizations for hit in search(moot.body, "护学报告").hits] == [
        (moot.town.congress, unit)
    ]
    moot.do("agenda.correct_item", item=items[0], public=False, confidential_reason="涉密")
    assert found(moot) == PUBLIC[2:]

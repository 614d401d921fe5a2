"""Of meetings everybody finds what everybody may read, and nothing else, at any moment."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from townmoot.files import store
from townmoot.meetings.models import (
    Consultation,
    ConsultationOrganization,
    File,
    Meeting,
    Paper,
    PaperParty,
)
from townmoot.meetings.queries.finding import _papers_touched
from townmoot.people.models import Person
from townmoot.record import guard, now
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


def lay(moot, **more):
    """Put a paper to the council, as an import does."""
    told = {"body": moot.body, "created_at": now()}
    with guard.writing("migrate"):
        paper = Paper.objects.create(name="护学方案", reference="12/2026", **told, **more)
        party = {"paper": paper, "part": "originator", **told}
        PaperParty.objects.create(person_id=moot.chair.person, order=1, **party)
        PaperParty.objects.create(organization_id=moot.town.congress, order=2, **party)
        File.objects.create(paper=paper, name="附图", access_url="https://example.org", **told)
        File.objects.create(paper=paper, name="密图", public=False, **told)
        one = Consultation.objects.create(paper=paper, order=1, **told)
        gone = Consultation.objects.create(paper=paper, order=2, withdrawn_at=now(), **told)
        for each, unit in ((one, moot.town.government), (gone, moot.town.presidium)):
            ConsultationOrganization.objects.create(
                consultation=each, organization_id=unit, order=1, **told
            )
    return paper


def test_a_paper_is_found_by_name_number_files_and_who_brought_it_in(moot):
    paper = lay(moot, date=date(2026, 7, 1), paper_type="Antrag")
    chair = Person.objects.get(pk=moot.chair.person).name
    for typed in ("护学方案", "12/2026", "附图", "antrag", chair):
        assert ("paper", "护学方案") in found(moot, typed), typed
    assert found(moot, "密图") == []
    (one,) = search(moot.body, "护学方案").hits
    assert one.document.organizations == (moot.town.congress, moot.town.government)
    assert list(_papers_touched(moot.body, [moot.chair.person])) == [paper.pk]
    with guard.writing("migrate"):
        Paper.objects.update(withdrawn_at=now())
    assert found(moot, "护学方案") == []


def test_a_file_that_lies_elsewhere_leads_to_its_meeting(moot):
    meeting = moot.plan(name="护学会议")
    moot.do("meeting.publish", meeting=meeting)
    told = {"body": moot.body, "created_at": now(), "access_url": "https://example.org"}
    with guard.writing("migrate"):
        File.objects.create(meeting_id=meeting, name="Niederschrift", **told)
    (one,) = search(moot.body, "niederschrift").hits
    assert (one.kind, one.document.within) == ("file", meeting)

"""What was taken over, as the public reads it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.opendata.councils import at, council, founded, take, thing
from townmoot.meetings.models import Meeting, Paper
from townmoot.meetings.queries import papers_for
from townmoot.opendata import queries
from townmoot.opendata.enums import Kind
from townmoot.opendata.queries import Asked
from townmoot.people.models import Organization, Person
from townmoot.record import clock

DAY = date(2021, 1, 15)


@pytest.fixture(scope="module")
def recorded(kept):
    clock.forget()
    made = founded()
    told = council()
    told["paper"][0]["consultation"] += [
        thing("Consultation", "cons/2", organization=[at("org/2")]),
        thing("Consultation", "cons/3", meeting=at("meeting/1"), agendaItem=at("item/2")),
    ]
    take(made, told)
    return made


@pytest.fixture
def body(recorded, db):
    return recorded


def named(rows):
    return [row.name for row in rows]


def org(name):
    return Organization.objects.get(name=name).pk


def test_meetings_are_narrowed_by_year_and_organization(body):
    every = named(queries.meetings(body, Asked()))
    assert every == ["Rat (2. Sitzung)", "Rat (1. Sitzung)"]
    assert named(queries.meetings(body, Asked(year=2021))) == every[1:]
    assert named(queries.meetings(body, Asked(organization=org("Bauausschuss")))) == every[1:]
    assert named(queries.meetings(body, Asked(organization=org("Grüne Liste")))) == []


def test_papers_are_narrowed_by_year_type_and_organization(body):
    every = named(queries.papers(body, Asked()))
    assert every == ["Spielplatz: Kosten", "Spielplatz am Bach"]
    assert named(queries.papers(body, Asked(year=2021))) == every[1:]
    assert named(queries.papers(body, Asked(type="Mitteilung"))) == every[:1]
    for name in ("Rat", "Bauausschuss", "Grüne Liste"):
        assert named(queries.papers(body, Asked(organization=org(name)))) == every[1:]


def test_choices_are_what_there_is(body):
    assert queries.choices(papers_for(None, body), "date", "paper_type") == (
        [2022, 2021],
        ["Antrag", "Mitteilung"],
    )
    assert queries.choices(queries.meetings(body, Asked()), "start") == ([2099, 2021], [])


def test_people_are_there_today_or_were(body):
    assert named(queries.people(body, DAY, current=True)) == ["Erna Zander"]
    assert named(queries.people(body, DAY, current=False)) == ["Anton Ahorn"]
    keys = list(Person.objects.values_list("pk", flat=True))
    assert len(queries.seats(body, DAY, keys)) == 3
    assert len(queries.seats(body, DAY, keys, current=True)) == 2


def test_an_organization_has_members_now_and_before(body):
    rows = {row.name: row.seats for row in queries.organizations(body, DAY)}
    assert rows == {"Rat": 1, "Bauausschuss": 1, "Grüne Liste": 0}
    key = org("Bauausschuss")
    now = queries.members(body, key, DAY, current=True)
    before = queries.members(body, key, DAY, current=False)
    assert [seat.person.name for seat in now] == ["Erna Zander"]
    assert [seat.person.name for seat in before] == ["Anton Ahorn"]


def test_a_paper_tells_its_way_and_who_is_behind_it(body):
    paper = Paper.objects.get(reference="1/2021")
    first, second, third = queries.passage(paper)
    assert (first.meeting.name, first.item.result) == ("Rat (1. Sitzung)", "einstimmig")
    assert (second.item.number, second.item.closed) == ("2", True)
    assert (third.meeting, third.item) == (None, None)
    assert [row.organization.name for row in third.bodies] == ["Bauausschuss"]
    assert len(queries.parties(paper)) == 3
    assert [row.other for row in queries.relations(Paper.objects.get(reference="2/2022"))] == [
        paper
    ]


def test_what_was_withdrawn_is_told_nowhere(body):
    told = council()
    told["organization"][2] = thing("Organization", "org/3", deleted=True)
    told["person"][0] = thing("Person", "person/1", deleted=True)
    told["meeting"][0]["agendaItem"] = []
    told["paper"][0]["consultation"] += [
        thing("Consultation", "cons/2", organization=[at("org/2")]),
        thing("Consultation", "cons/3", meeting=at("meeting/1")),
    ]
    take(body, told)
    paper = Paper.objects.get(reference="1/2021")
    assert [row.part for row in queries.parties(paper)] == ["direction"]
    assert [row.item for row in queries.passage(paper)] == [None, None, None]
    assert named(queries.organizations(body, DAY)) == ["Bauausschuss", "Rat"]
    assert named(queries.people(body, DAY, current=True)) == []


def test_an_item_that_is_not_public_or_gone_is_not_told(body):
    paper = Paper.objects.get(reference="1/2021")
    item = paper.consultations.get(role="Entscheidung").item
    take_off = {"removed_at": clock.real_now()}
    from townmoot.record.guard import writing

    with writing("test"):
        type(item).objects.filter(pk=item.pk).update(**take_off)
    assert queries.passage(paper)[0].item is None


def test_a_meeting_tells_its_papers_and_files_by_item(body):
    meeting = Meeting.objects.get(name="Rat (1. Sitzung)")
    papers = queries.dealt_with(meeting)
    files = queries.files_by(meeting)
    item = meeting.items.get(number="1").pk
    assert [row.paper.reference for row in papers[item]] == ["1/2021"]
    assert [row.name for row in files[item]] == ["Beschluss"]
    assert [row.name for row in files[None]] == ["Einladung"]


def test_a_row_tells_where_it_came_from(body):
    meeting = Meeting.objects.get(name="Rat (1. Sitzung)")
    found = queries.origins(body, [meeting.pk])[meeting.pk]
    assert (found.source, found.language) == ("Gemeinde Erlenau", "de")
    assert found.address == "https://rat.example/sitzung/1"
    assert queries.taken_over(body, Kind.PAPER).count() == 2

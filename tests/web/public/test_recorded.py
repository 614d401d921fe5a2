"""A council that is only recorded here: its pages, in both languages, and what they keep back."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.opendata.councils import at, council, file, founded, take, thing
from tests.web.pages import links
from tests.web.public.conftest import LANGUAGES
from townmoot.meetings.models import AgendaItem, File, Meeting, Paper
from townmoot.people.models import Organization, Person
from townmoot.record import clock


@pytest.fixture(scope="module")
def recorded(kept):
    clock.forget()
    made = founded()
    told = council()
    told["person"][0]["membership"] += [
        thing("Membership", f"ms/{n}", organization=at(f"org/{n % 3 + 1}"), role=f"Amt {n}")
        for n in range(10, 15)
    ]
    told["paper"][0]["consultation"].append(
        thing("Consultation", "cons/2", organization=[at("org/2"), at("org/1")])
    )
    told["paper"][0]["consultation"].append(thing("Consultation", "cons/3", role="x"))
    told["paper"][0]["consultation"].append(
        thing("Consultation", "cons/4", meeting=at("meeting/1"))
    )
    told["paper"][0]["auxiliaryFile"].append(file("file/9", "Ohne Ort") | {"accessUrl": None})
    told["organization"][2]["endDate"] = "2022-01-01"
    take(made, told)
    return made


@pytest.fixture
def body(recorded, db) -> UUID:
    return recorded


def get(address, language="en"):
    answer = Client().get(address, headers={"Accept-Language": language})
    return answer.status_code, answer.content.decode()


def addresses():
    meeting = Meeting.objects.get(name="Rat (1. Sitzung)")
    item = AgendaItem.objects.get(number="1")
    return [
        "/",
        "/meetings/",
        "/meetings/?year=2021",
        "/meetings/?year=1999&organization=x",
        f"/meetings/?organization={Organization.objects.get(name='Grüne Liste').pk}",
        f"/meetings/{meeting.pk}/",
        f"/meetings/{meeting.pk}/items/{item.pk}/",
        f"/meetings/{Meeting.objects.get(name='Rat (2. Sitzung)').pk}/",
        "/papers/",
        "/papers/?type=Antrag",
        "/papers/?type=Antrag&year=2022",
        *(f"/papers/{paper.pk}/" for paper in Paper.objects.all()),
        "/organizations/",
        *(f"/organizations/{row.pk}/" for row in Organization.objects.all()),
        "/people/",
        "/people/?former=1",
        *(f"/people/{row.pk}/" for row in Person.objects.all()),
        "/record/",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_small_and_in_the_readers_language(body, language):
    for address in addresses():
        status, text = get(address, language)
        assert status == 200, address
        assert len(text.encode()) < 100_000
        assert "0999" not in text
        assert "e@rat.example" not in text
        assert "{{" not in text


def test_what_it_does_not_do_is_not_there(body):
    text = get("/")[1]
    for address in ("/suggestions/", "/commitments/", "/figures/"):
        assert get(address)[0] == 404
        assert f'href="{address}"' not in text
    assert 'href="/papers/"' in text
    assert 'href="/organizations/"' in text


def test_every_link_leads_somewhere_and_foreign_ones_tell_nobody_where_from(body):
    seen = set()
    for address in addresses():
        answer = Client().get(address)
        for link in links(answer):
            target = link.split("#")[0]
            if target.startswith("/") and target not in {*seen, "/record/export.jsonl"}:
                seen.add(target)
                assert Client().get(target).status_code in {200, 302}, (address, target)
        text = answer.content.decode()
        assert text.count('href="https://') == text.count('rel="noopener noreferrer"')


def test_a_meeting_tells_results_papers_and_files(body):
    text = get(f"/meetings/{Meeting.objects.get(name='Rat (1. Sitzung)').pk}/")[1]
    for words in ("Ratssaal", "einstimmig", "1/2021", "Einladung", "not in public", "Bauausschuss"):
        assert words in text
    assert '<span lang="de">Rat (1. Sitzung)</span>' in text


def test_a_paper_tells_its_way(body):
    text = get(f"/papers/{Paper.objects.get(reference='1/2021').pk}/")[1]
    for words in ("Rat (1. Sitzung)", "einstimmig", "decides", "2.0", "Erna Zander", "Ohne Ort"):
        assert words in text
    assert "A meeting that is not told" in text


def test_people_are_told_with_roles_and_days(body):
    text = get("/people/")[1]
    assert "Dr. Erna Zander" in text
    assert "and 2 more" in text
    assert "Anton Ahorn" not in text
    former = get("/people/?former=1")[1]
    assert "Anton Ahorn" in former
    one = get(f"/people/{Person.objects.get(name='Anton Ahorn').pk}/")[1]
    assert "1 June 2014" in one
    assert "31 October 2020" in one


def test_what_is_not_there_is_not_found(body):
    nowhere = "01890000-0000-7000-8000-000000000000"
    for room in ("papers", "organizations", "people", "meetings"):
        assert get(f"/{room}/{nowhere}/")[0] == 404
    file_elsewhere = File.objects.filter(sha256="").first()
    assert get(f"/files/{file_elsewhere.pk}/")[0] == 404


@pytest.mark.once
def test_a_list_costs_the_same_with_more_rows(body):
    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            assert get(address)[0] == 200
        return len(asked)

    pages = [
        "/",
        "/meetings/",
        "/papers/",
        "/organizations/",
        "/people/",
        f"/meetings/{Meeting.objects.get(name='Rat (1. Sitzung)').pk}/",
        f"/papers/{Paper.objects.get(reference='1/2021').pk}/",
        f"/organizations/{Organization.objects.get(name='Rat').pk}/",
        f"/people/{Person.objects.get(name='Erna Zander').pk}/",
    ]
    before = {address: cost(address) for address in pages}
    told = council()
    for n in range(20, 23):
        told["organization"].append(thing("Organization", f"org/{n}", name=f"Rat {n}"))
        told["person"].append(
            thing(
                "Person",
                f"person/{n}",
                name=f"Person {n}",
                membership=[thing("Membership", f"ms/{n}", organization=at("org/1"))],
            )
        )
        told["meeting"].append(council()["meeting"][1] | {"id": at(f"meeting/{n}")})
        item = thing(
            "AgendaItem", f"item/{n}", name="Noch einer", auxiliaryFile=[file(f"f/{n}", "f")]
        )
        told["meeting"][0]["agendaItem"].append(item)
        dealt = thing("Consultation", f"cons/{n}", meeting=at("meeting/1"), agendaItem=item["id"])
        told["paper"][0]["consultation"].append(dealt)
        told["paper"].append(council()["paper"][1] | {"id": at(f"paper/{n}")})
    take(body, told)
    assert {address: cost(address) for address in pages} == before

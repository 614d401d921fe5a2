"""A council taken over is found with its own words, and what its source takes back is gone."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.opendata.councils import council, founded, take, thing
from townmoot.opendata.queries.finding import _touched, members
from townmoot.people.models import Membership, Person
from townmoot.record import clock, today_of
from townmoot.search.finding import search


@pytest.fixture(scope="module")
def recorded(kept):
    clock.forget()
    made = founded()
    take(made, council())
    return made


@pytest.fixture
def body(recorded, db):
    return recorded


def found(body, typed):
    return [(hit.kind, hit.document.title, hit.similar) for hit in search(body, typed).hits]


def test_papers_meetings_people_and_organizations_are_found(body):
    assert ("paper", "Spielplatz am Bach", False) in found(body, "spielplatz bach")
    assert ("meeting", "Rat (1. Sitzung)", False) in found(body, "1. sitzung")
    assert found(body, "ahorn") == [("member", "Anton Ahorn", False)]
    assert ("member", "Erna Zander", True) in found(body, "zandr erna")
    assert ("organization", "Bauausschuss", False) in found(body, "BAUAUSSCHUSS")
    assert ("organization", "Bauausschuss", True) in found(body, "bauaus")


def test_each_result_leads_to_its_page(body):
    client = Client()
    for hit in client.get("/api/search?q=").json()["results"]:
        if hit["kind"] != "file":
            assert client.get(hit["url"]).status_code == 200, hit
    assert b"<mark>Spielplatz</mark> am Bach" in client.get("/search/?q=spielplatz").content


def test_what_the_source_takes_back_is_found_no_more(body):
    assert ("paper", "Spielplatz am Bach", False) in found(body, "spielplatz bach")
    told = council()
    told["paper"][0] = thing("Paper", "paper/1", deleted=True)
    take(body, told)
    assert ("paper", "Spielplatz am Bach", False) not in found(body, "spielplatz bach")
    assert "paper" in search(body, "spielplatz").kinds


def test_a_membership_touches_its_person(body):
    seat = Membership.objects.filter(body=body).first()
    assert list(_touched(body, [seat.pk])) == [seat.person_id]
    (one,) = members(body, today_of(body), [Person.objects.get(name="Anton Ahorn").pk])
    assert one.title == "Anton Ahorn"

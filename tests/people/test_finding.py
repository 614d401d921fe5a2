"""Everybody finds deputies and organizations of the day, and no other person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from townmoot.people.models import Membership
from townmoot.people.queries.finding import names_of, units
from townmoot.record import today_of
from townmoot.search.finding import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return factories.town()


def found(town, typed):
    return [(hit.kind, hit.document.key, hit.similar) for hit in search(town.body, typed).hits]


def test_a_deputy_is_found_by_name_constituency_and_nearly_by_latin_letters(town):
    group = town.group("第一代表小组")
    who = town.deputy(group, name="曾小明", constituency="第三选区")
    town.somebody(name="曾小华", phone="19900001234")
    exact, similar = [("person", who.person, False)], [("person", who.person, True)]
    assert found(town, "曾小明") == found(town, "第三选区") == exact
    assert found(town, "Zeng Xiaoming") == found(town, "zengxiao") == found(town, "zeng") == similar
    assert found(town, "曾小华") == found(town, "19900001234") == []
    (one,) = search(town.body, "曾小明").hits
    assert set(one.document.organizations) == {town.congress, group}


def test_who_is_no_deputy_any_more_is_found_no_more(town):
    who = town.deputy(name="曾小明")
    assert found(town, "曾小明")
    town.do("membership.end", membership=who.membership, reason="辞职")
    assert not Membership.objects.filter(person=who.person, end=None).exists()
    assert found(town, "曾小明") == []


def test_an_organization_is_found_by_each_of_its_names(town):
    key = town.organization("规划建设办公室", "department", town.government)
    names = {"name": "规划建设办公室", "name_en": "Planning Office", "short_name": "规建办"}
    town.do("organization.correct", organization=key, **names)
    for typed in ("规划建设", "planning office", "规建办"):
        assert ("organization", key, False) in found(town, typed), typed
    assert names_of(town.body, [key, town.body])[key].name_en == "Planning Office"
    today = today_of(town.body)
    town.do("organization.end", organization=key, end=today)
    assert found(town, "规建办")
    assert not list(units(town.body, today + timedelta(days=1), [key]))

"""Popolo rosters read into the neutral form."""

from __future__ import annotations

import pytest

from townmoot.opendata.reading.faults import Faults, Unreadable
from townmoot.opendata.reading.popolo import read_popolo


def roster():
    return {
        "name": "Councillors",
        "persons": [
            {"id": "p/1", "name": "Ann Bell", "email": "a@x.example", "gender": "Female"},
            {"id": "p/2", "name": "Carl Dee", "family_name": "Dee", "given_name": "Carl"},
        ],
        "organizations": [
            {"id": "o/1", "name": "Ash Council", "classification": "legislature"},
            {"id": "o/2", "name": "Birch Council", "classification": "legislature"},
            {"id": "o/3", "name": "Greens", "classification": "party"},
            {"id": "o/4", "name": "Water Board", "classification": "board"},
        ],
        "memberships": [
            {
                "person_id": "p/1",
                "organization_id": "o/1",
                "role": "Mayor",
                "on_behalf_of_id": "o/3",
                "start_date": "2012-11-07",
            },
            {"person_id": "p/1", "organization_id": "o/1", "role": "councillor"},
            {"id": "m/3", "person_id": "p/2", "organization_id": "o/2", "label": "member"},
        ],
    }


def read(document, only=""):
    faults = Faults()
    found = read_popolo(document, "roster.json", faults, only=only)
    return found, [fault.code for fault in faults.found]


def test_a_roster_is_read():
    found, faults = read(roster())
    assert faults == []
    told = {kind: n for kind, n in found.counts().items() if n}
    assert told == {"organization": 4, "person": 2, "membership": 3}
    kinds = {t.id: t.fields["kind"] for t in found.things if t.kind.value == "organization"}
    assert kinds == {"o/1": "committee", "o/2": "committee", "o/3": "party", "o/4": "outside"}
    mayor = next(each for each in found.things if each.id == "p/1|o/1|Mayor|2012-11-07")
    assert (mayor.fields["on_behalf_of"], mayor.parent) == ("o/3", "p/1")
    assert "a@x.example" not in str([each.as_json() for each in found.things])


@pytest.mark.parametrize("only", ["o/1", "Ash Council"])
def test_one_council_is_read_with_its_people_and_their_parties(only):
    found, faults = read(roster(), only)
    assert faults == []
    told = {kind: n for kind, n in found.counts().items() if n}
    assert told == {"organization": 2, "person": 1, "membership": 2}


def test_a_council_that_is_not_there_is_said():
    with pytest.raises(Unreadable, match="Elm"):
        read(roster(), "Elm")


@pytest.mark.parametrize("document", [[], {}, {"data": []}, "x"])
def test_what_is_no_roster_is_said(document):
    with pytest.raises(Unreadable, match="Popolo"):
        read(document)


def test_memberships_may_stand_in_their_person():
    told = roster()
    told["persons"][1]["memberships"] = [{"organization_id": "o/2", "role": "deputy"}, "m/9"]
    del told["memberships"]
    found, faults = read(told)
    assert found.counts()["membership"] == 1
    assert faults == ["unknown_thing"]


def test_faults_are_told_and_survived():
    told = roster()
    told["persons"] += [{"name": "Without id"}, {"id": "p/1", "name": "Another"}, "p/9"]
    told["memberships"] += [{"role": "nobody"}, {"person_id": "p/9", "organization_id": "o/1"}]
    told["memberships"][1]["start_date"] = "soon"
    found, faults = read(told)
    assert found.counts()["membership"] == 3
    assert sorted(faults) == [
        "bad_date",
        "dangling",
        "no_id",
        "no_id",
        "no_parent",
        "twice",
        "unknown_thing",
    ]

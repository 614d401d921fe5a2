"""OParl read into the neutral form: embedded or alone, whole or broken."""

from __future__ import annotations

import pytest

from tests.opendata.councils import BASE, at, body, council, file, one, read, thing
from townmoot.opendata.enums import Kind


def test_everything_is_read_and_nothing_is_at_fault():
    found, faults = read()
    assert faults == []
    assert found.counts() == {
        "organization": 3,
        "person": 2,
        "membership": 3,
        "meeting": 2,
        "item": 2,
        "paper": 2,
        "consultation": 1,
        "file": 4,
    }
    assert (found.address, found.name, found.code) == (at("body"), "Gemeinde Erlenau", "05358999")
    assert one(found, "membership", "ms/1").fields["on_behalf_of"] == at("org/3")
    assert one(found, "item", "item/2").fields["closed"] is True
    assert one(found, "consultation", "cons/1").fields["item"] == at("item/1")
    assert one(found, "file", "file/2").fields["meeting"] == at("meeting/1")
    assert one(found, "file", "file/1").fields["role"] == "invitation"
    assert one(found, "paper", "paper/2").fields["relations"] == [["related", at("paper/1")]]


def test_a_person_is_a_name_and_never_a_telephone():
    found, _faults = read()
    person = one(found, "person", "person/1")
    assert person.web == "https://rat.example/zander"
    assert person.fields == {
        "name": "Erna Zander",
        "family_name": "Zander",
        "given_name": "Erna",
        "title": "Dr.",
        "gender": "female",
    }
    assert one(found, "person", "person/2").fields["name"] == "Anton Ahorn"
    assert "0999" not in str([each.as_json() for each in found.things])


def test_the_municipality_number_gets_its_leading_zero():
    found, faults = read(of=body() | {"ags": "5358999"})
    assert found.code == "05358999"
    assert faults == [("body", "ags", "short_ags")]


def test_the_main_organization_is_the_council():
    of = body(mainOrganization=at("org/1"))
    assert one(read(of=of)[0], "organization", "org/1").fields["kind"] == "congress"
    told = council()
    told["organization"][0]["classification"] = "Parlament"
    assert one(read(told)[0], "organization", "org/1").fields["kind"] == "congress"


def test_values_outside_of_closed_lists_are_kept_in_their_own_words():
    told = council()
    told["organization"][0]["organizationType"] = "Dienststellen"
    told["person"][0]["gender"] = "w"
    told["meeting"][0]["meetingState"] = "vorbei"
    found, faults = read(told)
    office = one(found, "organization", "org/1").fields
    assert (office["kind"], office["classification"]) == ("outside", "Dienststellen")
    assert one(found, "person", "person/1").fields["gender"] == ""
    assert [code for _thing, _field, code in faults] == ["unknown_value"] * 3


def test_what_is_deleted_is_known_by_its_list_and_never_comes_back():
    told = council()
    told["meeting"].insert(0, {"id": at("meeting/1"), "deleted": True})
    told["paper"][0]["consultation"] = [thing("Consultation", "cons/1", deleted=True)]
    found, faults = read(told)
    assert one(found, "meeting", "meeting/1").gone
    assert one(found, "consultation", "cons/1").gone
    assert faults == [("meeting/1", "type", "deleted_without_type")]
    assert found.counts()["item"] == 0


def test_a_wrong_type_or_none_is_read_as_its_place_says():
    told = council()
    told["meeting"][0]["agendaItem"][0]["type"] = "https://schema.oparl.org/1.1/Meeting"
    del told["paper"][0]["mainFile"]["type"]
    told["person"][1]["type"] = 7
    found, faults = read(told)
    assert found.counts()["item"] == 2
    assert sorted(faults) == [
        ("file/3", "type", "no_type"),
        ("item/1", "type", "wrong_type"),
        ("person/2", "type", "no_type"),
    ]


def test_what_is_not_known_is_left_out():
    told = council()
    told["other"] = [thing("Nonsense", "n/1"), "text", thing("System", "system")]
    told["paper"] += [thing("Paper", "paper/9") | {"id": ""}, thing("Paper", "x" * 600)]
    told["meeting"][0]["agendaItem"].append({"type": "x", "name": "ohne id"})
    found, faults = read(told)
    assert found.counts()["paper"] == 2
    assert sorted(code for _thing, _field, code in faults) == [
        "no_id",
        "no_id",
        "no_id",
        "unknown_thing",
        "unknown_thing",
    ]


def test_a_thing_without_a_name_is_called_by_what_there_is():
    told = council()
    del told["paper"][0]["name"]
    del told["meeting"][0]["name"]
    del told["meeting"][0]["agendaItem"][0]["name"]
    del told["meeting"][0]["invitation"]["name"]
    told["paper"][0]["mainFile"] |= {"name": "", "fileName": "antrag.pdf"}
    found, faults = read(told)
    assert one(found, "paper", "paper/1").fields["name"] == "1/2021"
    assert one(found, "meeting", "meeting/1").fields["name"] == "1"
    assert one(found, "item", "item/1").fields["name"] == "1"
    assert one(found, "file", "file/1").fields["name"] == "1"
    assert one(found, "file", "file/3").fields["name"] == "antrag.pdf"
    assert [code for _thing, _field, code in faults] == ["no_name"] * 4


def test_a_meeting_without_time_is_left_out_with_what_it_holds():
    told = council()
    told["meeting"][0]["start"] = "N/A"
    found, faults = read(told)
    assert (found.counts()["meeting"], found.counts()["item"]) == (1, 0)
    assert faults == [
        ("meeting/1", "start", "not_available"),
        ("meeting/1", "start", "no_start"),
        ("cons/1", "meeting", "dangling"),
    ]


def test_a_meeting_without_organization_stands_under_the_council_as_a_whole():
    told = council()
    del told["meeting"][1]["organization"]
    found, faults = read(told)
    assert one(found, "meeting", "meeting/2").fields["organizations"] == [at("body")]
    assert one(found, "organization", "body").fields["kind"] == "congress"
    assert faults == [("meeting/2", "organization", "no_organization")]


def test_references_to_nothing_are_left_empty_and_what_cannot_be_without_is_left_out():
    told = council()
    told["organization"][0]["subOrganizationOf"] = at("org/1")
    told["organization"][1]["subOrganizationOf"] = at("org/9")
    told["person"][0]["membership"][0]["onBehalfOf"] = at("org/9")
    told["person"][1]["membership"][0]["organization"] = at("org/9")
    told["meeting"][0]["organization"].append(at("org/9"))
    told["paper"][0]["originatorPerson"] = [at("person/9")]
    told["paper"][1]["relatedPaper"] = [at("paper/2"), at("paper/9")]
    found, faults = read(told)
    assert found.counts()["membership"] == 2
    assert sorted(faults) == [
        ("meeting/1", "organizations", "dangling"),
        ("ms/1", "on_behalf_of", "dangling"),
        ("ms/3", "organization", "dangling"),
        ("ms/3", "organization", "no_parent"),
        ("org/1", "parent", "dangling"),
        ("org/2", "parent", "dangling"),
        ("paper/1", "parties", "dangling"),
        ("paper/2", "relations", "dangling"),
        ("paper/2", "relations", "dangling"),
    ]


def test_the_same_thing_twice_is_read_once_and_another_of_its_id_is_a_fault():
    told = council()
    told["paper"] += [council()["paper"][0], council()["paper"][1] | {"name": "Anderes"}]
    told["meeting"].append(council()["meeting"][0])
    told["person"].append(council()["person"][0])
    told["person"][0]["membership"].append(
        thing("Membership", "ms/1", organization=at("org/1"), role="Mitglied")
    )
    told["person"][1]["membership"].append(at("ms/1"))
    told["meeting"][1]["agendaItem"] = [thing("AgendaItem", "item/1", name="Anderes")]
    found, faults = read(told)
    assert one(found, "paper", "paper/2").fields["name"] == "Spielplatz: Kosten"
    assert faults == [
        ("ms/1", "id", "twice"),
        ("item/1", "id", "twice"),
        ("paper/2", "id", "twice"),
    ]


def test_a_file_of_an_item_and_of_a_paper_is_one_file_of_both():
    told = council()
    told["meeting"][0]["agendaItem"][0]["auxiliaryFile"] = [file("file/3", "Antrag")]
    found, faults = read(told)
    fields = one(found, "file", "file/3").fields
    assert (fields["item"], fields["paper"]) == (at("item/1"), at("paper/1"))
    assert faults == []


def alone():
    """OParl 1.1: what is embedded by its id stands in a list of its own."""
    told = council()
    person, meeting, paper = told["person"][0], told["meeting"][0], told["paper"][0]
    told["membership"] = [each | {"person": person["id"]} for each in person["membership"]]
    person["membership"] = [each["id"] for each in person["membership"]]
    told["agendaItem"] = meeting["agendaItem"]
    meeting["agendaItem"] = [each["id"] for each in meeting["agendaItem"]]
    told["consultation"] = paper["consultation"]
    paper["consultation"] = [paper["consultation"][0]["id"]]
    told["file"] = [meeting["invitation"], *paper.pop("auxiliaryFile"), paper["mainFile"]]
    told["file"][1]["paper"] = [paper["id"]]
    meeting["invitation"], paper["mainFile"] = told["file"][0]["id"], told["file"][2]["id"]
    return told


def test_what_stands_alone_is_read_as_what_is_embedded():
    found, faults = read(alone())
    whole, _none = read()
    assert faults == []
    assert {each.key for each in found.things} == {each.key for each in whole.things}
    for each in whole.things:
        same = next(other for other in found.things if other.key == each.key)
        assert same.parent == each.parent
        assert same.fields | {"order": 0} == each.fields | {"order": 0}


def test_what_stands_alone_finds_its_parent_or_is_left_out():
    told = alone()
    told["agendaItem"].append(thing("AgendaItem", "item/3", name="Eins", meeting=at("meeting/2")))
    told["consultation"].append(thing("Consultation", "cons/9", paper=at("paper/9")))
    told["organization"][0]["membership"] = [
        at("ms/1"),
        thing("Membership", "ms/9", person=at("person/2"), role="Gast"),
        {"role": "ohne id"},
    ]
    found, faults = read(told)
    assert one(found, "item", "item/3").fields["meeting"] == at("meeting/2")
    guest = one(found, "membership", "ms/9").fields
    assert (guest["person"], guest["organization"]) == (at("person/2"), at("org/1"))
    assert faults == [("cons/9", "", "no_parent")]


def test_what_is_named_by_id_alone_is_asked_for_and_else_left_empty():
    told = council()
    told["person"][1]["membership"] = [at("ms/8"), at("ms/9")]
    told["meeting"][1]["location"] = at("loc/9")
    told["meeting"][0]["location"] = at("loc/2")
    found, faults = read(
        told,
        found={
            at("ms/8"): thing("Membership", "ms/8", organization=at("org/1")),
            at("loc/2"): thing("Location", "loc/2", description="Aula"),
        },
    )
    assert one(found, "membership", "ms/8").fields["person"] == at("person/2")
    assert one(found, "meeting", "meeting/1").fields["place"] == "Aula"
    assert faults == [("meeting/2", "location", "dangling"), ("person/2", "membership", "dangling")]


def test_an_item_of_a_deleted_paper_is_left_without_it():
    told = council()
    told["paper"][0] = {"id": at("paper/1"), "deleted": True, "type": "x/Paper"}
    found, _faults = read(told)
    assert found.counts()["consultation"] == 0
    assert one(found, "item", "item/1")


@pytest.mark.parametrize("raw", [None, 7, [], "x"])
def test_no_shape_of_a_thing_stops_the_reading(raw):
    for name in ("organization", "person", "meeting", "paper"):
        told = council()
        for key in list(told[name][0]):
            if key not in {"id", "type"}:
                told[name][0][key] = raw
        found, _faults = read(told)
        assert found.address == f"{BASE}/body"


def test_a_file_that_hangs_on_nothing_is_left_out():
    told = council()
    told["file"] = [file("file/9", "Allein", paper=[at("paper/9")])]
    found, faults = read(told)
    assert found.counts()["file"] == 4
    assert faults == [("file/9", "", "no_parent")]
    assert Kind.FILE.label == "File"

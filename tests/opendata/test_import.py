"""A council is taken over once, kept in step, and never more is touched than what changed."""

from __future__ import annotations

import pytest

from tests import factories
from tests.opendata.councils import at, council, founded, read, receive, take, thing
from townmoot.meetings.models import (
    AgendaItem,
    Consultation,
    File,
    Meeting,
    MeetingOrganization,
    Paper,
    PaperParty,
    PaperRelation,
    Venue,
)
from townmoot.meetings.queries import meetings_for, state_of, with_state
from townmoot.opendata import queries
from townmoot.opendata.enums import Format
from townmoot.opendata.models import Source, SourceImport, SourceRow
from townmoot.opendata.reading.faults import Faults
from townmoot.opendata.reading.popolo import read_popolo
from townmoot.people.models import Membership, Organization, Person, Upload
from townmoot.record import Conflict, Refused, clock
from townmoot.record.check import verify_body
from townmoot.record.engine import perform
from townmoot.record.models import Entry


@pytest.fixture(scope="module")
def recorded(kept):
    clock.forget()
    made = founded()
    made_by = take(made)
    return made, made_by


@pytest.fixture
def body(recorded, db):
    return recorded[0]


def test_everything_is_there_and_the_record_tells_counts_alone(recorded, body):
    receipt = recorded[1]
    assert receipt.result["counts"]["paper"] == {
        "new": 2,
        "changed": 0,
        "withdrawn": 0,
        "unchanged": 0,
    }
    entry = Entry.objects.get(body=body, act="council.import")
    assert "Erlenau" not in entry.envelope
    assert '"counts"' in entry.envelope
    assert entry.cause is None
    assert verify_body(body).holds
    assert not Upload.objects.exists()
    assert SourceRow.objects.filter(body=body).count() == 19
    source = Source.objects.get(body=body)
    assert (source.code, source.language, str(source)) == ("05358999", "de", "Gemeinde Erlenau")


def test_rows_are_as_their_source_tells(body):
    paper = Paper.objects.get(reference="1/2021")
    assert (paper.paper_type, paper.date.isoformat()) == ("Antrag", "2021-02-20")
    parts = paper.parties.values_list("part", "person__name", "organization__name")
    assert list(parts) == [
        ("originator", "Erna Zander", None),
        ("originator", None, "Grüne Liste"),
        ("direction", None, "Bauausschuss"),
    ]
    consultation = Consultation.objects.get(paper=paper)
    assert consultation.item.result == "einstimmig"
    assert consultation.meeting.venues.get().name == "Ratssaal"
    assert consultation.organizations.get().organization.name == "Rat"
    assert PaperRelation.objects.get().other == paper
    assert MeetingOrganization.objects.get().organization.name == "Bauausschuss"
    assert File.objects.get(name="Antrag").size == 2048
    seat = Membership.objects.get(title="Vorsitzende")
    assert (seat.public, seat.role, seat.on_behalf_of.name) == (True, "", "Grüne Liste")
    assert Membership.objects.get(end="2021-01-31").start is None
    assert Organization.objects.get(name="Bauausschuss").parent.name == "Rat"
    assert not Person.objects.exclude(phone="").exists()


def test_meetings_stand_where_their_source_and_the_calendar_put_them(body):
    rows = with_state(Meeting.objects.filter(body=body)).order_by("start")
    assert [state_of(row).value for row in rows] == ["closed", "called"]
    assert meetings_for(None, body).count() == 2
    assert rows[1].end is None
    assert rows[1].last == rows[1].start


def test_the_same_again_changes_nothing_and_is_refused(body):
    before = Entry.objects.filter(body=body).count()
    got = receive(body)
    assert (got.upload, got.plan.changes, got.plan.missing) == (None, False, 0)
    assert len(got.plan.unchanged) == 19
    assert Entry.objects.filter(body=body).count() == before
    told = council()
    told["paper"][1]["name"] = "Neu"
    first, second = receive(body, told), receive(body, told)
    inputs = {"upload": first.upload, "sha256": first.sha256}
    perform("council.import", body=body, account=factories.OPERATOR, inputs=inputs)
    again = {"upload": second.upload, "sha256": second.sha256}
    with pytest.raises(Refused, match="Nothing has changed"):
        perform("council.import", body=body, account=factories.OPERATOR, inputs=again)
    with pytest.raises(Refused):
        perform("council.import", body=body, account=factories.OPERATOR, inputs=inputs)


def test_only_what_changed_is_changed(body):
    told = council()
    told["person"][0]["familyName"] = "Zander-Ahorn"
    told["meeting"][0]["location"] = None
    told["meeting"][1] |= {"cancelled": True, "end": "2099-05-06T20:00:00"}
    told["paper"][0] |= {"originatorPerson": [], "name": "Spielplatz"}
    told["meeting"][0]["agendaItem"][0]["result"] = "mehrheitlich"
    receipt = take(body, told)
    counts = receipt.result["counts"]
    assert {kind: told["changed"] for kind, told in counts.items() if told["changed"]} == {
        "person": 1,
        "meeting": 2,
        "item": 1,
        "paper": 1,
    }
    assert Person.objects.get(family_name="Zander-Ahorn").name == "Erna Zander-Ahorn"
    assert not Venue.objects.filter(body=body).exists()
    rows = with_state(Meeting.objects.filter(body=body)).order_by("start")
    assert [state_of(row).value for row in rows] == ["closed", "cancelled"]
    assert PaperParty.objects.filter(body=body).count() == 2
    assert AgendaItem.objects.get(number="1").result == "mehrheitlich"
    assert Organization.objects.filter(body=body, revision__gt=0).count() == 0
    assert not receive(body, told).plan.changes


def test_what_is_deleted_is_withdrawn_with_all_it_held_and_stays_so(body):
    told = council()
    told["meeting"][0] = {"id": at("meeting/1"), "deleted": True}
    told["person"][1] = {"id": at("person/2"), "deleted": True}
    counts = take(body, told).result["counts"]
    assert {kind: told["withdrawn"] for kind, told in counts.items() if told["withdrawn"]} == {
        "person": 1,
        "membership": 1,
        "meeting": 1,
        "item": 2,
        "file": 2,
    }
    assert counts["consultation"]["changed"] == 1
    assert meetings_for(None, body).count() == 1
    assert Person.objects.get(name="Anton Ahorn").withdrawn_at is not None
    again = receive(body)
    assert [fault.code for fault in again.plan.faults] == ["deleted_before"] * 2
    take(body)
    assert meetings_for(None, body).count() == 1
    assert Person.objects.get(name="Anton Ahorn").withdrawn_at is not None
    assert not receive(body, told).plan.gone


def test_what_its_parent_no_longer_holds_is_withdrawn_until_it_is_told_again(body):
    told = council()
    del told["paper"][0]["auxiliaryFile"]
    assert take(body, told).result["counts"]["file"]["withdrawn"] == 1
    assert File.objects.get(name="Lageplan").withdrawn_at is not None
    assert not receive(body, told).plan.changes
    assert take(body).result["counts"]["file"]["changed"] == 1
    assert File.objects.get(name="Lageplan").withdrawn_at is None


def test_what_is_no_longer_listed_is_kept(body):
    told = council()
    del told["paper"][1]
    got = receive(body, told)
    assert (got.plan.changes, got.plan.missing) == (False, 1)
    assert Paper.objects.get(reference="2/2022").withdrawn_at is None


def test_a_deletion_of_what_was_never_here_is_nothing(body):
    told = council()
    told["paper"].append(thing("Paper", "paper/9", deleted=True))
    assert not receive(body, told).plan.changes


def test_a_person_erased_here_stays_erased(body):
    anton = Person.objects.get(name="Anton Ahorn")
    inputs = {"person": anton.pk, "reason": "asked for"}
    perform("person.erase", body=body, account=factories.OPERATOR, inputs=inputs)
    told = council()
    told["person"][1] |= {"name": "Herr Anton Maria Ahorn", "title": ["Dr."]}
    take(body, told)
    anton.refresh_from_db()
    assert (anton.name, anton.title) == ("", "")


def test_two_sources_keep_apart(body):
    roster = {"organizations": [{"id": "o", "name": "Ash"}], "persons": [{"id": "p", "name": "蓝"}]}
    found = read_popolo(roster, "a.json", Faults())
    take(body, found, Format.POPOLO)
    assert Source.objects.filter(body=body).count() == 2
    assert Person.objects.get(name="蓝").stroke_key
    assert not receive(body).plan.changes
    assert str(Source.objects.get(format="popolo")) == "a.json"
    assert len(queries.sources(body)) == 2
    assert queries.last_read(body, "popolo") < clock.real_now()


def test_a_list_that_is_not_the_one_that_was_looked_at_is_refused(body):
    told = council()
    told["paper"][0]["name"] = "Neu"
    got = receive(body, told)
    inputs = {"upload": got.upload, "sha256": "0" * 64}
    with pytest.raises(Refused, match="not the file"):
        perform("council.import", body=body, account=factories.OPERATOR, inputs=inputs)


def test_a_town_that_works_here_takes_no_other_council_over(db):
    town = factories.town("cn-township")
    with pytest.raises(Refused, match="no place"):
        take(town.body)


def test_times_without_a_zone_are_on_the_clocks_of_the_council(body):
    told = council()
    told["meeting"][1]["start"] = "2099-01-06T18:00:00"
    take(body, told)
    assert Meeting.objects.get(name="Rat (2. Sitzung)").start.isoformat() == (
        "2099-01-06T17:00:00+00:00"
    )


def test_an_import_that_was_done_answers_the_same_again(body):
    told = council()
    told["paper"][0]["name"] = "Neu"
    got = receive(body, told)
    inputs = {"upload": got.upload, "sha256": got.sha256}
    given = {"body": body, "account": factories.OPERATOR, "act_id": factories.new_id()}
    first = perform("council.import", inputs=inputs, **given)
    assert perform("council.import", inputs=inputs, **given).position == first.position
    with pytest.raises(Conflict):
        perform("council.import", inputs=inputs | {"sha256": "0" * 64}, **given)
    assert SourceImport.objects.get(pk=first.result["import"]).faults == 0


def test_counts_name_every_kind():
    found, _faults = read()
    assert set(found.counts()) == set(queries.Plan(None, {}).counts())

"""Erasing a person's data: here and beside the record; the record still verifies."""

from __future__ import annotations

import pytest

from tests import factories
from tests.people import sheets
from townmoot.people import queries, uploads
from townmoot.people.actions.persons import PERSONAL
from townmoot.people.models import Account, ImportRow, Membership, Person
from townmoot.record import Refused, today_of
from townmoot.record.check import verify_body
from townmoot.record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return factories.town()


def leave(town, who):
    for row in Membership.objects.filter(person=who.person, end=None):
        town.do("membership.end", by=town.clerk, membership=row.pk, reason="resigned")


def erase(town, who):
    return town.do("person.erase", by=town.clerk, person=who.person, reason="asked for it")


def test_who_still_belongs_is_not_erased(town):
    with pytest.raises(Refused, match="still belongs"):
        erase(town, town.deputy())


def test_the_row_stays_and_everything_personal_goes(town):
    who = town.somebody("欧阳文静", login="ouyang", phone="19900001234", note="x")
    erase(town, who)
    person = Person.objects.get(pk=who.person)
    assert {name: getattr(person, name) for name in PERSONAL} == dict.fromkeys(PERSONAL, "")
    assert str(person) == "a person whose data was erased"
    account = Account.objects.get(pk=who.account)
    assert "ouyang" not in account.login
    assert not account.is_active


def test_the_record_forgets_the_person_and_still_verifies(town):
    who = town.deputy(name="欧阳文静")
    town.do(
        "person.correct", by=town.clerk, person=who.person, name="欧阳文婧", phone="19900001234"
    )
    leave(town, who)
    erase(town, who)
    kept = "".join(text or "" for text in Entry.objects.values_list("private", flat=True))
    assert "欧阳" not in kept
    assert "19900001234" not in kept
    assert verify_body(town.body).holds


def test_each_erased_entry_has_an_entry_of_its_own(town):
    who = town.somebody()
    receipt = erase(town, who)
    children = Entry.objects.filter(cause=receipt.act_id)
    assert {entry.act for entry in children} == {"record.erase"}
    assert children.count() == 2  # person.add and account.open


def test_the_earlier_values_of_an_import_go_too(town):
    for name in ("王芳", "王方"):
        data = sheets.roster(sheets.deputy(1, name))
        found = uploads.receive_roster(town.body, None, data, "a.xlsx")
        town.do("roster.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    person = Person.objects.get(name="王方")
    who = factories.Somebody(person.account.pk, person.pk)
    leave(town, who)
    erase(town, who)
    rows = ImportRow.objects.filter(person=person.pk)
    assert [row.before for row in rows] == [[], []]


def test_nobody_is_erased_twice_or_used_again(town):
    who = town.somebody()
    erase(town, who)
    for act, inputs in (
        ("person.erase", {"reason": "again"}),
        ("person.correct", {"name": "王芳"}),
        ("order.set", {"sort_as": "1"}),
        ("account.open", {"login": "again"}),
        ("membership.begin", {"organization": town.congress}),
    ):
        with pytest.raises(Refused, match="was erased"):
            town.do(act, by=town.clerk, person=who.person, **inputs)


def test_the_erased_are_seen_by_the_clerk_alone(town):
    who = town.somebody()
    erase(town, who)
    day = today_of(town.body)
    clerk = queries.account_actor(Account.objects.get(pk=town.clerk.account))
    assert who.person in {seen.person for seen in queries.people_for(clerk, town.body, day)}
    deputy = queries.account_actor(Account.objects.get(pk=town.deputy().account))
    assert who.person not in {seen.person for seen in queries.people_for(deputy, town.body, day)}

"""The factories make towns through acts, so that every test stands on the record."""

from __future__ import annotations

import pytest

from tests import factories
from townmoot.people.models import Account
from townmoot.record.check import verify_body

pytestmark = pytest.mark.django_db


def test_a_town_has_its_people_and_a_record_that_verifies():
    town = factories.town()
    group = town.group()
    deputy = town.deputy(group=group)
    officer = town.person(role="unit_officer", organization=town.unit())
    assert {deputy.account, officer.account, town.clerk.account} == set(
        Account.objects.filter(body=town.body).values_list("pk", flat=True)
    )
    assert verify_body(town.body).holds


def test_the_clerk_may_act_and_is_always_the_same():
    town = factories.town()
    receipt = town.do("person.add", by=town.clerk, name="邹晓")
    assert receipt.result["person"]
    assert town.clerk is town.clerk


def test_names_are_told_apart():
    town = factories.town()
    names = [town.name() for _ in range(320)]
    assert len(set(names)) == 320

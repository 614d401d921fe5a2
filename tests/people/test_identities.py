"""Who comes from an outside provider: a subject belongs to one access, a closed one to none."""

from __future__ import annotations

import pytest

from tests import factories
from townmoot.people import identities
from townmoot.people.models import Account

pytestmark = pytest.mark.django_db
ISSUER = "https://id.example.org"


@pytest.fixture(scope="module")
def accounts(kept):
    town = factories.town()
    keys = [town.somebody().account for _n in range(2)]
    return [Account.objects.get(pk=key) for key in keys]


def test_a_subject_belongs_to_one_access(accounts):
    one, other = accounts
    assert identities.link(one, ISSUER, "s")
    assert identities.link(one, ISSUER, "s")
    assert not identities.link(other, ISSUER, "s")
    assert identities.account_of(ISSUER, "s") == one
    assert identities.account_of("https://elsewhere.example", "s") is None
    assert identities.linked_elsewhere(one, ISSUER)
    Account.objects.update(is_active=False)
    assert identities.account_of(ISSUER, "s") is None


def test_an_address_finds_one_open_access_or_none(accounts):
    one, other = accounts
    Account.objects.filter(pk=one.pk).update(email="a@example.org")
    assert identities.account_with("A@example.org") == one
    assert identities.account_with("") is None
    Account.objects.filter(pk=other.pk).update(email="a@example.org")
    assert identities.account_with("a@example.org") is None


def test_a_link_is_ended_by_whose_it_is(accounts):
    one, other = accounts
    identities.link(one, ISSUER, "s")
    (row,) = identities.identities_of(one)
    assert not identities.unlink(other, row.pk)
    assert identities.unlink(one, row.pk)
    identities.link(one, ISSUER, "s")
    identities.unlink_all(one.body, one.pk)
    assert not identities.identities_of(one)

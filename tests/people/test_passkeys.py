"""What is kept of passkeys: whose they are, that their count goes on, when they were removed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from tests import factories
from townmoot.people import passkeys
from townmoot.people.models import Account, Passkey
from townmoot.record import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def account(kept):
    return Account.objects.get(pk=factories.town().somebody().account)


def add(account, credential="one", **more):
    kept = {"name": "phone", "host": "moot.example", "key": b"k", "signs": 5, **more}
    return passkeys.add(account, credential=credential, **kept)


def test_it_is_found_under_its_own_host_while_the_access_is_open(account):
    made = add(account)
    assert passkeys.passkey_called("one", "moot.example") == made
    assert passkeys.passkey_called("one", "other.example") is None
    Account.objects.update(is_active=False)
    assert passkeys.passkey_called("one", "moot.example") is None


def test_one_credential_belongs_to_one_account_and_twenty_are_the_most(account):
    add(account)
    assert add(account) is None
    for n in range(passkeys.AT_MOST - 1):
        assert add(account, credential=str(n))
    assert add(account, credential="one more") is None


@pytest.mark.parametrize(("signs", "good"), [(6, True), (5, False), (0, False)])
def test_a_count_goes_onward_only(account, signs, good):
    made = add(account)
    assert passkeys.use(made, signs) is good
    made.refresh_from_db()
    assert (made.used_at is not None, made.doubted_at is None) == (good, good)


def test_without_a_count_there_is_none_to_doubt(account):
    made = add(account, signs=0)
    assert passkeys.use(made, 0)
    assert passkeys.use(made, 1)
    assert not passkeys.use(made, 0)


def test_a_removed_one_is_told_for_ninety_days_and_keeps_no_key(account):
    made = add(account)
    assert passkeys.remove(account, made.pk) == "phone"
    assert passkeys.remove(account, made.pk) == ""
    assert not passkeys.use(made, 9)
    row = Passkey.objects.get()
    assert (row.credential, bytes(row.key)) == (None, b"")
    assert list(passkeys.removed_lately(account)) == [row]
    with time_machine.travel(clock.real_now() + timedelta(days=91)):
        assert not passkeys.removed_lately(account)
    assert add(account)  # the same device may come again


def test_an_account_loses_them_all_at_once(account):
    add(account)
    passkeys.remove_all(account.body, account.pk)
    assert not passkeys.passkeys_of(account)

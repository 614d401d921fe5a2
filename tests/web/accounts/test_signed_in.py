"""The two look-ups of each request: a session and its account, found only while they hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests import factories
from townmoot.live import hub, tokens
from townmoot.people.models import Account
from townmoot.record.models import new_id
from townmoot.web.accounts.signed_in import AccountBackend, SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return Account.objects.get(pk=factories.town().clerk.account)


@pytest.fixture
def session(account):
    client = Client()
    client.force_login(account)
    return client.session


def test_a_session_holds_what_was_put_in(session, account):
    session["kept"] = "议事厅"
    session.save()
    found = SessionStore(session.session_key)
    assert (found["kept"], found["_auth_user_id"]) == ("议事厅", str(account.pk))


def test_an_expired_session_is_empty_and_its_key_is_not_used_again(session):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    found = SessionStore(session.session_key)
    assert (dict(found.items()), found.session_key) == ({}, None)


@pytest.mark.parametrize("key", ["no-such-key-anywhere", "' OR 1=1 --"])
def test_an_unknown_session_is_empty(session, key):
    found = SessionStore(key)
    assert (dict(found.items()), found.session_key) == ({}, None)


def test_a_session_that_ends_ends_what_it_listens_to(session, account, monkeypatch):
    ended = []
    monkeypatch.setattr(hub, "session_ended", ended.append)
    SessionStore(session.session_key).delete()
    SessionStore().delete("another")
    SessionStore().delete()
    assert ended == [tokens.session_hash(session.session_key), tokens.session_hash("another")]
    client = Client()
    client.force_login(account)
    key = client.session.session_key
    client.post("/account/logout/")
    assert tokens.session_hash(key) in ended[2:]


def test_an_account_is_found_as_its_model_would_find_it(account):
    found = AccountBackend().get_user(str(account.pk))
    names = [field.attname for field in Account._meta.concrete_fields]
    assert [getattr(found, name) for name in names] == [getattr(account, name) for name in names]
    assert not found._state.adding


def test_a_closed_account_an_unknown_one_and_no_account_at_all_are_nobody(account):
    account.is_active = False
    account.save(update_fields=["is_active"])
    backend = AccountBackend()
    assert [backend.get_user(key) for key in (account.pk, new_id(), "nobody")] == [None] * 3

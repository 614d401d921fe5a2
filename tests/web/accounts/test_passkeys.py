"""Passkeys: added, used, removed; refused where anything at all does not fit."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.house.test_pages import in_template
from tests.web.accounts.authenticator import Authenticator
from townmoot.people import credentials, passkeys
from townmoot.people.models import Account, Passkey
from townmoot.record import clock
from townmoot.web.accounts import ceremony

pytestmark = pytest.mark.django_db
LIST = "/account/passkeys/"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture(scope="module")
def town(kept):
    made = factories.town()
    assert made.clerk
    return made


@pytest.fixture(scope="module")
def deputy(town):
    return town.deputy(name="王芳")


@pytest.fixture
def account(deputy):
    return Account.objects.get(pk=deputy.account)


@pytest.fixture
def phone(deputy):
    """A phone whose passkey the deputy added."""
    device = Authenticator()
    assert added(browser(deputy), device).status_code == 302
    return device


class Browser(Client):
    """A browser that reaches the house by https, or by http."""

    tls = True

    def generic(self, *args, **more):
        return super().generic(*args, **{**more, "secure": self.tls})


def browser(who=None, host="testserver", scheme="https"):
    client = Browser(HTTP_ACCEPT_LANGUAGE="en", HTTP_HOST=host)
    client.tls = scheme == "https"
    if who:
        client.force_login(Account.objects.get(pk=who.account))
    return client


def added(client, device, name="my phone"):
    options = client.post(f"{LIST}invitation/").json()
    return client.post(LIST, {"name": name, "answer": device.create(options)})


def entered(client, device, **more):
    options = client.post(f"{LIST}challenge/").json()
    return client.post(f"{LIST}enter/", {"answer": device.get(options), **more})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_passkey_is_added_listed_used_and_removed(deputy, phone, account):
    client, page = browser(), browser(deputy).get(LIST).text
    assert "my phone" in page
    assert entered(client, phone).headers["Location"] == "/account/room/"
    assert client.session["_auth_user_id"] == str(account.pk)
    (row,) = passkeys.passkeys_of(account)
    assert row.used_at is not None
    answer = client.post(f"{LIST}{row.pk}/remove/", follow=True)
    assert "“my phone” is removed" in answer.text
    assert "Removed in the last 90 days" in answer.text
    assert "does not sign in here" in refused(phone)


def refused(device, client=None):
    client = client or browser()
    answer = entered(client, device)
    assert not signed_in(client)
    assert answer.headers["Location"] == "/account/login/"
    return client.get("/account/login/").text


def test_signing_in_rotates_the_session_and_can_last(phone):
    client = browser()
    client.post(f"{LIST}challenge/")
    before = client.session.session_key
    entered(client, phone, remember="on")
    assert client.session.session_key != before
    assert not client.session.get_expire_at_browser_close()
    other = browser()
    entered(other, phone)
    assert other.session.get_expire_at_browser_close()


def test_it_leads_on_within_this_house_only(phone):
    assert entered(browser(), phone, next="/floor/").headers["Location"] == "/floor/"
    away = entered(browser(), phone, next="https://elsewhere.example/")
    assert away.headers["Location"] == "/account/room/"
    phone.origin = "https://elsewhere.example"
    again = entered(browser(), phone, next="/floor/").headers["Location"]
    assert again == "/account/login/?next=%2Ffloor%2F"


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "http://testserver"},
        {"origin": "https://testserver:8443"},
        {"host": "elsewhere.example"},
        {"flags": 0x01},
        {"flags": 0x04},
        {"handle": b"somebody else..."},
        {"credential": b"unknown"},
        {"key": Authenticator().key},
    ],
)
def test_what_does_not_fit_signs_nobody_in(phone, bent):
    for name, value in bent.items():
        setattr(phone, name, value)
    assert "does not sign in here" in refused(phone)


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://elsewhere.example"},
        {"host": "elsewhere.example"},
        {"flags": 0x01},
        {"alg": -999},
    ],
)
def test_what_does_not_fit_is_not_added(deputy, account, bent):
    answer = added(browser(deputy), Authenticator(**bent))
    assert "could not be added" in answer.text
    assert not passkeys.passkeys_of(account)


def test_an_answer_counts_once_and_for_five_minutes(phone):
    client = browser()
    options = client.post(f"{LIST}challenge/").json()
    answer = phone.get(options)
    assert client.post(f"{LIST}enter/", {"answer": answer}).headers["Location"] == "/account/room/"
    assert client.post(f"{LIST}enter/", {"answer": answer}).headers["Location"] == "/account/login/"
    late = browser()
    options = late.post(f"{LIST}challenge/").json()
    with time_machine.travel(clock.real_now() + timedelta(seconds=ceremony.SECONDS + 1)):
        late.post(f"{LIST}enter/", {"answer": phone.get(options)})
    assert not signed_in(late)


def test_an_answer_to_the_other_question_does_not_count(deputy, phone):
    client = browser(deputy)
    options = client.post(f"{LIST}invitation/").json()
    client.logout()
    client.post(f"{LIST}enter/", {"answer": phone.get(options)})
    assert not signed_in(client)


def test_an_answer_to_the_challenge_of_another_browser_does_not_count(phone):
    options = browser().post(f"{LIST}challenge/").json()
    client = browser()
    client.post(f"{LIST}challenge/")
    client.post(f"{LIST}enter/", {"answer": phone.get(options)})
    assert not signed_in(client)


def test_a_copied_passkey_is_refused_and_its_holder_told(deputy, phone, account):
    entered(browser(), phone)
    phone.signs = 0
    assert "counter went backwards" in refused(phone)
    assert "Remove it" in browser(deputy).get(LIST).text
    assert Passkey.objects.get(account=account).doubted_at is not None


def test_an_authenticator_that_does_not_count_is_good_for_ever(deputy):
    device = Authenticator(counts=False)
    added(browser(deputy), device)
    for _n in range(2):
        assert entered(browser(), device).headers["Location"] == "/account/room/"


def test_eight_wrong_signatures_lock_the_passkey_and_not_the_password(phone, account):
    good, phone.key = phone.key, Authenticator().key
    for _n in range(credentials.FAILURES):
        refused(phone)
    phone.key = good
    assert "this passkey waits" in refused(phone)
    assert credentials.locked_until(account) is None
    with time_machine.travel(clock.real_now() + credentials.LOCKED + timedelta(seconds=1)):
        assert entered(browser(), phone).headers["Location"] == "/account/room/"
    assert credentials.locked_until(account, passkeys.PASSKEY) is None


def test_a_closed_access_loses_its_passkeys_for_good(town, deputy, phone, account):
    town.do("account.close", by=town.clerk, account=deputy.account)
    refused(phone)
    town.do("account.open", by=town.clerk, person=deputy.person, login=account.login)
    refused(phone)


def test_nobody_removes_the_passkey_of_another(town, phone, account):
    (row,) = passkeys.passkeys_of(account)
    browser(town.clerk).post(f"{LIST}{row.pk}/remove/")
    assert passkeys.passkeys_of(account).exists()


def test_the_same_passkey_is_not_added_twice_and_the_browser_is_told_so(deputy, phone):
    client = browser(deputy)
    (there,) = client.post(f"{LIST}invitation/").json()["publicKey"]["excludeCredentials"]
    assert there["id"] == json.loads(phone.get({"publicKey": {"challenge": ""}}))["rawId"]
    assert "could not be added" in added(client, phone).text


@pytest.mark.parametrize("answer", ["", "[]", "{}", "[" * 9000, "x" * 20_000, '{"rawId": 1}'])
def test_rubbish_is_refused_politely(deputy, phone, answer):
    client, mine = browser(), browser(deputy)
    client.post(f"{LIST}challenge/")
    assert client.post(f"{LIST}enter/", {"answer": answer}).status_code == 302
    mine.post(f"{LIST}invitation/")
    assert mine.post(LIST, {"name": "x", "answer": answer}).status_code == 200


@pytest.mark.parametrize(
    ("scheme", "host", "words"),
    [
        ("http", "moot.example.org", "over plain http"),
        ("http", "192.168.5.10", "over plain http"),
        ("https", "192.168.5.10", "is a number"),
        ("https", "[fd00::1]", "is a number"),
        ("https", "moot.example.org", ""),
        ("http", "localhost:8000", ""),
    ],
)
def test_where_no_passkey_can_work_the_pages_say_why(deputy, settings, scheme, host, words):
    settings.ALLOWED_HOSTS = ["*"]
    where = {"scheme": scheme, "host": host}
    mine, street = browser(deputy, **where), browser(**where)
    for client, page in ((mine, LIST), (street, "/account/login/")):
        shown = client.get(page).text
        assert ("Passkeys cannot work here" in shown) is bool(words)
        assert words in shown
        assert ("data-passkey" in shown) is not words
    for client, door in ((mine, "invitation"), (street, "challenge")):
        assert client.post(f"{LIST}{door}/").status_code == (409 if words else 200)


def test_a_host_that_is_not_ours_is_refused():
    assert browser(host="evil.example").post(f"{LIST}challenge/").status_code == 400


def test_localhost_needs_no_https(deputy):
    device = Authenticator(origin="http://localhost:8000", host="localhost")
    where = {"scheme": "http", "host": "localhost:8000"}
    added(browser(deputy, **where), device)
    assert entered(browser(**where), device).headers["Location"] == "/account/room/"
    assert "does not sign in here" in refused(device)  # another host's passkey


def test_too_many_challenges_from_one_address_wait(settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "passkey": "1/m/ip"}
    client = browser()
    client.post(f"{LIST}challenge/")
    assert client.post(f"{LIST}challenge/").status_code == 429


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ["您的通行密钥", "最近使用", "删除", "添加通行密钥", "近90天内删除"]),
        ("en", ["Your passkeys", "Last used", "Remove", "Add a passkey", "last 90 days"]),
    ],
)
def test_the_list_speaks_both_languages(deputy, phone, account, language, words):
    (row,) = passkeys.passkeys_of(account)
    mine = browser(deputy)
    mine.post(f"{LIST}{row.pk}/remove/")
    added(mine, Authenticator(), name="另一部手机")
    page = mine.get(LIST, headers={"accept-language": language}).text
    assert [word for word in words if word not in page] == []
    assert in_template(page) == []


def test_twenty_are_enough(deputy, account, phone):
    (row,) = passkeys.passkeys_of(account)
    for n in range(passkeys.AT_MOST - 1):
        Passkey.objects.create(
            account=account, name=str(n), host="testserver", key=row.key, made_at=row.made_at
        )
    assert "Twenty are enough" in browser(deputy).get(LIST).text
    assert added(browser(deputy), Authenticator()).status_code == 200
    assert passkeys.passkeys_of(account).count() == passkeys.AT_MOST


def test_the_list_asks_the_database_as_often_for_three_as_for_one(deputy, phone):
    client = browser(deputy)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for name in "ab":
        added(client, Authenticator(), name=name)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(three) == len(one)

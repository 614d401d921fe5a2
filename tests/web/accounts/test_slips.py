"""One-time slips: printed by the clerk, burnt by one press, never by a look."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests import factories
from townmoot.people import credentials, queries
from townmoot.people.models import Account, Slip
from townmoot.record import NotFound, Refused, clock
from townmoot.record.models import Entry

pytestmark = pytest.mark.django_db
TOKEN = "a-token-for-tests"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def town():
    return factories.town()


@pytest.fixture
def deputy(town):
    return town.deputy(name="王芳")


def issue(town, deputy, token=TOKEN, **more):
    slips = [{"account": deputy.account, "token_hash": queries.token_hash(token)}]
    return town.do("slip.issue", by=town.clerk, slips=slips, **more)


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_looking_names_the_person_and_burns_nothing(client, town, deputy):
    issue(town, deputy)
    for _n in range(3):
        page = client.get(f"/slip/{TOKEN}/")
        assert page.status_code == 200
        assert "王芳" in page.content.decode()
        assert "澄汀镇" in page.content.decode()
    assert client.head(f"/slip/{TOKEN}/").status_code == 200
    assert signed_in(client) is None
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]


def test_the_press_signs_in_once(client, town, deputy):
    issue(town, deputy)
    assert client.post(f"/slip/{TOKEN}/", {"remember": "on"}).status_code == 302
    assert signed_in(client) == str(deputy.account)
    assert not client.session.get_expire_at_browser_close()
    again = Client()
    page = again.post(f"/slip/{TOKEN}/")
    assert page.status_code == 410
    assert "was used before" in page.content.decode()
    assert signed_in(again) is None
    assert "was used before" in again.get(f"/slip/{TOKEN}/").content.decode()


def test_on_a_shared_tablet_the_session_ends_with_the_browser(client, town, deputy):
    issue(town, deputy)
    client.post(f"/slip/{TOKEN}/")
    assert client.session.get_expire_at_browser_close()


def test_a_slip_signs_out_whoever_was_there_before(client, town, deputy):
    client.force_login(Account.objects.get(pk=town.clerk.account))
    issue(town, deputy)
    assert "will be signed out" in client.get(f"/slip/{TOKEN}/").content.decode()
    client.post(f"/slip/{TOKEN}/")
    assert signed_in(client) == str(deputy.account)


def test_a_slip_works_where_the_password_is_locked(client, town, deputy):
    issue(town, deputy)
    account = Account.objects.get(pk=deputy.account)
    for _n in range(credentials.FAILURES):
        credentials.note_failure(account)
    client.post(f"/slip/{TOKEN}/")
    assert signed_in(client) == str(deputy.account)


def test_an_old_slip_does_not_work(client, town, deputy):
    issue(town, deputy, days=1)
    Slip.objects.update(expires_at=clock.real_now() - timedelta(seconds=1))
    page = client.post(f"/slip/{TOKEN}/")
    assert (page.status_code, "time is over" in page.content.decode()) == (410, True)
    assert signed_in(client) is None


def test_a_newer_slip_makes_the_older_worthless(client, town, deputy):
    issue(town, deputy)
    issue(town, deputy, "another")
    assert "newer slip" in client.post(f"/slip/{TOKEN}/").content.decode()
    client.post("/slip/another/")
    assert signed_in(client) == str(deputy.account)


def test_a_closed_access_has_no_slips(client, town, deputy):
    issue(town, deputy)
    town.do("account.close", by=town.clerk, account=deputy.account)
    assert client.post(f"/slip/{TOKEN}/").status_code == 410
    town.do("account.open", by=town.clerk, person=deputy.person, login="again")
    assert client.post(f"/slip/{TOKEN}/").status_code == 410


def test_an_unknown_token_says_what_to_do(client):
    page = client.get("/slip/never-printed/")
    assert page.status_code == 404
    assert "not typed as it is printed" in page.content.decode()
    assert client.post("/slip/never-printed/").status_code == 404


def test_many_guesses_from_one_address_are_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "slip": "2/m/ip"}
    answers = [client.post(f"/slip/guess-{n}/").status_code for n in range(3)]
    assert answers == [404, 404, 429]


def test_the_record_knows_no_token(town, deputy):
    receipt = issue(town, deputy)
    entry = Entry.objects.get(act_id=receipt.act_id)
    assert TOKEN not in entry.private + entry.envelope
    assert queries.token_hash(TOKEN) in entry.private


def test_nobody_gets_two_slips_at_once(town, deputy):
    slips = [
        {"account": deputy.account, "token_hash": queries.token_hash(word)} for word in ("a", "b")
    ]
    with pytest.raises(Refused, match="one slip"):
        town.do("slip.issue", by=town.clerk, slips=slips)


def test_no_slip_for_people_of_another_town(town):
    with pytest.raises(NotFound):
        issue(town, factories.town().deputy())


def sheet(client, town, organization, days=14):
    client.force_login(Account.objects.get(pk=town.clerk.account))
    return client.post("/account/slips/", {"organization": organization, "days": days})


def test_the_clerk_prints_a_slip_for_each_of_a_group(client, town):
    group = town.group()
    people = [town.deputy(group=group, name=name) for name in ("王芳", "李静")]
    town.deputy(name="陈文")
    page = sheet(client, town, group).content.decode()
    assert page.count("<svg") == 2
    assert "王芳" in page
    assert "陈文" not in page
    assert "style=" not in page
    (first, _second) = re.findall(r"http://testserver(/slip/[\w-]+/)", page)
    stranger = Client()
    stranger.post(first)
    assert signed_in(stranger) in {str(who.account) for who in people}


def test_a_group_without_access_gets_words_not_an_empty_sheet(client, town):
    page = sheet(client, town, town.group())
    assert "Nobody there can sign in yet" in page.content.decode()
    assert Slip.objects.count() == 0


def test_the_sheet_asks_first(client, town):
    client.force_login(Account.objects.get(pk=town.clerk.account))
    group = town.group("第五代表小组")
    page = client.get("/account/slips/").content.decode()
    assert str(group) in page
    other = factories.town().group()
    assert sheet(client, town, other).status_code == 200
    assert Slip.objects.count() == 0


@pytest.mark.parametrize("role", ["deputy", "chair", "unit_head", "auditor"])
def test_nobody_else_finds_the_sheets(client, town, role):
    who = town.person(role=role)
    client.force_login(Account.objects.get(pk=who.account))
    assert client.get("/account/slips/").status_code == 404
    assert client.post("/account/slips/", {"organization": town.group()}).status_code == 404


def test_strangers_are_asked_to_sign_in(client):
    assert client.get("/account/slips/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_signs_in():
    town = factories.town()
    issue(town, town.deputy())
    found = []

    def press():
        try:
            found.append(credentials.consume_slip(TOKEN))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([account for account in found if account]) == 1

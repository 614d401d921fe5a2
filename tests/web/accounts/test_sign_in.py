"""Signing in with a password: lock-out by account, sessions that can be ended, no sign-up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import doors, factories
from townmoot.people import credentials
from townmoot.people.models import Account, Lockout
from townmoot.record import clock

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def town():
    return factories.town()


@pytest.fixture
def deputy(town):
    return town.deputy(name="王芳")


@pytest.fixture
def login(deputy):
    return factories.with_password(deputy)


def sign_in(client, login, password=factories.PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password}, **more)


def signed_in(client):
    return "_auth_user_id" in client.session


def test_the_page_asks_for_login_and_password(client):
    page = client.get(LOGIN, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "Sign in" in page.content.decode()
    assert "signup" not in page.content.decode()


def test_login_and_password_sign_in(client, login):
    assert sign_in(client, login).status_code == 302
    assert signed_in(client)
    assert client.session.get_expire_at_browser_close()


def test_who_asks_for_it_stays_signed_in_for_two_weeks(client, login):
    client.post(LOGIN, {"login": login, "password": factories.PASSWORD, "remember": "on"})
    assert not client.session.get_expire_at_browser_close()


def test_capitals_in_the_login_do_not_matter(client, login):
    assert sign_in(client, login.upper()).status_code == 302


def test_a_wrong_password_says_the_same_as_a_wrong_login(client, login):
    wrong = sign_in(client, login, "not this one")
    unknown = sign_in(client, "nobody-here", "not this one")
    words = "do not fit together"
    assert words in wrong.content.decode()
    assert words in unknown.content.decode()
    assert not signed_in(client)


def test_after_eight_failures_even_the_right_password_waits(client, login):
    for _n in range(credentials.FAILURES):
        sign_in(client, login, "not this one")
    page = sign_in(client, login)
    assert "Too many tries" in page.content.decode()
    assert not signed_in(client)


def test_a_login_that_nobody_has_is_locked_alike(client):
    for _n in range(credentials.FAILURES):
        sign_in(client, "nobody-here", "x")
    assert "Too many tries" in sign_in(client, "nobody-here", "x").content.decode()


def test_a_lock_out_hits_one_account_and_not_its_neighbours(client, town, login):
    neighbour = factories.with_password(town.deputy())
    for _n in range(credentials.FAILURES + 2):
        sign_in(client, login, "not this one")
    assert sign_in(client, neighbour).status_code == 302


def test_eighty_deputies_sign_in_from_one_address(login):
    for _n in range(80):
        assert sign_in(Client(), login).status_code == 302


def test_a_lock_out_ends_by_the_real_clock(client, login):
    for _n in range(credentials.FAILURES):
        sign_in(client, login, "not this one")
    Lockout.objects.update(until=clock.real_now() - timedelta(seconds=1))
    assert sign_in(client, login).status_code == 302
    assert not Lockout.objects.exists()


def test_failures_long_ago_are_forgotten(client, login):
    for _n in range(credentials.FAILURES - 1):
        sign_in(client, login, "not this one")
    Lockout.objects.update(since=clock.real_now() - credentials.WINDOW * 2)
    sign_in(client, login, "not this one")
    assert Lockout.objects.get().failures == 1
    assert sign_in(client, login).status_code == 302


def test_too_many_tries_from_one_address_wait_unless_it_is_a_hall(client, login, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "sign_in": "2/m/ip"}
    for _n in range(2):
        sign_in(client, login, "no", REMOTE_ADDR="192.168.5.7")
    page = sign_in(client, login, REMOTE_ADDR="192.168.5.7")
    assert "Too many tries from this place" in page.content.decode()
    assert sign_in(client, login, REMOTE_ADDR="192.168.5.8").status_code == 302
    settings.HALL_NETWORKS = ["192.168.5.0/24"]
    assert sign_in(Client(), login, REMOTE_ADDR="192.168.5.7").status_code == 302


def test_a_closed_access_does_not_sign_in(client, town, deputy, login):
    town.do("account.close", by=town.clerk, account=deputy.account)
    page = sign_in(client, login)
    assert "do not fit together" in page.content.decode()
    assert not signed_in(client)


def test_closing_an_access_ends_its_sessions_at_once(client, town, deputy, login):
    sign_in(client, login)
    assert client.get("/account/sessions/").status_code == 200
    town.do("account.close", by=town.clerk, account=deputy.account)
    assert client.get("/account/sessions/").status_code == 302


def test_the_page_of_a_closed_access_says_so(client):
    assert "was closed" in client.get("/account/inactive/").content.decode()


def test_nobody_signs_up(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/account/signup/").status_code in {302, 404}
    from townmoot.web.accounts.adapter import TownAdapter

    assert not TownAdapter().is_open_for_signup(None)


def test_a_link_signs_nobody_out_but_the_button_does(client, login):
    sign_in(client, login)
    assert client.get("/account/logout/").status_code == 200
    assert signed_in(client)
    client.post("/account/logout/")
    assert not signed_in(client)


def test_an_outside_address_is_no_place_to_go_after_signing_in(client, login):
    answer = client.post(
        LOGIN + "?next=https://elsewhere.example/",
        {"login": login, "password": factories.PASSWORD},
    )
    assert answer.headers["Location"] == "/account/room/"


@pytest.mark.parametrize(
    ("role", "room"),
    [
        ("clerk", "/clerk/"),
        ("chair", "/floor/"),
        ("town_officer", "/unit/office/"),
        ("steward", "/floor/desk/"),
        ("auditor", "/clerk/suggestions/"),
        ("director", "/"),
    ],
)
def test_whoever_signs_in_comes_to_a_room_with_something_to_do(role, room):
    who = factories.town().person(role=role)
    assert doors.signed_in(who).get("/account/room/").headers["Location"] == room


def test_the_public_pages_lead_back_to_ones_own_work():
    who = factories.town().person(role="chair")
    assert 'href="/account/room/"' in doors.signed_in(who).get("/").content.decode()
    assert 'href="/account/room/"' not in Client().get("/").content.decode()


def test_sessions_are_listed_and_one_can_be_ended(client, login):
    other = Client(headers={"user-agent": "an old phone"})
    sign_in(other, login)
    sign_in(client, login)
    page = client.get("/account/sessions/").content.decode()
    assert "an old phone" in page
    (there,) = [
        one
        for one in credentials.open_sessions(Account.objects.get(login=login), None)
        if one.device == "an old phone"
    ]
    answer = client.post(f"/account/sessions/{there.key}/end/", follow=True)
    assert "Signed out there" in answer.content.decode()
    assert not signed_in(other)
    assert signed_in(client)


def test_all_other_sessions_can_be_ended_together(client, login):
    others = [Client(), Client()]
    for one in [*others, client]:
        sign_in(one, login)
    answer = client.post("/account/sessions/others/end/", follow=True)
    assert "2 other places" in answer.content.decode()
    assert [signed_in(one) for one in others] == [False, False]
    assert signed_in(client)


def test_nobody_ends_the_session_of_another(client, town, login):
    other = Client()
    sign_in(other, factories.with_password(town.deputy()))
    (theirs,) = credentials.open_sessions(Account.objects.exclude(login=login).latest("pk"), None)
    sign_in(client, login)
    answer = client.post(f"/account/sessions/{theirs.key}/end/", follow=True)
    assert "Signed out there" not in answer.content.decode()
    assert signed_in(other)


def test_sessions_are_not_shown_to_strangers(client):
    assert client.get("/account/sessions/").status_code == 302
    assert client.post("/account/sessions/others/end/").status_code == 302


def test_a_password_is_changed_by_who_knows_the_present_one(client, login):
    other = Client()
    sign_in(other, login)
    sign_in(client, login)
    new = "a wholly other sentence"
    wrong = client.post(
        "/account/password/change/",
        {"oldpassword": "no", "password1": new, "password2": new},
    )
    assert "not your present password" in wrong.content.decode()
    answer = client.post(
        "/account/password/change/",
        {"oldpassword": factories.PASSWORD, "password1": new, "password2": new},
        follow=True,
    )
    assert "Your password is changed" in answer.content.decode()
    assert signed_in(client)
    assert other.get("/account/sessions/").status_code == 302
    assert sign_in(Client(), login, new).status_code == 302


def test_a_short_password_is_not_taken(client, login):
    sign_in(client, login)
    answer = client.post(
        "/account/password/change/",
        {"oldpassword": factories.PASSWORD, "password1": "short", "password2": "short"},
    )
    assert answer.status_code == 200
    assert Account.objects.get(login=login).check_password(factories.PASSWORD)


def test_who_has_no_password_yet_sets_one(client, deputy):
    account = Account.objects.get(pk=deputy.account)
    client.force_login(account)
    assert "Set a password" in client.get("/account/sessions/").content.decode()
    assert client.get("/account/password/change/").url == "/account/password/set/"
    new = "a wholly other sentence"
    answer = client.post(
        "/account/password/set/", {"password1": new, "password2": new}, follow=True
    )
    assert "Your password is set" in answer.content.decode()
    assert sign_in(Client(), account.login, new).status_code == 302


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "client_address"),
    [
        ("10.0.0.9", "", [], "10.0.0.9"),
        ("10.0.0.9", "1.2.3.4", [], "10.0.0.9"),
        ("10.0.0.9", "1.2.3.4", ["10.0.0.9"], "1.2.3.4"),
        ("10.0.0.9", "6.6.6.6, 1.2.3.4", ["10.0.0.9"], "1.2.3.4"),
        ("10.0.0.9", "1.2.3.4, 10.0.0.8", ["10.0.0.0/24"], "1.2.3.4"),
        ("10.0.0.9", "rubbish", ["10.0.0.9"], "0.0.0.0"),
        ("10.0.0.9", "", ["10.0.0.9"], "10.0.0.9"),
        ("", "1.2.3.4", ["10.0.0.9"], "0.0.0.0"),
    ],
)
def test_a_forwarding_header_counts_from_named_proxies_only(
    rf, settings, remote, forwarded, proxies, client_address
):
    from townmoot.web.accounts import addresses

    settings.PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert addresses.client_address(request) == client_address


def test_a_crowded_action_of_allauth_gets_our_page(client, login, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "change_password": "1/m/user"}
    sign_in(client, login)
    for _n in range(2):
        answer = client.post("/account/password/change/", {"oldpassword": "no"})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "https", "secure", "warned"),
    [
        ("192.168.5.20", False, False, True),
        ("192.168.5.20", True, False, False),
        ("192.168.5.20", False, True, False),
        ("127.0.0.1", False, False, False),
    ],
)
def test_who_could_be_overheard_is_told(client, settings, address, https, secure, warned):
    settings.HTTPS = https
    page = client.get(LOGIN, REMOTE_ADDR=address, secure=secure).text
    assert ("not encrypted" in page) is warned


def test_who_could_be_overheard_is_told_in_chinese(client):
    page = client.get(LOGIN, REMOTE_ADDR="10.0.0.9", headers={"accept-language": "zh-hans"}).text
    assert "此连接未加密" in page

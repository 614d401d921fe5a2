"""Signing in through a provider: only a linked subject, and only with a token that counts."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests import doors, factories
from tests.house.test_pages import in_template
from tests.web.accounts import provider as outside
from townmoot.people import identities
from townmoot.people.models import Account
from townmoot.web.accounts import oidc

pytestmark = pytest.mark.django_db
START, RETURN, LINK = "/account/outside/", "/account/outside/return/", "/account/outside/link/"


@pytest.fixture(scope="module")
def running():
    with outside.running() as made:
        yield made


@pytest.fixture
def provider(running, settings):
    """The provider as it is when it means well."""
    running.__dict__.update({**outside.Provider().__dict__, "issuer": running.issuer})
    settings.OIDC = {
        "issuer": running.issuer,
        "client_id": outside.CLIENT,
        "client_secret": outside.SECRET,
        "label": "Town account",
        "label_zh": "统一身份认证",
        "claim": "",
    }
    cache.clear()
    return running


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
def linked(provider, account):
    assert identities.link(account, provider.issuer, provider.subject)
    return account


def went(client, provider, door=START, **other):
    """Go to the provider, sign in there, and come back."""
    began = client.post(door, other.pop("form", {}))
    return client.get(RETURN, provider.consent(began.headers["Location"], **other))


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_linked_subject_signs_in(client, provider, linked):
    client.get("/account/login/")
    answer = went(client, provider, form={"next": "/floor/"})
    assert answer.headers["Location"] == "/floor/"
    assert client.session["_auth_user_id"] == str(linked.pk)
    assert client.session.get_expire_at_browser_close()
    assert identities.identities_of(linked).get().used_at is not None


def test_what_is_asked_of_the_provider(client, provider):
    address = urlsplit(client.post(START).headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}" == provider.issuer
    assert asked["scope"] == "openid"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://testserver{RETURN}"
    assert len(asked["state"]) >= 40 <= len(asked["nonce"])


def test_whoever_is_not_linked_is_told_so_and_gets_no_access(client, provider, account):
    before = Account.objects.count()
    answer = went(client, provider)
    assert answer.status_code == 403
    assert "is not linked to any access here" in answer.text
    assert (signed_in(client), Account.objects.count()) == (False, before)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "尚未关联"), ("en", "is not linked")])
@pytest.mark.parametrize("unknown", [True, False])
def test_refusals_speak_both_languages(provider, language, words, unknown):
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    answer = went(client, provider) if unknown else client.get(RETURN)
    assert (words in answer.text) is unknown
    assert in_template(answer.text) == []


HOSTILE = {
    "another nonce": {"claims": {"nonce": "x"}},
    "no nonce": {"claims": {"nonce": None}},
    "another audience": {"claims": {"aud": "somebody"}},
    "others as well": {"claims": {"aud": [outside.CLIENT, "somebody"]}},
    "another party": {"claims": {"azp": "somebody"}},
    "expired": {"claims": {"exp": int(time.time()) - 3600}},
    "no end": {"claims": {"exp": None}},
    "another issuer": {"claims": {"iss": "https://elsewhere.example"}},
    "no subject": {"claims": {"sub": None}},
    "an endless subject": {"claims": {"sub": "s" * 256}},
    "unsigned": {"signing": {"key": None, "algorithm": "none", "kid": "rsa"}},
    "shared secret": {
        "signing": {"key": outside.SECRET * 3, "algorithm": "HS256", "kid": "rsa"},
    },
    "wrong key": {"signing": {"key": outside.OTHER_KEY, "algorithm": "RS256", "kid": "rsa"}},
    "unknown key": {"signing": {"key": outside.RSA_KEY, "algorithm": "RS256", "kid": "new"}},
    "calls itself otherwise": {"about": {"issuer": "https://elsewhere.example"}},
    "keys elsewhere": {"about": {"jwks_uri": "https://elsewhere.example/keys"}},
    "codes elsewhere": {"about": {"token_endpoint": "http://127.0.0.1:1/token"}},
    "talks without end": {"padding": "x" * 300_000},
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_token_that_does_not_count_signs_nobody_in(client, provider, linked, how):
    provider.__dict__.update(HOSTILE[how])
    began = client.post(START)
    if began.status_code == 302:
        began = client.get(RETURN, provider.consent(began.headers["Location"]))
    assert began.status_code == 400
    assert not signed_in(client)


def test_an_answer_counts_once_and_in_the_browser_that_asked(client, provider, linked):
    back = provider.consent(client.post(START).headers["Location"])
    other = Client()
    assert other.get(RETURN, back).status_code == 400
    assert client.get(RETURN, {**back, "state": "x"}).status_code == 400
    assert client.get(RETURN, back).status_code == 400
    back = provider.consent(client.post(START).headers["Location"])
    assert client.get(RETURN, back).status_code == 302
    client.logout()
    assert client.get(RETURN, back).status_code == 400


@pytest.mark.parametrize(
    "other",
    [{"iss": "https://elsewhere.example"}, {"code": "code-of-another"}],
)
def test_what_else_comes_back_wrong_is_refused(client, provider, linked, other):
    assert went(client, provider, **other).status_code == 400


def test_a_refusal_at_the_provider_is_no_error_of_ours(client, provider):
    client.post(START)
    state = client.session[oidc.KEPT]["state"]
    assert client.get(RETURN, {"state": state, "error": "access_denied"}).status_code == 400


def test_another_kind_of_key_and_a_new_one_do_as_well(client, provider, linked):
    provider.signing = {"key": outside.EC_KEY, "algorithm": "ES256", "kid": "ec"}
    assert went(client, provider).status_code == 302
    provider.keys.append(outside.public(outside.OTHER_KEY, "new"))
    provider.signing = {"key": outside.OTHER_KEY, "algorithm": "RS256", "kid": "new"}
    assert went(Client(), provider).status_code == 302


def test_a_secret_may_go_in_the_form(client, provider, linked):
    provider.about = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert went(client, provider).status_code == 302


def test_a_closed_access_is_not_opened_from_outside(client, town, deputy, provider, linked):
    town.do("account.close", by=town.clerk, account=deputy.account)
    assert went(client, provider).status_code == 403
    town.do("account.open", by=town.clerk, person=deputy.person, login=linked.login)
    assert went(Client(), provider).status_code == 403


def test_it_leads_on_within_this_house_only(client, provider, linked):
    answer = went(client, provider, form={"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/account/room/"


def test_somebody_signed_in_links_an_account_and_ends_the_link(deputy, provider, account):
    mine = doors.signed_in(deputy, HTTP_ACCEPT_LANGUAGE="en")
    assert "Link it" in mine.get("/account/sessions/").text
    assert went(mine, provider, LINK).headers["Location"] == "/account/sessions/"
    (row,) = identities.identities_of(account)
    assert "Linked: from now on" in mine.get("/account/sessions/").text
    assert went(Client(), provider).status_code == 302
    mine.post(f"/account/outside/{row.pk}/unlink/")
    assert not identities.identities_of(account)
    mine.post(f"/account/outside/{row.pk}/unlink/")


def test_a_subject_belongs_to_one_access(town, provider, linked):
    clerk = doors.signed_in(town.clerk)
    went(clerk, provider, LINK)
    assert "linked to another access already" in clerk.get("/account/sessions/").text
    assert identities.identities_of(linked).exists()


def test_whoever_sat_down_meanwhile_is_not_linked(deputy, town, provider, account):
    mine = doors.signed_in(deputy)
    back = provider.consent(mine.post(LINK).headers["Location"])
    kept = mine.session[oidc.KEPT]
    mine.force_login(Account.objects.get(pk=town.clerk.account))
    session = mine.session
    session[oidc.KEPT] = kept
    session.save()
    assert mine.get(RETURN, back).headers["Location"] == "/account/login/"
    assert not identities.identities_of(account)


@pytest.mark.parametrize(
    ("claim", "verified", "status"),
    [("email", True, 302), ("email", False, 403), ("", True, 403)],
)
def test_an_address_links_only_where_configured_and_verified(
    client, provider, account, settings, claim, verified, status
):
    settings.OIDC["claim"] = claim
    Account.objects.filter(pk=account.pk).update(email="wang@example.org")
    provider.email, provider.verified = "Wang@example.org", verified
    assert went(client, provider).status_code == status
    assert identities.identities_of(account).exists() is (status == 302)


def test_an_address_does_not_link_a_second_subject(client, provider, linked, settings):
    settings.OIDC["claim"] = "email"
    Account.objects.filter(pk=linked.pk).update(email="wang@example.org")
    provider.subject, provider.email, provider.verified = "s-2", "wang@example.org", True
    assert went(client, provider).status_code == 403


def test_the_button_is_there_where_a_provider_is_and_the_policy_lets_it_lead_on(
    client, provider, settings
):
    for language, words in (("zh-hans", "统一身份认证"), ("en", "Town account")):
        page = client.get("/account/login/", headers={"accept-language": language})
        assert words in page.text
        policy = page.headers["Content-Security-Policy"]
        assert f"form-action 'self' {provider.issuer};" in policy
        assert policy.replace(f" {provider.issuer}", "") == settings.CONTENT_SECURITY_POLICY
    settings.OIDC = {}
    page = client.get("/account/login/")
    assert START not in page.text
    assert page.headers["Content-Security-Policy"] == settings.CONTENT_SECURITY_POLICY
    assert client.post(START).status_code == 404
    assert client.get(RETURN).status_code == 404


def test_signing_out_here_leads_to_signing_out_there(client, provider, linked):
    went(client, provider)
    page = client.get("/account/logout/")
    assert f"form-action 'self' {provider.issuer};" in page.headers["Content-Security-Policy"]
    answer = client.post("/account/logout/")
    assert answer.headers["Location"].startswith(f"{provider.issuer}/leave?client_id=townmoot")
    assert not signed_in(client)
    provider.about = {"end_session_endpoint": "https://elsewhere.example/"}
    cache.clear()
    went(client, provider)
    assert client.post("/account/logout/").headers["Location"] == "/"


def test_a_provider_that_is_away_does_not_keep_anybody_in(client, provider, linked, settings):
    went(client, provider)
    settings.OIDC["issuer"] = "http://127.0.0.1:1"
    cache.clear()
    assert client.post("/account/logout/").headers["Location"] == "/"
    assert not signed_in(client)
    assert client.post(START).status_code == 400


def test_too_many_tries_from_one_address_wait(client, provider, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "outside": "1/m/ip"}
    client.post(START)
    assert client.post(START).status_code == 429


def test_behind_https_the_way_back_is_https(client, provider, settings):
    settings.HTTPS = True
    address = urlsplit(client.post(START).headers["Location"])
    assert parse_qs(address.query)["redirect_uri"] == [f"https://testserver{RETURN}"]


@pytest.mark.parametrize(
    ("issuer", "client_id", "claim", "good"),
    [
        ("", "", "", None),
        ("https://id.example.org/realms/town", "townmoot", "email", True),
        ("http://127.0.0.1:8080", "townmoot", "", True),
        ("http://id.example.org", "townmoot", "", False),
        ("https://id.example.org", "", "", False),
        ("https://id.example.org", "townmoot", "name", False),
    ],
)
def test_a_provider_is_configured_whole_or_not_at_all(monkeypatch, issuer, client_id, claim, good):
    from townmoot.config import settings as module

    monkeypatch.setenv("TOWNMOOT_OIDC_ISSUER", issuer)
    monkeypatch.setenv("TOWNMOOT_OIDC_CLIENT_ID", client_id)
    monkeypatch.setenv("TOWNMOOT_OIDC_CLAIM", claim)
    if good is False:
        with pytest.raises(ImproperlyConfigured, match="TOWNMOOT_OIDC_"):
            module._oidc()
    else:
        assert bool(module._oidc()) is bool(good)

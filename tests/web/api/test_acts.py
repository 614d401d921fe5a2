"""The API: each act under its name, over HTTP."""

from uuid import uuid4

import pytest
from django.test import Client

from tests import factories
from townmoot.people.enums import Role
from townmoot.people.models import Account
from townmoot.record import ACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return factories.town()


def post(client, name, body, **headers):
    path = f"/api/acts/{name}"
    return client.post(path, data=body, content_type="application/json", headers=headers)


def signed_in(somebody):
    client = Client()
    client.force_login(Account.objects.get(pk=somebody.account))
    return client


@pytest.fixture
def clerk(town):
    return signed_in(town.person(role=Role.CLERK))


GROUP = {"name": "第六代表小组", "kind": "group"}


def test_an_act_is_done_and_answers_its_reference(clerk):
    answer = post(clerk, "organization.add", {"input": GROUP})
    assert answer.status_code == 200
    assert set(answer.json()) == {"act_id", "position", "result", "repeated"}
    assert set(answer.json()["result"]) == {"organization"}


def test_the_same_act_id_answers_the_same_reference(clerk):
    body = {"act_id": str(uuid4()), "input": GROUP}
    first, second = (post(clerk, "organization.add", body).json() for _ in range(2))
    assert (first["repeated"], second["repeated"]) == (False, True)
    assert first["result"] == second["result"]


def test_the_same_act_id_with_other_input_is_a_conflict(clerk):
    body = {"act_id": str(uuid4()), "input": GROUP}
    post(clerk, "organization.add", body)
    answer = post(clerk, "organization.add", {**body, "input": {**GROUP, "name": "x"}})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_nobody_signed_in_is_told_so_in_json():
    answer = post(Client(), "organization.add", {"input": GROUP})
    assert (answer.status_code, answer.json()["code"]) == (401, "request")


def test_a_session_without_its_csrf_token_is_refused(town):
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(pk=town.clerk.account))
    assert post(client, "organization.add", {"input": GROUP}).status_code == 403


def test_another_role_is_denied_with_the_reason(town):
    answer = post(signed_in(town.deputy()), "organization.add", {"input": GROUP})
    assert (answer.status_code, answer.json()["code"]) == (403, "denied")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"input": {**GROUP, "kind": "crowd"}}, "kind"),
        ({"input": {**GROUP, "colour": "red"}}, "colour"),
        ({"input": {"kind": "group"}}, "name"),
        ({"input": GROUP, "act_id": "nine"}, "act_id"),
        ({}, "input"),
        ({"input": {**GROUP, "name": "a\x00b"}}, "name"),
    ],
)
def test_a_wrong_field_is_named(clerk, body, field):
    answer = post(clerk, "organization.add", body)
    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["fields"]] == [field]


def test_reasons_come_in_the_language_of_the_person(clerk):
    body = {"input": {"kind": "group"}}
    zh = post(clerk, "organization.add", body, accept_language="zh-hans").json()
    en = post(clerk, "organization.add", body, accept_language="en").json()
    assert zh["code"] == en["code"] == "invalid"
    assert zh["fields"][0]["reason"] != en["fields"][0]["reason"]


def test_broken_json_is_refused(clerk):
    assert post(clerk, "organization.add", b"{").status_code == 400


def test_only_the_operator_founds_a_town(clerk):
    town = {"name": "n", "kind": "town", "profile": "p", "timezone": "UTC", "locale": "en"}
    assert post(clerk, "body.found", {"input": town}).status_code == 403


def test_openapi_names_every_act_and_the_search():
    paths = Client().get("/api/openapi.json").json()["paths"]
    assert set(paths) == {"/api/search", *(f"/api/acts/{name}" for name in ACTS)}

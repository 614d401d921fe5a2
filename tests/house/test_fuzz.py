"""Whatever is sent to an act, the answer is one that the interface declares, never a breakdown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories, parish
from tests.doors import signed_in
from tests.house.inputs import HOSTILE, NOBODY, Maker
from tests.house.roles import OF_A_PARISH
from townmoot.people.enums import Role
from townmoot.record import ACTS
from townmoot.record.models import Domain

DECLARED = {200, 400, 401, 403, 404, 409, 413, 422}
EXAMPLES = 20

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def anyone(kept) -> dict[bool, factories.Somebody]:
    """Return somebody who may do whatever anyone may: in a town (False) and in a parish (True)."""
    town, council = factories.town(), parish.council()
    for role in set(Role) - {Role.RESIDENT}:
        town.join(town.clerk, town.congress, role=role)
    for role in ("chair", "deputy", "steward", "auditor", "director"):
        council.join(council.clerk, council.congress, role=role)
    return {False: town.clerk, True: council.clerk}


@pytest.fixture
def client(anyone, db, request) -> Client:
    """Somebody of a body that has the act which is tried."""
    called = getattr(request.node, "callspec", None)
    act = ACTS.get(called.params.get("name", "")) if called else None
    return signed_in(anyone[act is not None and act.module in OF_A_PARISH])


def real_ids() -> list[str]:
    """Return references to rows of every kind that there is one of."""
    kinds = (model for model in apps.get_models() if issubclass(model, Domain))
    found = [str(key) for kind in kinds for key in kind._base_manager.values_list("pk")[:3]]
    return [*found, NOBODY]


def answer_to(client: Client, name: str, body: Any) -> tuple[int, dict[str, Any]]:
    """Post it and take back what it did."""
    with transaction.atomic():
        answer = client.post(
            f"/api/acts/{name}", data=json.dumps(body), content_type="application/json"
        )
        transaction.set_rollback(True)
    return answer.status_code, answer.json()


def undeclared(status: int, answer: Any) -> bool:
    """Whether an answer is not one of those that the interface declares."""
    wanted = {"act_id", "position", "result", "repeated"}
    if status != 200:
        wanted = {"code", "reason", "fields"}
    return status not in DECLARED or not isinstance(answer, dict) or set(answer) != wanted


def bodies(name: str, ids: list[str]) -> st.SearchStrategy[Any]:
    maker = Maker(ACTS[name].schema.model_json_schema(), ids)
    given_input = maker.fitting() | maker.hostile()
    return st.fixed_dictionaries({"input": given_input}) | st.sampled_from(HOSTILE)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_no_input_breaks_an_act(name: str, client: Client):
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(body=bodies(name, real_ids()))
    def try_it(body: Any) -> None:
        status, answer = answer_to(client, name, body)
        assert not undeclared(status, answer), (status, answer)

    try_it()


@pytest.mark.parametrize("body", [b"", b"{", b"[1,", b"\xff\xfe", b'{"input": NaN}', b"[" * 9000])
def test_what_is_not_json_is_refused(body: bytes, client: Client):
    answer = client.post("/api/acts/person.add", data=body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert not undeclared(answer.status_code, answer.json())


@pytest.mark.parametrize(
    ("status", "answer", "wrong"),
    [
        (200, {"act_id": "", "position": 1, "result": {}, "repeated": False}, False),
        (409, {"code": "refused", "reason": "x", "fields": []}, False),
        (500, {"code": "error", "reason": "x", "fields": []}, True),
        (200, {"code": "error", "reason": "x", "fields": []}, True),
        (404, "Not found", True),
    ],
)
def test_an_undeclared_answer_is_noticed(status: int, answer: Any, wrong: bool):
    assert undeclared(status, answer) is wrong

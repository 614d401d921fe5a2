"""The interface does what its own description says (schemathesis over the OpenAPI file)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.conf import settings as house
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests import factories
from tests.doors import signed_in
from townmoot.config.wsgi import application
from townmoot.record import ACTS

pytestmark = pytest.mark.once
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
TOKEN = "a" * 32
EXAMPLES = 12
ANSWERED = {"200", "401", "403", "404", "409", "422"}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the test's connection over requests, as Django's own test client does."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture(scope="module")
def clerk(kept: None) -> factories.Somebody:
    return factories.town().clerk


@pytest.fixture
def cookies(
    clerk: factories.Somebody, db: None, one_connection: None, settings: Any
) -> dict[str, str]:
    """Return the cookies of a clerk who is signed in; a breakdown shows where it happened."""
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    client = signed_in(clerk)
    return {
        house.SESSION_COOKIE_NAME: client.cookies[house.SESSION_COOKIE_NAME].value,
        house.CSRF_COOKIE_NAME: TOKEN,
    }


@cache
def description() -> Any:
    """Return the interface as its own file describes it; read once."""
    return schemathesis.openapi.from_wsgi("/api/openapi.json", application)


@pytest.fixture
def described(db, one_connection) -> Any:
    return description()


ASKED = [("/api/search", "GET"), *((f"/api/acts/{name}", "POST") for name in sorted(ACTS))]


@pytest.mark.parametrize(("address", "way"), ASKED)
def test_the_interface_answers_as_described(
    address: str, way: str, described: Any, cookies: dict[str, str]
):
    operation = described[address][way]
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    cases = st.one_of([operation.as_strategy(generation_mode=mode) for mode in modes])

    @trying(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def try_it(case: Any) -> None:
        response = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN})
        case.validate_response(response, checks=CHECKS)

    try_it()


def test_the_session_of_these_tests_is_a_good_one(described: Any, cookies: dict[str, str]):
    case = described["/api/acts/person.add"]["POST"].Case(
        body={"input": {"name": "顾闻溪"}}, media_type="application/json"
    )
    response = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN})
    assert response.status_code == 200, response.text


def test_the_description_names_the_refusals_of_every_act(described: Any):
    paths = described.raw_schema["paths"]
    operations = [paths[address]["post"] for address, way in ASKED if way == "POST"]
    assert paths.keys() == {address for address, _way in ASKED}
    assert {o["operationId"] for o in operations} == set(ACTS)
    assert [o["operationId"] for o in operations if not set(o["responses"]) >= ANSWERED] == []


@pytest.mark.parametrize(("status", "body"), [(500, {}), (418, {}), (200, {"n": "one"})])
def test_an_answer_that_is_not_described_is_noticed(status: int, body: dict[str, Any]):
    described = {
        "openapi": "3.1.0",
        "info": {"title": "small", "version": "1"},
        "paths": {"/n": {"get": {"responses": {"200": {"description": "n", "content": NUMBER}}}}},
    }

    def small(environ: Any, start_response: Any) -> list[bytes]:
        start_response(f"{status} x", [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    schema = schemathesis.openapi.from_dict(described)
    schema.app = small
    case = schema["/n"]["GET"].Case()
    with pytest.raises(FailureGroup):
        case.validate_response(case.call(app=small, base_url="http://localhost"), checks=CHECKS)


NUMBER = {
    "application/json": {
        "schema": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    }
}

"""A town's calendar and profile, and a body in which acts are done."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from townmoot.record.engine import Receipt, perform
from townmoot.record.models import new_id
from townmoot.record.ports import OPERATOR
from townmoot.rules import Calendar, Profile, calendar_named, load


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def shanghai() -> Profile:
    return load("cn-township-shanghai", on=date(2026, 1, 15))


@pytest.fixture
def parish() -> Profile:
    return load("gb-parish", on=date(2026, 1, 15))


@pytest.fixture
def china() -> Calendar:
    return calendar_named("cn")


@pytest.fixture
def body(db) -> UUID:
    """A new town, without a choice of profile of its own making."""
    found = new_id()
    inputs = {
        "name": "试镇",
        "kind": "township",
        "profile": "cn-township",
        "timezone": "Asia/Shanghai",
        "locale": "zh-Hans",
    }
    perform("body.found", body=found, account=OPERATOR, inputs=inputs)
    return found


@pytest.fixture
def do(body):
    """Do an act in the town as whoever runs the server."""

    def act(act: str, /, **inputs: Any) -> Receipt:
        return perform(act, body=body, account=OPERATOR, inputs=inputs)

    return act

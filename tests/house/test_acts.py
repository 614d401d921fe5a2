"""Every act stands in acts.txt with who may do it; every act is tried by every role.

After a change of an act, `python -m tests.house.write_tables` writes the table anew; read the
difference before it is committed.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.house.inputs import Maker
from tests.house.roles import OF_A_PARISH, clients_in_a_parish, clients_of_every_role
from tests.house.tables import act_rows, differences
from tests.house.tree import CORE, read_table
from townmoot.people.enums import Role
from townmoot.record import ACTS


def test_every_act_is_in_the_table_and_every_line_is_an_act():
    assert differences(act_rows(ACTS.values()), read_table("acts.txt")) == []


def test_every_act_says_who_may_and_what_it_does():
    silent = [
        name for name, act in ACTS.items() if not str(act.permission.words) or act.summary == name
    ]
    assert silent == []


def test_every_role_of_a_permission_is_a_role():
    known = {*Role.values, "operator"}
    strange = {name: act.permission.roles - known for name, act in ACTS.items()}
    assert {name: roles for name, roles in strange.items() if roles} == {}


def test_every_role_may_do_something():
    used = frozenset[str]().union(*(act.permission.roles for act in ACTS.values()))
    assert set(Role.values) - used - {Role.AUDITOR, Role.RESIDENT} == set()


def test_every_act_lives_in_its_app():
    homes = {name: act.run_function.__module__.split(".")[1] for name, act in ACTS.items()}
    assert {name: home for name, home in homes.items() if home not in CORE} == {}


def refused_as_it_should(status: int, code: str, *, may: bool, narrowed: bool) -> bool:
    """Whether an answer fits: who may not is denied; who may is refused for better reasons."""
    if not may:
        return (status, code) == (403, "denied")
    allowed = {(200, ""), (404, "not_found"), (409, "refused"), (409, "conflict"), (422, "invalid")}
    return (status, code) in allowed or (narrowed and code == "denied")


def answer_to(client: Client, name: str, given: dict[str, Any]) -> tuple[int, str]:
    """Try an act as a machine would, and take it back."""
    with transaction.atomic():
        answer = client.post(
            f"/api/acts/{name}", data={"input": given}, content_type="application/json"
        )
        transaction.set_rollback(True)
    return answer.status_code, answer.json().get("code", "")


def wrong_answers(row: list[str], clients: dict[str, Client]) -> dict[str, tuple[int, str]]:
    """Return the answers that do not fit a line of the table, by role."""
    name, roles, relation, _owner = row
    given = Maker(ACTS[name].schema.model_json_schema()).plain()
    answers = {role: answer_to(c, name, given) for role, c in clients.items()}
    wrong = {} if answers.pop("")[0] == 401 else {"nobody": answers[""]}
    for role, (status, code) in answers.items():
        may = bool({role, Role.RESIDENT.value} & set(roles.split()))  # all are residents
        if not refused_as_it_should(status, code, may=may, narrowed=bool(relation)):
            wrong[role] = (status, code)
    return wrong


@pytest.mark.slow
@pytest.mark.once  # who may is decided before anything is written
@pytest.mark.django_db
def test_every_role_is_answered_as_the_table_says():
    town, council = clients_of_every_role(), clients_in_a_parish()
    found = {
        row[0]: wrong_answers(row, council if ACTS[row[0]].module in OF_A_PARISH else town)
        for row in read_table("acts.txt")
    }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.django_db
def test_a_wrong_line_of_the_table_is_noticed():
    clients = clients_of_every_role()
    wrong = wrong_answers(["organization.add", "deputy", "", "people"], clients)
    assert set(wrong) == {"clerk", "deputy"}


@pytest.mark.parametrize(
    ("status", "code", "may", "narrowed", "fits"),
    [
        (403, "denied", False, False, True),
        (404, "not_found", False, False, False),
        (200, "", False, False, False),
        (200, "", True, False, True),
        (404, "not_found", True, False, True),
        (403, "denied", True, False, False),
        (403, "denied", True, True, True),
        (500, "", True, True, False),
    ],
)
def test_a_wrong_answer_is_noticed(status, code, may, narrowed, fits):
    assert refused_as_it_should(status, code, may=may, narrowed=narrowed) is fits

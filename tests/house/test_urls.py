"""Every address stands in urls.txt with who may ask for it; whoever else asks is turned away."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.db import transaction
from django.test import Client
from django.urls import path

from tests.house.roles import clients_of_every_role
from tests.house.tables import differences, url_rows, who
from tests.house.tree import read_table

ROWS = read_table("urls.txt")
# A place in an address, filled with what fits its kind but is not there.
PLACES = {
    "uuid": "01890000-0000-7000-8000-000000000000",
    "int": "1",
    "slug": "x",
    "str": "x",
    "path": "x",
    "day": "2022-07-22",
}

GUARDS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    # A slip's page hides its address from everybody and still says where a form comes from.
    "Referrer-Policy": {"same-origin", "strict-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
}


def fill(route: str) -> str | None:
    """Return an address of that route, or None where it is written as a regular expression."""
    if "^" in route or "(?P" in route:
        return None
    return re.sub(r"<(?:(\w+):)?\w+>", lambda m: PLACES.get(m[1] or "str", "x"), route)


def test_every_address_is_in_the_table_and_every_line_is_an_address():
    assert differences(url_rows(), ROWS) == []


def test_no_two_addresses_share_a_name():
    names = [row[1] for row in url_rows() if row[1] != "-"]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def fits(status: int, where: str, *, role: str, row: list[str]) -> bool:
    """Whether an answer to a GET fits a line of the table: who may not is turned away."""
    at_the_door = status == 302 and where.startswith("/account/login/")
    if row[2] == "public":
        return status < 500 and (row[3] == "web/accounts" or not at_the_door)
    if not role:
        return at_the_door
    if row[2] != "signed in" and not {role, "resident"} & set(row[2].split()):
        return status in {403, 404, 405}
    return status < 500 and status != 403 and not at_the_door


def unguarded(headers: Mapping[str, str]) -> list[str]:
    """Return the headers that every answer carries and this one does not."""
    policy = headers.get("Content-Security-Policy", "")
    wrong = [name for name, told in GUARDS.items() if headers.get(name) not in told]
    return wrong + ["Content-Security-Policy"] * (not policy.startswith("default-src 'none'"))


def wrong_answers(row: list[str], clients: dict[str, Client]) -> dict[str, int]:
    """Return the answers that do not fit a line of the table, by role."""
    address = fill(row[0])
    assert address, "write addresses with path(), not as regular expressions"
    found = {}
    tried = ("", "deputy") if row[2] == "public" else tuple(clients)
    for role, client in ((role, clients[role]) for role in tried):
        with transaction.atomic():
            answer = client.get(address)
            if answer.streaming:
                list(answer)  # a file is closed when it was read
            transaction.set_rollback(True)
        if missing := unguarded(answer.headers):
            found[f"{role or 'nobody'}: {', '.join(missing)}"] = answer.status_code
        if not fits(answer.status_code, answer.headers.get("Location", ""), role=role, row=row):
            found[role or "nobody"] = answer.status_code
    return found


@pytest.mark.slow
@pytest.mark.once  # who may is decided before anything is written
@pytest.mark.django_db
def test_every_address_answers_every_role_as_the_table_says():
    clients = clients_of_every_role()
    found = {row[0]: wrong_answers(row, clients) for row in ROWS if row[2] != "see acts.txt"}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.django_db
def test_a_page_open_to_a_role_that_the_table_does_not_name_is_noticed():
    clients = clients_of_every_role()
    wrong = wrong_answers(["/account/sessions/", "sessions", "clerk", "web/accounts"], clients)
    assert "deputy" in wrong
    assert "clerk" not in wrong


@pytest.mark.parametrize(
    ("status", "where", "role", "who", "fitting"),
    [
        (302, "/account/login/?next=/x/", "", "signed in", True),
        (200, "", "", "signed in", False),
        (200, "", "", "public", True),
        (500, "", "", "public", False),
        (302, "/account/login/", "", "public", False),
        (403, "", "deputy", "clerk", True),
        (200, "", "deputy", "clerk", False),
        (404, "", "clerk", "clerk", True),
        (403, "", "clerk", "clerk", False),
        (500, "", "clerk", "signed in", False),
    ],
)
def test_a_wrong_answer_is_noticed(status, where, role, who, fitting):
    assert fits(status, where, role=role, row=["/x/", "x", who, "web/x"]) is fitting


def test_an_answer_without_its_guards_is_noticed():
    whole = {name: min(told) for name, told in GUARDS.items()}
    whole["Content-Security-Policy"] = "default-src 'none'; script-src 'self'"
    assert unguarded(whole) == []
    assert unguarded({**whole, "X-Frame-Options": "SAMEORIGIN"}) == ["X-Frame-Options"]
    loose = {**whole, "Content-Security-Policy": "script-src *"}
    assert unguarded(loose) == ["Content-Security-Policy"]


def test_a_view_is_closed_unless_it_says_otherwise():
    def view(request):
        raise NotImplementedError

    assert who(view) == "signed in"
    view.roles = {"clerk"}
    assert who(view) == "clerk"
    view.login_required = False
    assert who(view) == "public"


def test_a_new_address_is_named():
    assert differences([["/new/", "new", "signed in", "web/clerk"]], []) == [
        "not in the table: /new/ | new | signed in | web/clerk"
    ]
    assert differences([], [["/old/", "old", "public", "web/clerk"]]) == ["no longer there: /old/"]
    (changed,) = differences([["/a/", "a", "public", "x"]], [["/a/", "a", "clerk", "x"]])
    assert changed.startswith("/a/: the table says ['a', 'clerk', 'x'], the code ['a', 'public'")


def test_an_address_is_filled_in():
    assert fill("/s/<uuid:key>/<int:n>/") == f"/s/{PLACES['uuid']}/1/"
    assert fill(str(path("^x/(?P<a>.*)", print).pattern)) is None

"""Posts of a script are answered in JSON, whichever way the view answers."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.web.floor.conftest import floor, founded
from townmoot.record.models import new_id
from townmoot.web.offline import quiet

__all__ = ["floor", "founded"]
QUIETLY = {"X-Townmoot": "quiet"}


def send(browser: Client, url: str, *, headers: dict[str, str] | None = None, **fields):
    given = {"act_id": str(new_id()), **fields}
    return browser.post(url, given, headers={**QUIETLY, **(headers or {})})


@pytest.fixture
def at_the_door(floor):
    """A deputy before a called meeting's hall."""
    floor.call()
    floor.go("2026-01-15", "08:50")
    return floor, floor.browser(floor.deputies[0]), reverse("floor:check_in", args=[floor.code])


def test_what_was_done_says_so_and_where_to_go_on(at_the_door):
    _, browser, url = at_the_door
    told = send(browser, url)
    assert told.status_code == 200
    assert told.json() == {"ok": True, "to": url, "said": "You are checked in."}
    assert "You are checked in." not in browser.get("/floor/meetings/").content.decode()


def test_a_button_that_was_refused_says_why(at_the_door):
    _, browser, url = at_the_door
    assert send(browser, url).status_code == 200
    told = send(browser, url)
    assert told.status_code == 409
    assert told.json()["ok"] is False
    assert told.json()["status"] == 409
    assert len(told.json()["reasons"]) == 1


def test_a_form_that_was_refused_says_each_reason_with_its_field(floor):
    browser = floor.browser(floor.deputies[0])
    told = send(browser, reverse("floor:write"), facts="", proposal="")
    assert told.status_code == 422
    assert "Title: Please fill this in." in told.json()["reasons"]


def test_a_refusal_of_the_house_is_told_too(floor):
    browser = floor.browser(floor.deputies[0])
    assert send(browser, "/floor/nowhere/").json()["reasons"] == ["There is nothing here"]
    assert send(browser, "/clerk/people/add/").json()["status"] == 403
    assert send(browser, reverse("floor:meetings")).json()["status"] == 405


def test_nobody_signed_in_or_somebody_else_does_nothing(at_the_door):
    floor, browser, url = at_the_door
    told = send(Client(), url)
    assert (told.status_code, told.json()["ok"]) == (401, False)
    told = send(browser, url, headers={"X-Townmoot-Account": "another"})
    assert (told.status_code, told.json()["ok"]) == (401, False)
    request = RequestFactory().get("/")
    request.user = browser.get("/floor/").wsgi_request.user
    told = send(browser, url, headers={"X-Townmoot-Account": quiet.tag(request)})
    assert told.json()["ok"] is True
    assert floor.deputies[0]


def test_a_form_too_old_is_kept_by_its_sender(at_the_door):
    floor, _, url = at_the_door
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = floor.browser(floor.deputies[0]).cookies
    assert send(strict, url).status_code == 401
    assert strict.post(url).status_code == 403


def test_a_fault_of_ours_says_nothing_about_the_thing(at_the_door, monkeypatch):
    _, browser, url = at_the_door
    browser.raise_request_exception = False
    monkeypatch.setattr("townmoot.web.floor.views.check_in.press", None)
    told = send(browser, url)
    assert (told.status_code, told.json()["status"]) == (500, 500)


def test_a_page_that_is_no_refusal_stays_a_page():
    request = RequestFactory().post("/", headers=QUIETLY)
    page = HttpResponse("a preview")
    assert quiet.QuietMiddleware(lambda _: page)(request) is page

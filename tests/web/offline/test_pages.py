"""The worker, the manifests, and the page of what waits."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from tests.web.floor.conftest import floor, founded, text_of
from townmoot.web.offline import quiet, shell

__all__ = ["floor", "founded"]


def test_the_worker_names_each_static_file_by_its_hash_and_asks_for_nothing_else(db):
    answer = Client().get("/floor/worker.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    text = text_of(answer)
    files = json.loads(re.search(r"const FILES = (\{.*?\});", text)[1])
    assert files["/static/townmoot/js/outbox.js"]
    assert "/static/townmoot/js/worker.js" not in files
    assert all(find(path.removeprefix("/static/")) for path in files)
    assert "http" not in text
    with pytest.raises(FileNotFoundError):
        shell.source("townmoot/nothing.js")


@pytest.mark.parametrize(("language", "name"), [("en", "My day"), ("zh-hans", "今日")])
def test_the_floor_is_installed_under_the_towns_own_name(floor, language, name):
    browser = floor.browser(floor.deputies[0], language)
    told = browser.get("/floor/floor.webmanifest").json()
    town = floor.town.body
    assert told["name"].endswith(f" · {name}"), town
    assert told["start_url"] == told["scope"] == "/floor/"
    assert {icon["type"] for icon in told["icons"]} == {"image/png", "image/svg+xml"}
    assert all(find(icon["src"].removeprefix("/static/")) for icon in told["icons"])
    assert browser.get("/floor/venue.webmanifest").json()["start_url"] == "/floor/desk/"
    assert browser.get("/floor/other.webmanifest").status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_of_what_waits_is_whole_in_both_languages(floor, language):
    text = text_of(floor.browser(floor.deputies[0], language).get("/floor/waiting/"))
    assert ("Waiting for the line" in text) == (language == "en")
    assert ("待发送" in text) == (language != "en")


def test_pages_that_a_device_keeps_say_for_whom_they_are(floor):
    one, other = (floor.browser(who).get("/floor/") for who in floor.deputies[:2])
    mine, theirs = (page.headers[quiet.ACCOUNT] for page in (one, other))
    assert mine
    assert mine != theirs
    assert f'data-account="{mine}"' in text_of(one)
    assert str(floor.deputies[0].account) not in text_of(one)
    front = floor.browser(floor.deputies[0]).get("/")
    assert quiet.ACCOUNT not in front.headers


def test_signing_out_clears_what_the_device_keeps(floor):
    browser = floor.browser(floor.deputies[0])
    assert "data-leaving" in text_of(browser.get("/account/logout/"))
    answer = browser.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert 'data-account=""' in text_of(browser.get("/account/login/"))


def test_a_claimed_time_that_is_none_is_refused(floor):
    floor.call()
    floor.go("2026-01-15", "08:50")
    browser = floor.browser(floor.deputies[0])
    url = f"/floor/check-in/{floor.code}/"
    told = browser.post(url, {"claimed_at": "soon"}, headers={"X-Townmoot": "quiet"})
    assert told.status_code == 422
    told = browser.post(url, {"claimed_at": "2026-01-15T00:40:00Z"})
    assert told.status_code == 302

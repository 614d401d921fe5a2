"""A client whose clock is ten minutes wrong counts down as all others do."""

from __future__ import annotations

import json
import re
import time
from datetime import datetime
from pathlib import Path

import pytest

import townmoot

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.once]
SCRIPT = Path(townmoot.__file__).parent / "web/live/static/townmoot/js/live.js"
WRONG = 600  # seconds
PAGE = """<!doctype html><title>x</title>
<main id="main" data-live-token-url="/token" data-live-pieces-url="/pieces" data-live-after="1.1">
<time data-until="{until}">-</time></main><script src="/live.js"></script>"""


@pytest.mark.parametrize("wrong", [-WRONG, WRONG])
def test_a_countdown_goes_by_the_servers_time(page, wrong):
    until = int((time.time() + 95) * 1000)
    answers = {
        "/": (PAGE.format(until=until), "text/html"),
        "/live.js": (SCRIPT.read_text(), "text/javascript"),
        "/token": ('{"token": "x"}', "application/json"),
    }

    def answer(route):
        path = re.sub(r"^https?://[^/]+|\?.*", "", route.request.url)
        if path == "/live/time":
            body = json.dumps({"now": time.time_ns() // 1_000_000})
            route.fulfill(body=body, content_type="application/json")
        elif path in answers:
            body, kind = answers[path]
            route.fulfill(body=body, content_type=kind)
        else:
            route.fulfill(status=503)

    page.route("**/*", answer)
    page.clock.install(time=datetime.fromtimestamp(time.time() + wrong))  # noqa: DTZ006 -- a wrong clock
    page.goto("http://127.0.0.1/")
    page.wait_for_function("document.querySelector('time').textContent.startsWith('1:')")
    minutes, seconds = page.locator("time").inner_text().split(":")
    shown = 60 * int(minutes) + int(seconds)
    left = (until - time.time_ns() / 1_000_000) / 1000
    assert abs(shown - left) < 1.3

"""Airplane mode on a phone: what is handed in arrives once, or is refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from tests.cli.houses import until
from tests.factories import Somebody
from tests.web.floor.conftest import Floor
from townmoot.meetings.models import CheckIn
from townmoot.suggestions.models import Suggestion

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KEPT = (
    "caches.keys().then(names => names.filter(name => name.startsWith('townmoot-pages-')).length)"
)

STANDS_IN = "caches.match('/floor/waiting/', {ignoreVary: true}).then(found => Boolean(found))"


class Phone:
    """A phone with script whose line can drop."""

    def __init__(self, chromium, floor: Floor, home: str) -> None:
        phone = {"width": 360, "height": 740}
        self.context = chromium.new_context(base_url=home, locale="en", viewport=phone)
        self.page, self.floor, self.home = self.context.new_page(), floor, home
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def become(self, who: Somebody) -> None:
        name = django_settings.SESSION_COOKIE_NAME
        self.context.clear_cookies(name=name)
        value = self.floor.browser(who).cookies[name].value
        self.context.add_cookies([{"name": name, "value": value, "url": self.home}])

    def press(self, text: str) -> None:
        self.page.get_by_role("button", name=text, exact=True).click()

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def drop(self) -> None:
        """Cut the line, once the page that stands in for others is kept."""
        until(lambda: self.page.evaluate(STANDS_IN))
        self.context.set_offline(True)

    def restore(self) -> None:
        self.context.set_offline(False)


@pytest.fixture
def floor(open_floor) -> Floor:
    return open_floor


@pytest.fixture
def phone(chromium, floor, live_server) -> Iterator[Phone]:
    """A deputy's phone on the morning of the meeting, with the floor installed."""
    made = Phone(chromium, floor, str(live_server.url))
    floor.call()
    floor.go("2026-01-15", "08:50")
    made.become(floor.deputies[0])
    made.page.goto("/floor/")
    made.page.evaluate("navigator.serviceWorker.ready")
    until(lambda: made.page.evaluate(READY))
    for url in ("/floor/", "/floor/check-in/", "/floor/suggestions/new/"):
        made.page.goto(url)
    yield made
    made.context.close()
    assert made.faults == []


def came(who: Somebody) -> list[datetime | None]:
    rows = CheckIn.objects.filter(participant__person=who.person)
    return list(rows.values_list("claimed_at", flat=True))


def done_while_cut_off(phone, floor):
    me, page = floor.deputies[0], phone.page
    phone.drop()
    page.goto("/floor/")
    phone.sees("You see this page as it was last")
    page.goto("/floor/check-in/")  # a hall whose page was never seen
    page.get_by_label("Code of the hall").fill(floor.code)
    phone.press("Go on")
    phone.sees("is not kept on this device")
    phone.press("Check in")
    phone.sees("kept on this device and sent")
    for title in ("Street lamps", "A crossing"):
        page.goto("/floor/suggestions/new/")
        page.get_by_label("Title").fill(title)
        page.get_by_label("Situation").fill("It is dark.")
        page.get_by_label("Proposal").fill("Light it.")
        phone.press("Keep the draft")
        phone.sees("kept on this device and sent")
    page.goto(f"/floor/check-in/{floor.code}/")
    phone.press("Check in")
    phone.sees("Waiting for the line: 4")
    assert came(me) == []
    phone.restore()
    expect(page.locator("[data-count=waits]")).to_be_hidden()
    assert len(came(me)) == 1
    assert came(me)[0] is not None
    drafts = Suggestion.objects.order_by("created_at")
    assert [row.title for row in drafts] == ["Street lamps", "A crossing"]
    page.goto("/floor/waiting/")
    phone.sees("Not accepted: 1")
    phone.sees("checked in")
    phone.press("I have read it")
    phone.sees("Nothing waits.")


def another_sits_down(phone, floor):
    me, other, page = *floor.deputies[1:3], phone.page
    phone.become(me)
    page.goto("/floor/")
    phone.drop()
    page.goto(f"/floor/check-in/{floor.code}/")
    phone.press("Check in")
    phone.sees("Waiting for the line: 1")
    phone.restore()
    phone.become(other)
    page.goto("/floor/waiting/")
    phone.sees("Nothing waits.")
    assert page.evaluate(KEPT) == 1
    phone.drop()
    page.goto("/floor/suggestions/new/")
    phone.sees("is not kept on this device")
    phone.restore()
    assert (came(me), came(other)) == ([], [])
    phone.become(me)
    page.goto("/floor/waiting/")
    expect(page.locator("[data-none]")).to_be_visible()
    until(lambda: len(came(me)) == 1)


def signed_out_meanwhile(phone, floor):
    page = phone.page
    before = Suggestion.objects.count()
    phone.become(floor.deputies[0])
    page.goto("/floor/suggestions/new/")
    page.get_by_label("Title").fill("A bench")
    phone.context.clear_cookies(name=django_settings.SESSION_COOKIE_NAME)
    phone.press("Keep the draft")
    expect(page.get_by_role("link", name="Sign in, and it is sent.")).to_be_visible()
    page.goto("/account/login/")
    until(lambda: page.evaluate(KEPT) == 0)
    phone.become(floor.deputies[0])
    page.goto("/floor/")
    until(lambda: Suggestion.objects.count() == before + 1)
    page.goto("/floor/suggestions/new/")
    phone.drop()
    page.get_by_label("Title").fill("A crossing")
    phone.press("Keep the draft")
    phone.sees("kept on this device and sent")
    phone.restore()
    page.goto("/account/logout/")
    phone.press("Sign out")
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    assert Suggestion.objects.count() == before + 2
    until(lambda: page.evaluate(KEPT) == 0)


def test_what_is_done_in_airplane_mode_arrives_once_or_says_why_not(phone, floor):
    done_while_cut_off(phone, floor)
    another_sits_down(phone, floor)
    signed_out_meanwhile(phone, floor)

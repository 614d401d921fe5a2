"""The main line in a real browser, and every kind of page on a phone, by ear and in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import axe_playwright_python
import pytest
from django.conf import settings as django_settings

from tests import factories
from tests.factories import Somebody
from tests.web.floor import pages
from tests.web.floor.conftest import Floor
from townmoot.commitments.models import Commitment
from townmoot.people.models import Account
from townmoot.people.queries import token_hash
from townmoot.suggestions.models import Allotment, Reply, Suggestion
from townmoot.web.demo import state

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What another language and the dark can change; the rest follows from the same template.
CHANGING = ["color-contrast", "html-has-lang", "html-lang-valid", "valid-lang", "target-size"]
OPEN = "document.querySelectorAll('details').forEach(item => { item.open = true })"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Where a finger must hit: buttons, fields and what one opens.
SMALL = """() => [...document.querySelectorAll(
        'main :is(.button, input, select, textarea, summary)')]
    .filter(one => !['hidden', 'checkbox', 'radio'].includes(one.type))
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height < 43.9).map(([html]) => html)"""
ZOOMED = 320  # what 400 % leaves of a screen of 1280 pixels
TOKEN = "a-slip-of-the-journey"


class Walker:
    """A browser in which one person after the other walks through the house."""

    def __init__(self, chromium: Any, floor: Floor, home: str, **options: Any) -> None:
        self.context = chromium.new_context(base_url=home, **options)
        self.page = self.context.new_page()
        self.floor, self.home, self.keys = floor, home, {}

    def become(self, who: Somebody | None) -> None:
        """Let somebody sit down at the browser; None: somebody from the street."""
        name = django_settings.SESSION_COOKIE_NAME
        self.context.clear_cookies(name=name)
        if who is not None:
            if who not in self.keys:
                self.keys[who] = self.floor.browser(who).cookies[name].value
            cookie = {"name": name, "value": self.keys[who], "url": self.home}
            self.context.add_cookies([cookie])

    def press(self, text: str) -> None:
        """Press a button by its words."""
        self._hit("button", text)

    def follow(self, text: str) -> None:
        """Follow a link by its words."""
        self._hit("link", text)

    def _hit(self, role: Any, text: str) -> None:
        found = self.page.get_by_role(role, name=text, exact=True)
        assert found.count(), f"no {role} {text!r} at {self.page.url}: {self.text}"
        with self.page.expect_navigation():
            found.first.click()

    @property
    def text(self) -> str:
        return str(self.page.inner_text("main"))


@pytest.fixture
def floor(open_floor) -> Floor:
    """The floor's town, where the server's threads see it too."""
    return open_floor


@pytest.fixture
def home(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def walker(chromium, floor, home) -> Iterator[Walker]:
    """A phone without any script: all of the main line works there."""
    phone = {"width": 360, "height": 740}
    made = Walker(chromium, floor, home, locale="en", viewport=phone, java_script_enabled=False)
    yield made
    made.context.close()


def publish(floor: Floor, key: UUID) -> None:
    """Two of the office look at it before everybody does."""
    floor.do("disclosure.review", suggestion=key, result="public", spans=[])
    other = floor.town.person(role="clerk", organization=floor.town.office)
    floor.do("suggestion.publish", by=other, suggestion=key)


def come(walker: Walker) -> None:
    """A deputy signs in by slip and checks in at the door; the others come, the chair opens."""
    floor, page = walker.floor, walker.page
    floor.call()
    floor.go("2026-01-15", "08:30")
    slips = [{"account": floor.deputies[0].account, "token_hash": token_hash(TOKEN)}]
    floor.do("slip.issue", slips=slips)
    page.goto(f"/slip/{TOKEN}/")
    walker.press("Yes, sign in")
    assert page.url.endswith("/floor/"), (page.url, walker.text)
    page.goto(f"/floor/check-in/{floor.code}/")
    walker.press("Check in")
    assert "You are checked in" in walker.text
    for who in floor.deputies[1:]:
        floor.come(who)
    floor.do("meeting.open", by=floor.chair, meeting=floor.meeting)


def hand_in(walker: Walker) -> UUID:
    """The deputy writes a suggestion and hands it in."""
    page = walker.page
    page.goto("/floor/suggestions/new/")
    page.fill("[name=title]", "关于划定护学通道的建议")
    page.fill("[name=facts]", "上学放学时校门口很挤。")
    page.fill("[name=proposal]", "在校门口划定护学通道。")
    walker.press("Keep the draft")
    walker.press("Hand in")
    assert "Handed in" in walker.text
    return UUID(re.findall(r"/suggestions/([0-9a-f-]{36})/", page.url)[0])


def answer(walker: Walker, key: UUID) -> None:
    """The house passes it on; the unit signs for it, drafts, checks, signs and issues."""
    floor, page = walker.floor, walker.page
    floor.do("suggestion.accept", suggestion=key, subject_class="交通", public=True)
    given = {"suggestion": key, "to": floor.town.government, "long": False}
    floor.do("suggestion.assign", by=floor.chair, **given)
    leads = [{"unit": floor.unit, "part": ""}]
    floor.do("suggestion.allot", by=floor.office, suggestion=key, leads=leads, assisting=[])
    walker.become(floor.officer)
    page.goto("/unit/")
    walker.follow("关于划定护学通道的建议")
    walker.press("Sign for it")
    lead = Suggestion.objects.get(pk=key).lead_id
    talk = {"on": "2026-01-15", "way": "face_to_face", "persons": [lead], "words": "当面听取意见"}
    part = Allotment.objects.get(suggestion=key).pk
    floor.do("contact.log", by=floor.officer, allotment=part, **talk)
    page.reload()
    walker.follow("Draft the reply")
    page.check("[name=reply_class][value=adopted]")
    page.fill("[name=text]", "现答复如下：通道已于一月划定。")
    walker.press("Draft the reply")
    letter = f"/unit/replies/{Reply.objects.get(allotment=part).pk}/"
    for who, word in ((floor.checker, "Check"), (floor.signer, "Sign")):
        walker.become(who)
        page.goto(letter)
        walker.follow(word)
        walker.press(word)
    walker.become(floor.officer)
    page.goto(letter)
    walker.follow("Issue")
    page.fill("[name=mark]", "澄规建复")
    walker.press("Issue")
    assert "澄规建复〔2026〕2号" in walker.text


def test_from_the_slip_to_the_number_that_opens(walker, floor):
    page = walker.page
    come(walker)
    floor.answer(floor.handed_in(floor.deputies[1]))
    key = hand_in(walker)
    answer(walker, key)
    walker.become(floor.deputies[0])
    page.goto("/floor/suggestions/")
    walker.follow("关于划定护学通道的建议")
    page.goto(page.locator("main a[href*='/replies/']").first.get_attribute("href"))
    page.check("[name=attitude][value=satisfied]")
    page.check("[name=result][value=satisfied]")
    walker.press("Send my rating")
    assert "Your rating" in walker.text
    publish(floor, key)
    walker.become(None)
    page.goto("/")
    assert "2/2" in walker.text
    page.locator("a[href='/figures/reply_rate/']").click()
    assert page.locator("tbody tr").count() == 2
    page.locator(f"tbody a[href='/suggestions/{key}/']").click()
    page.locator("summary", has_text="Why this date").last.click()
    assert "Time to reply: 3 months" in walker.text
    page.locator(f"a[href^='/suggestions/{key}/replies/']").first.click()
    assert "现答复如下：通道已于一月划定。" in walker.text


def kinds(floor: Floor) -> list[tuple[str, str]]:
    """Who opens what: one page of each kind, in a town where everything is under way."""
    told = pages.addresses(floor)
    key = floor.handed_in(floor.deputies[2])
    reply = floor.answer(key, "in_progress", promise="装灯24盏", deadline="2026-12-01")
    publish(floor, key)
    floor.do("meeting.publish", meeting=floor.meeting)
    part, promise = Allotment.objects.get(suggestion=key).pk, Commitment.objects.get().pk
    person = floor.deputies[2].person
    meeting, congress = f"/clerk/meetings/{floor.meeting}/", floor.town.congress
    public = [
        "/", "/meetings/", f"/meetings/{floor.meeting}/", f"/suggestions/{key}/", "/suggestions/",
        f"/suggestions/{key}/replies/1/", f"/commitments/{promise}/", f"/people/{person}/",
        f"/units/{floor.unit}/", "/figures/reply_rate/", "/record/1/", "/account/login/", "/demo/",
    ]  # fmt: skip
    clerk = [
        "/clerk/", "/clerk/people/", f"/clerk/people/{person}/", "/clerk/people/add/",
        f"/clerk/organizations/{congress}/", "/clerk/lists/roster/", "/clerk/settings/", meeting,
        f"{meeting}agenda/", f"{meeting}venues/", f"{meeting}attendance/", f"{meeting}progress/",
        f"/clerk/venues/{floor.hall}/sheet/", "/clerk/suggestions/", f"/clerk/suggestions/{key}/",
        f"/clerk/suggestions/replies/{reply}/", "/clerk/figures/units/", "/account/sessions/",
        "/account/passkeys/",
    ]  # fmt: skip
    unit = [
        "/unit/", "/unit/handled/", f"/unit/promises/{promise}/", f"/unit/suggestions/{part}/",
        f"/unit/replies/{reply}/", f"/unit/replies/{reply}/letter/",
    ]  # fmt: skip
    told += [("clerk", url) for url in clerk] + [("officer", url) for url in unit]
    return [*told, ("office", "/unit/office/"), *(("", url) for url in public)]


def complaints(page: Any, rules: Any) -> list[object]:
    """What is wrong with the page that is open."""
    page.evaluate(OPEN)
    page.evaluate(AXE)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    told: list[object] = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
    return told + page.evaluate(SMALL) + ["too wide"] * (page.evaluate(WIDER) > 0)


DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.mark.once
def test_a_passkey_is_made_and_then_signs_in(browser_context, home, client):
    who = factories.town().somebody(name="王芳")
    client.force_login(Account.objects.get(pk=who.account))
    name = django_settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": home}
    browser_context.add_cookies([cookie])
    page = browser_context.new_page()
    device = browser_context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{home}/account/passkeys/")
    page.get_by_label("名称").fill("我的手机")
    page.keyboard.press("Enter")
    page.get_by_text("已添加通行密钥“我的手机”。").wait_for()
    browser_context.clear_cookies(name=name)
    page.goto(f"{home}/account/login/?next=/account/passkeys/")
    page.get_by_role("button", name="用通行密钥登录").press("Enter")
    page.get_by_role("heading", name="您的通行密钥", exact=True).wait_for()
    assert page.locator("time").count() == 2  # when it was added, when it was used
    page.set_viewport_size({"width": ZOOMED, "height": 740})
    assert page.evaluate(WIDER) == 0


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_chair_and_the_wall_need_no_scrolling(chromium, floor, home, language):
    floor.call()
    floor.open()
    walls = {
        floor.chair: (f"/floor/meetings/{floor.meeting}/chair/", {"width": 1366, "height": 768}),
        floor.steward: (f"/floor/desk/{floor.hall}/screen/", {"width": 1920, "height": 1080}),
    }
    for who, (url, size) in walls.items():
        walker = Walker(chromium, floor, home, viewport=size, locale=language)
        walker.become(who)
        assert walker.page.goto(url).status == 200
        assert walker.page.evaluate("document.documentElement.scrollHeight") == size["height"]
        assert walker.page.evaluate(WIDER) == 0
        walker.context.close()


def test_every_kind_of_page_suits_a_phone_and_those_who_cannot_see(
    chromium, floor, home, settings, tmp_path
):
    settings.DEMO, settings.DATA = True, tmp_path
    state.write(state.Progress(phase=state.Phase.PLAYING, total=790))
    phone = {"width": ZOOMED, "height": 740}
    found, visited = {}, kinds(floor)
    for language, scheme, rules in (("zh-CN", "light", RULES), ("en", "dark", CHANGING)):
        options = {"locale": language, "color_scheme": scheme, "bypass_csp": True}
        walker = Walker(chromium, floor, home, viewport=phone, **options)
        for who, url in visited:
            walker.become(pages.who_opens(floor, who) if who else None)
            answer = walker.page.goto(url)
            told = complaints(walker.page, rules) if answer.status == 200 else [answer.status]
            if told:
                found[f"{who} {url} {language}"] = told
        walker.context.close()
    assert found == {}

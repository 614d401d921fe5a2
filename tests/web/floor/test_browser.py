"""The floor's pages in a real browser: axe finds nothing, nothing is wider than the phone."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings

from tests.web.floor.pages import addresses, who_opens

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN = "document.querySelectorAll('details').forEach(item => { item.open = true })"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Where a finger must hit: buttons, fields and what one chooses.
SMALL = """() => [...document.querySelectorAll('main :is(.button, input, select, textarea)')]
    .filter(one => !['hidden', 'checkbox', 'radio'].includes(one.type))
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height < 43.9).map(([html]) => html)"""


def complaints(page) -> list[object]:
    """What is wrong with the page that is open."""
    page.evaluate(OPEN)
    page.evaluate(AXE.read_text())
    found = page.evaluate("tags => axe.run(document, tags)", {"runOnly": RULES})["violations"]
    told: list[object] = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
    told += page.evaluate(SMALL)
    wider = page.evaluate(WIDER)
    return [*told, f"{wider} px too wide"] if wider > 0 else told


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_every_page_suits_a_phone_and_those_who_cannot_see(
    open_floor, live_server, chromium, language, scheme
):
    context = chromium.new_context(
        locale=language, color_scheme=scheme, viewport={"width": 360, "height": 740}
    )
    page, found, present = context.new_page(), {}, ""
    for who, url in addresses(open_floor):
        if who != present:
            cookies = open_floor.browser(who_opens(open_floor, who)).cookies
            key = cookies[settings.SESSION_COOKIE_NAME].value
            context.clear_cookies()
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
            context.add_cookies([cookie])
            present = who
        page.goto(f"{live_server.url}{url}")
        told = complaints(page)
        if told:
            found[f"{who} {url}"] = told
    context.close()
    assert found == {}

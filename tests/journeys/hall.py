"""A session with two halls on a server of its own, and the browsers that look at it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.cli.houses import House, end
from townmoot.cli.rehearsal.running import free_port, wait_for

PHONE, WALL = {"width": 360, "height": 740}, {"width": 1920, "height": 1080}
CHAIR, DESK = {"width": 1366, "height": 768}, {"width": 1440, "height": 900}
SOON = 20_000  # milliseconds in which a busy machine shows what it was sent
FOCUSED = "(document.activeElement.innerText || document.activeElement.value || '').trim()"
TABS = 200
SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from tests import factories
from tests.meetings.conftest import Moot, at
from townmoot.people.models import Account
from townmoot.record import clock
clock.mark_rehearsal(at("2026-07-10"))
town = factories.town()
group = town.group()
chair, steward, second = (town.person(role=one) for one in ("chair", "steward", "steward"))
moot = Moot(town=town, chair=chair, steward=steward, group=group)
moot.deputies = [town.deputy(group=group) for _ in range(5)]
meeting = moot.plan("deputies_meeting", "2026-07-22", presiding=chair.person)
names = ("审议工作报告", "评议护学通道的建设", "评议集镇停车的整治", "评议窗口单位的服务")
items = [moot.item(meeting, kind="review", name=name) for name in names]
branch = moot.hall(meeting, name="南渡分会场", kind="branch", steward=second.person)
hall = moot.call(meeting)
moot.go("2026-07-22", "08:50")
for n, who in enumerate(moot.deputies):
    by, where = (steward, hall) if n < 3 else (second, branch)
    moot.do("attendance.check_in_person", by=by, venue=where, person=who.person)
moot.do("meeting.open", by=chair, meeting=meeting)
moot.adopt(meeting)
moot.do("meeting.publish", meeting=meeting)
polls = {}
for kind, item in zip(("hands", "named", "secret"), items[1:]):
    given = {"context": meeting, "subject": item, "name": names[items.index(item)], "kind": kind}
    given["method"] = "assessment"
    polls[kind] = moot.make("poll.prepare", **given)


def session(who):
    client = Client()
    client.force_login(Account.objects.get(pk=who.account))
    return client.cookies["sessionid"].value


people = {"chair": chair, "steward": steward, "second": second}
people |= {f"deputy{n}": who for n, who in enumerate(moot.deputies)}
told = {"meeting": meeting, "hall": hall, "branch": branch, "items": items, "polls": polls,
    "sessions": {name: session(who) for name, who in people.items()}}
print(json.dumps(told, default=str))
"""


@dataclass
class Session:
    """The session, its server, and a page for each who is at it."""

    house: House
    chromium: Browser
    told: dict[str, Any]
    port: int = field(default_factory=free_port)
    pages: dict[str, Page] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    process: Any = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        """Start the server, where it was before."""
        self.process = self.house.start("serve", "--port", str(self.port), "--json")
        wait_for(self.base, self.process)

    def kill(self) -> None:
        """End the server as a cut of the power would."""
        end(self.process)

    def sit(self, name: str, url: str, size: Any, who: str = "", locale: str = "en") -> Page:
        """Somebody opens a page in a browser of their own; it is live."""
        context = self.chromium.new_context(base_url=self.base, locale=locale, viewport=size)
        if who:
            key = {"name": "sessionid", "value": self.told["sessions"][who], "url": self.base}
            context.add_cookies([key])
        page = self.pages[name] = context.new_page()
        page.set_default_timeout(SOON)
        page.on("pageerror", lambda error: self.faults.append(f"{name}: {error}"))
        page.on("console", lambda said: self._heard(name, said.text))
        page.goto(url)
        self.follows(name)
        return page

    def follows(self, name: str, *, still: bool = True) -> None:
        """The page has its line; not `still`: it has lost it."""
        line = expect(self.pages[name].locator("html"))
        if still:
            line.to_have_attribute("data-line", "live", timeout=3 * SOON)
        else:
            line.not_to_have_attribute("data-line", "live", timeout=3 * SOON)

    def _heard(self, name: str, text: str) -> None:
        if "Content Security Policy" in text:
            self.faults.append(f"{name}: {text}")

    def sees(self, name: str, *texts: str) -> None:
        """Somebody is shown this, without touching anything."""
        for text in texts:
            expect(self.pages[name].locator("main")).to_contain_text(text, timeout=SOON)

    def sees_not(self, name: str, *texts: str) -> None:
        """Somebody is shown this no longer, or not yet."""
        for text in texts:
            expect(self.pages[name].locator("main")).not_to_contain_text(text, timeout=SOON)

    def all_live(self) -> None:
        """Everybody's page follows."""
        for name in self.pages:
            self.follows(name)

    def press(self, name: str, text: str) -> None:
        """Press a button or follow a link by its first words."""
        page = self.pages[name]
        found = page.get_by_role("button", name=text).or_(page.get_by_role("link", name=text))
        found.first.click()

    def keys(self, name: str, text: str) -> None:
        """The same with the keyboard alone: to it by tabulator, then Enter."""
        page = self.pages[name]
        expect(page.get_by_text(text, exact=False).first).to_be_visible(timeout=SOON)
        for _ in range(TABS):
            page.keyboard.press("Tab")
            if str(page.evaluate(FOCUSED)).startswith(text):
                page.keyboard.press("Enter")
                return
        raise AssertionError(f"{name}: no tabulator leads to {text!r} at {page.url}")

    def shoot(self, name: str, moment: str) -> None:
        """Keep a picture where $TOWNMOOT_SHOTS names a folder."""
        folder = os.environ.get("TOWNMOOT_SHOTS")
        if folder:
            self.pages[name].screenshot(path=Path(folder) / f"{moment}-{name}.png")

    def count(self, query: str) -> int:
        return int(self.house.rows(query)[0][0])

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()
        if self.process is not None:
            end(self.process)

"""A whole session in browsers: chair, two halls, five deputies on phones, somebody at home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cli.houses import House, until
from tests.journeys.hall import CHAIR, DESK, PHONE, SET_UP, SOON, WALL, Session

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]
WALLS, DEPUTIES = ("wall", "far"), tuple(f"deputy{n}" for n in range(5))
BALLOTS = "SELECT count(*) FROM ballots_ballot"
REQUESTS = "SELECT count(*) FROM meetings_speakrequest"
# How much of a speech is left on a screen, in milliseconds, by the page's own reckoning.
LEFT = """() => {
  const time = document.querySelector('time[data-until]');
  return [time.textContent, Number(time.dataset.until)];
}"""


@pytest.fixture
def session(chromium: Any, tmp_path: Path) -> Iterator[Session]:
    """The session under way, with everybody looking on."""
    house = House(tmp_path / "town")
    house.data.mkdir()
    made = Session(house, chromium, house.python(SET_UP))
    try:
        made.serve()
        sit_down(made)
        yield made
    finally:
        made.close()
    assert made.faults == []


def sit_down(session: Session) -> None:
    meeting, told = session.told["meeting"], session.told
    session.sit("chair", f"/floor/meetings/{meeting}/chair/", CHAIR, "chair")
    session.sit("wall", f"/floor/desk/{told['hall']}/screen/", WALL, "steward", "zh-CN")
    session.sit("far", f"/floor/desk/{told['branch']}/screen/", WALL, "second")
    for name in DEPUTIES:
        session.sit(name, f"/floor/meetings/{meeting}/", PHONE, name)
    session.sit("home", f"/meetings/{meeting}/", DESK)


def on_walls(session: Session, *texts: str) -> None:
    for name in WALLS:
        session.sees(name, *texts)


def an_item_begins(session: Session) -> None:
    """The chair, by keys alone; every screen follows."""
    session.keys("chair", "Start")
    on_walls(session, "审议工作报告")
    for name in (*DEPUTIES, "home"):
        session.sees(name, "审议工作报告")


def two_ask_to_speak(session: Session) -> None:
    """One from each hall; the second in airplane mode, whose request arrives once."""
    near, far = "deputy0", "deputy4"
    item = session.told["items"][0]
    for name in (near, far):
        page = session.pages[name]
        page.goto(f"/floor/items/{item}/speak/")
        if name == far:
            page.context.set_offline(True)
        session.press(name, "Ask to speak")
        if name == far:
            session.sees(far, "kept on this device and sent")
            assert session.count(REQUESTS) == 1
            page.context.set_offline(False)
    until(lambda: session.count(REQUESTS) == 2)
    expect(session.pages["chair"].locator(".speakers__line")).to_have_count(2, timeout=SOON)
    for name in (near, far):
        session.pages[name].goto(f"/floor/meetings/{session.told['meeting']}/")
    session.keys("chair", "Call")
    session.sees("wall", "正在发言")
    session.sees("far", "Speaking now")


def their_clocks_agree(session: Session) -> None:
    """The same end on each screen; each page knows the server's time within 0.2 s."""
    ends = set()
    for name in ("chair", *WALLS, "deputy1"):
        page = session.pages[name]
        page.wait_for_selector("time[data-until]")
        ends.add(page.evaluate(LEFT)[1])
    assert len(ends) == 1
    session.keys("chair", "End the speech")
    session.sees_not("far", "Speaking now")
    session.keys("chair", "Finish")


def a_vote_by_hands(session: Session) -> None:
    """Each steward counts the own hall; nobody at home knows before the chair announces."""
    session.keys("chair", "Start")
    on_walls(session, "评议护学通道的建设")
    session.keys("chair", "Open the vote")
    session.sees("far", "may vote")
    poll = session.told["polls"]["hands"]
    for who, hall, hands in (("steward", "hall", 3), ("second", "branch", 2)):
        page = session.pages["wall" if who == "steward" else "far"].context.new_page()
        page.goto(f"/votes/{poll}/halls/{session.told[hall]}/")
        fields = page.locator("main input[type=number]")
        for n, field in enumerate(fields.all()):
            field.fill(str(hands) if n == 0 else "0")
        page.locator("main button[type=submit]").click()
        page.close()
    session.keys("chair", "Close the vote")
    session.keys("chair", "Confirm the count")
    expect(session.pages["home"].locator(".result")).to_have_count(0)
    session.keys("chair", "Announce the result")
    for name in (*WALLS, "home", "deputy2"):
        expect(session.pages[name].locator(".result").first).to_be_visible(timeout=SOON)
        session.shoot(name, "hands")
    session.keys("chair", "Finish")


def choose(page: Page) -> None:
    """Mark the first answer with the keyboard alone, and cast."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
    page.keyboard.press("Enter")


def a_vote_by_name(session: Session) -> None:
    """One line drops, the power is cut in the middle; five ballots are given and five counted."""
    poll = session.told["polls"]["named"]
    session.keys("chair", "Start")
    session.keys("chair", "Open the vote")
    for name in DEPUTIES:
        session.sees(name, "Vote now")
    cut = session.pages["deputy3"]
    session.press("deputy3", "Vote now")
    cut.wait_for_url("**/ballot/")
    cut.context.set_offline(True)
    choose(cut)
    session.sees("deputy3", "kept on this device and sent")
    for name in ("deputy0", "deputy1"):
        session.keys(name, "Vote now")
        session.pages[name].wait_for_url("**/ballot/")
        choose(session.pages[name])
        session.sees(name, "Your vote is recorded.")
    session.kill()
    assert session.count(BALLOTS) == 2
    session.follows("chair", still=False)
    session.serve()
    for name in ("deputy2", "deputy4"):
        page = session.pages[name]
        page.goto(f"/votes/{poll}/ballot/")
        choose(page)
        session.sees(name, "Your vote is recorded.")
    cut.context.set_offline(False)
    until(lambda: session.count(BALLOTS) == 5)
    for name in DEPUTIES:
        session.pages[name].goto(f"/floor/meetings/{session.told['meeting']}/")
    session.all_live()
    for label in ("Close the vote", "Confirm the count", "Announce the result"):
        session.keys("chair", label)
    for name in (*WALLS, "home"):
        expect(session.pages[name].locator(".result").first).to_be_visible(timeout=SOON)
        session.sees(name, "5")
        session.shoot(name, "named")
    assert session.count(BALLOTS) == 5
    session.keys("chair", "Finish")


def a_hall_is_cut_off(session: Session) -> None:
    """What the chair writes for the walls reaches the other hall; this one when it is back."""
    far = session.pages["far"]
    far.context.set_offline(True)
    session.follows("far", still=False)
    page = session.pages["chair"].context.new_page()
    page.goto(f"/floor/meetings/{session.told['meeting']}/halls/")
    page.get_by_label("Or a message on the screen").fill("休会十分钟")
    page.get_by_role("button", name="Show it").click()
    session.sees("wall", "休会十分钟")
    session.shoot("wall", "message")
    session.sees_not("far", "休会十分钟")
    far.context.set_offline(False)
    session.sees("far", "休会十分钟")
    page.goto(f"/floor/meetings/{session.told['meeting']}/halls/")
    page.get_by_label("Shows").select_option("auto")
    page.get_by_role("button", name="Show it").click()
    session.sees_not("wall", "休会十分钟")
    page.close()


def test_a_whole_session_on_every_screen(session):
    an_item_begins(session)
    two_ask_to_speak(session)
    their_clocks_agree(session)
    a_vote_by_hands(session)
    a_vote_by_name(session)
    a_hall_is_cut_off(session)

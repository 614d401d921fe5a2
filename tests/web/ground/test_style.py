"""Every piece together, in both languages, in light and dark, on a phone and on a desk."""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python
import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from tests import factories
from townmoot.web import ground
from townmoot.web.ground import pieces
from townmoot.web.ground.shapes import STATES

pytestmark = [pytest.mark.urls("tests.web.ground.urls"), pytest.mark.django_db]
PIECES = Path(ground.__file__).parent / "templates" / "ground" / "pieces"
PAGES = ["", "letter/", "notice/", "front/", "floor/", "venue/"]
LANGUAGES = ["en", "zh-hans"]
# Phone and desk in each scheme; the other language of each scheme on the desk alone.
LOOKED_AT = [
    ("zh-hans", "light", (360, 768, 1440)),
    ("en", "dark", (360, 768, 1440)),
    ("en", "light", (1440,)),
    ("zh-hans", "dark", (1440,)),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
OPEN = "document.querySelectorAll('details').forEach(item => { item.open = true })"


@pytest.fixture
def reader() -> Client:
    return Client()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_there_in_both_languages(reader, page, language):
    reader.cookies["django_language"] = language
    answer = reader.get(f"/style/{page}")
    assert answer.status_code == 200
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in answer.text


def test_a_page_that_is_not_there_is_not_found(reader):
    assert reader.get("/style/nothing/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_style_or_script_of_its_own(reader, language):
    reader.cookies["django_language"] = language
    for page in PAGES:
        text = reader.get(f"/style/{page}").text
        assert not re.search(r"\sstyle=|<style|<script(?! src)|\son\w+=", text)


def test_every_piece_is_shown(reader):
    shown = "".join(path.read_text() for path in PIECES.parent.rglob("*.html"))
    names = {path.stem for path in PIECES.glob("*.html")}
    used = set(re.findall(r"ground/pieces/(\w+)\.html", shown))
    assert names - used == {"nav_item"}
    assert reader.get("/style/").text.count("aria-current") >= 4


def test_every_piece_says_what_it_takes():
    first = {path.name: path.read_text().split("\n")[0] for path in PIECES.glob("*.html")}
    assert {name for name, line in first.items() if "{#" not in line} == set()


def test_a_refused_act_is_a_sentence_and_no_button(reader):
    acts = [pieces.Act(label="Close", reason="only the clerk may.")]
    html = render_to_string("ground/pieces/act_bar.html", {"acts": acts})
    assert "only the clerk may." in html
    assert "<button" not in html


def test_an_act_carries_its_id_and_fields():
    act = pieces.Act(label="Send", url="/x/", act_id="0190", fields={"unit": "7"})
    html = render_to_string("ground/pieces/act.html", {"act": act})
    assert '<input type="hidden" name="act_id" value="0190">' in html
    assert '<input type="hidden" name="unit" value="7">' in html


@pytest.mark.parametrize(("path", "current"), [("/style/", True), ("/style/letter/", False)])
def test_a_rooms_front_page_is_current_only_on_itself(path, current):
    from django.template import Context, Template

    source = '{% load ground %}{% nav_item "ground:style" "Pieces" exact=True %}'
    html = Template(source).render(Context({"request": RequestFactory().get(path)}))
    assert ("aria-current" in html) is current


def test_a_place_in_the_navigation_is_current_on_the_pages_beneath_it():
    from django.template import Context, Template

    request = RequestFactory().get("/clerk/board/7/")
    source = '{% load ground %}{% nav_item "/clerk/board/" "Board" count=3 %}'
    html = Template(source).render(Context({"request": request}))
    assert "aria-current" in html
    assert ">3<" in html


def test_the_request_may_bring_its_own_frame():
    request = RequestFactory().get("/")
    request.frame = pieces.Frame(name="Ashmoot", who="Joan Marlow", demo=True, notice=False)
    html = render_to_string("ground/app_base.html", {}, request)
    assert "Joan Marlow" in html
    assert "示例数据" in html


@pytest.mark.parametrize(("language", "there"), [("zh-hans", True), ("en", False)])
def test_the_chinese_foot_says_that_secrets_do_not_belong_here(reader, language, there):
    factories.town()
    reader.cookies["django_language"] = language
    assert ("严禁存储、处理、传输国家秘密、工作秘密" in reader.get("/style/").text) is there


def test_the_device_and_the_page_ask_for_the_same_dark():
    css = (PIECES.parents[2] / "static" / "townmoot" / "css" / "tokens.css").read_text()
    device, page = re.findall(r"color-scheme: dark;(.*?)}", css, re.DOTALL)
    assert device.split() == page.split()


def test_every_state_reads_in_chinese():
    with translation.override("zh-hans"):
        english = {name for name, state in STATES.items() if str(state.word).isascii()}
    assert english == set()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme", "widths"), LOOKED_AT)
def test_axe_finds_nothing(live_server, chromium, language, scheme, widths):
    script = AXE.read_text()
    context = chromium.new_context(
        locale="zh-CN" if language == "zh-hans" else "en-GB", color_scheme=scheme, bypass_csp=True
    )
    page, found = context.new_page(), {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES if width != 768 else PAGES[:1]:
            page.goto(f"{live_server.url}/style/{path}")
            page.evaluate(OPEN)
            page.evaluate(script)
            tags = {"runOnly": RULES}
            violations = page.evaluate("tags => axe.run(document, tags)", tags)["violations"]
            found |= {f"{path} {width} {v['id']}": v["nodes"][0]["html"] for v in violations}
    context.close()
    assert found == {}


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_is_wider_than_the_screen_and_the_policy_stops_nothing(live_server, page, width):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(f"{live_server.url}/style/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert said == []


@pytest.mark.browser
def test_what_one_presses_is_large_enough_on_a_phone(live_server, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/style/")
    low = page.evaluate(
        "[...document.querySelectorAll('.button, .nav a, .tabs a, .ballot__option')]"
        ".filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
    )
    assert low == []


APOLOGIES = ["400", "403", "403_csrf", "404", "500"]


@pytest.mark.parametrize("name", APOLOGIES)
def test_an_apology_says_what_to_do_in_both_languages(name):
    with translation.override("en"):
        english = render_to_string(f"{name}.html")
    with translation.override("zh-hans"):
        chinese = render_to_string(f"{name}.html")
    assert "To the front page" in english
    assert "回到首页" in chinese
    assert "front page" not in chinese

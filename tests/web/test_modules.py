"""What a body lacks is absent: no page, no way to it, no act; and it speaks in its own words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import translation

from tests import factories, parish
from tests.doors import signed_in
from tests.house.test_urls import fill
from tests.house.tree import read_table
from townmoot.record import Absent
from townmoot.rules import load
from townmoot.rules.modules import Module
from townmoot.web.modules import PAGES, module_of

pytestmark = pytest.mark.django_db
ROWS = read_table("urls.txt")


def page(client: Client, url: str, language: str = "en") -> str:
    return client.get(url, headers={"accept-language": language}).content.decode()


@pytest.fixture(autouse=True)
def _own_language():
    """Pages leave their language behind; the next test begins without one."""
    with translation.override(None):
        yield


@pytest.fixture
def council():
    return parish.council()


def test_every_page_that_is_named_stands_in_the_table():
    names = {row[1] for row in ROWS} | {row[1].partition(":")[0] + ":" for row in ROWS}
    assert set(PAGES) - names == set()
    assert get_resolver()
    assert module_of("desk:step") is Module.SUGGESTIONS
    assert module_of("desk:figure") is Module.FIGURES
    assert module_of("public:front") is None


@pytest.mark.once
def test_the_pages_of_absent_modules_are_not_there_for_anybody(council):
    there = {str(module) for module in load("gb-parish", on=parish.DAY).modules.codes}
    absent = [row for row in ROWS if (module := module_of(row[1])) and module not in there]
    assert len(absent) > 60
    clerk, nobody = signed_in(council.clerk), Client()
    found = {row[0]: clerk.get(fill(row[0])).status_code for row in absent}
    assert {url: status for url, status in found.items() if status != 404} == {}
    public = [row[0] for row in absent if row[2] == "public"]
    assert {nobody.get(fill(url)).status_code for url in public} == {404}


def test_the_navigation_leads_only_to_what_is_there(council):
    front = page(Client(), "/")
    assert "/meetings/" in front
    assert "/suggestions/" not in front
    assert "/figures/" not in front
    home = page(signed_in(council.clerk), "/clerk/")
    assert "/clerk/meetings/" in home
    assert "/clerk/suggestions/" not in home


def test_the_lists_and_roles_a_clerk_chooses_from_are_those_of_the_body(council):
    clerk = signed_in(council.clerk)
    lists = page(clerk, "/clerk/lists/")
    assert "/clerk/lists/roster/" in lists
    assert "/clerk/lists/units/" not in lists
    assert clerk.get("/clerk/lists/ledger/").status_code == 404
    kinds = page(clerk, "/clerk/organizations/add/")
    assert '<option value="committee">' in kinds
    assert "presidium" not in kinds
    roles = page(clerk, f"/clerk/organizations/{council.congress}/posts/add/")
    assert '<option value="deputy">councillor</option>' in roles
    assert "unit_head" not in roles


def test_an_act_of_an_absent_module_is_refused_with_the_reason(council):
    deputy = council.deputy(name="Ruth Tindall")
    with pytest.raises(Absent):
        council.do("suggestion.draft", by=deputy, title="x", facts="y", proposal="z")
    body = {"act_id": "", "input": {}}
    answer = signed_in(council.clerk).post(
        "/api/acts/suggestion.close", body, content_type="application/json"
    )
    assert answer.status_code in {409, 422}


@pytest.mark.parametrize(
    ("language", "word", "other"), [("en", "Councillors", "Deputies"), ("zh-hans", "议员", "代表")]
)
def test_a_parish_speaks_in_its_own_words(council, language, word, other):
    answer = Client().get("/people/", headers={"accept-language": language})
    text = answer.content.decode()
    assert word in text
    assert other not in text
    assert answer["Content-Language"] == language
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in text


def test_the_foot_is_the_profiles(council):
    assert "state or work secrets" not in page(Client(), "/")


def test_the_foot_of_a_chinese_town_forbids_secrets():
    factories.town()
    assert "严禁存储、处理、传输国家秘密、工作秘密" in page(Client(), "/", "zh-hans")
    assert "state or work secrets" in page(Client(), "/", "en")

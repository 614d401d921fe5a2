"""The search page: what is public in both languages, and silence about all else."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.pages import links
from tests.web.public.conftest import LANGUAGES, SECRET
from townmoot.search import index, kinds
from townmoot.search.models import Place
from townmoot.web.public.show.found import PAGES


def found(public, typed: str, language: str = "en", **more: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in {"q": typed, **more}.items())
    return public.text(f"/search/?{asked}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_found_in_its_surroundings(public, language):
    text = found(public, "照明", language)
    assert "关于修复<mark>照明</mark>的建议" in text
    assert reverse("public:suggestion", args=[public.suggestion]) in text
    assert ("1 result" if language == "en" else "1条结果") in text
    assert len(text.encode()) < 100_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_not_public_is_found_or_counted(public, language):
    for typed in (SECRET, SECRET[:2], SECRET[-2:], ""):
        shown = found(public, typed, language)
        assert SECRET not in shown.replace(f'value="{SECRET}"', "").replace(f"{SECRET} ·", "")
    assert str(public.unpublished) not in found(public, "")
    nothing = found(public, SECRET, language)
    assert ("Nothing was found" if language == "en" else "没有找到内容") in nothing


def test_every_kind_leads_to_its_page(public):
    assert set(PAGES) == set(kinds())
    told = json.loads(public.get("/api/search").content)
    there = {choice["value"] for choice in told["kinds"]}
    assert there >= {"person", "organization", "meeting", "item", "file", "suggestion", "promise"}
    for code in there:
        text = public.text(f"/search/?kind={code}")
        (entry, *_) = re.findall(r'class="entries__title" href="([^"]+)"', text)
        if code != "file":  # files are tested where they are read
            assert public.get(entry).status_code == 200, (code, entry)


def test_each_choice_leads_to_as_many_as_it_says(public):
    answer = public.get("/search/?q=会&year=2026")
    tabs = [link for link in links(answer) if "kind=" in link]
    assert tabs
    for link in tabs:
        text = public.text(f"/search/{link}")
        (count,) = re.findall(r'aria-current="page">[^<]*<span class="tabs__count">(\d+)', text)
        assert text.count("entries__title") == min(int(count), 20)
    assert '<option value="2026" selected>2026 (' in answer.content.decode()


def test_what_is_similar_is_called_so(public):
    name = public.desk.deputies[0].person
    from townmoot.people.models import Person

    latin = Person.objects.get(pk=name).latin_name
    text = found(public, latin)
    assert '<span class="tag">similar</span>' in text
    assert "0 results, and 1 that is similar" in text


@pytest.mark.parametrize(
    "query",
    [
        "q=%00&page=x&year=abc&organization=1&kind=nonsense",
        "q=%22%22&page=-1&year=99999&organization=" + "0" * 32,
        "q=" + "x" * 3000,
        "page=99999999999999999999",
        "year=²",
        "q=%ED%A0%80",
    ],
)
def test_whatever_is_asked_is_answered(public, query):
    assert public.get(f"/search/?{query}").status_code == 200
    assert public.get(f"/search/?{query}", "zh-hans").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_alone_are_no_word(public, language):
    text = found(public, "???", language)
    assert ("no word to look for" if language == "en" else "没有可查的字词") in text


def test_search_engines_stay_out(public):
    assert public.get("/search/")["X-Robots-Tag"] == "noindex"


def test_an_organization_stands_in_the_readers_language(public):
    text = found(public, "Congress", kind="organization")
    assert "澄汀镇人民代表大会" in found(public, "人民代表大会", "zh-hans", kind="organization")
    assert "Nothing was found" in text or "Congress" in text


def test_many_results_cost_what_one_costs(public):
    def cost() -> int:
        public.text("/search/")
        with CaptureQueriesContext(connection) as asked:
            assert public.text("/search/?q=居民").count("entries__title")
        return len(asked)

    public.desk.town.deputy(name="居民一")
    one = cost()
    for name in ("居民二", "居民三"):
        public.desk.town.deputy(name=name)
    assert cost() == one


@pytest.mark.parametrize("address", ["/", "/meetings/", "/figures/"])
def test_every_public_page_has_the_search_and_its_own_has_one(public, address):
    assert public.text(address).count('role="search"') == 1
    assert public.text("/search/").count('role="search"') == 1


def test_machines_are_told_the_same(public):
    answer = public.get("/api/search?q=照明")
    told = json.loads(answer.content)
    assert (told["exact"], told["similar"], told["page"], told["pages"]) == (1, 0, 1, 1)
    (one,) = told["results"]
    assert one["title"] == "关于修复照明的建议"
    assert "<mark>照明</mark>" in one["marked"]
    assert one["url"] == reverse("public:suggestion", args=[public.suggestion])
    assert {choice["value"]: choice["count"] for choice in told["kinds"]} == {"suggestion": 1}
    assert SECRET not in public.get(f"/api/search?q={SECRET[:3]}").content.decode()
    narrow = json.loads(public.get("/api/search?kind=person&page=1").content)
    assert {hit["kind"] for hit in narrow["results"]} == {"person"}
    assert public.get("/api/search?page=0").status_code == 422
    assert public.get("/api/search?year=x").status_code == 422


def contents() -> list[tuple[str, str, str]]:
    """What the index holds, whatever it was made from."""
    return sorted((place.kind, place.key.hex, place.digest) for place in Place.objects.all())


def test_kept_in_step_it_is_what_it_would_be_made_anew(public):
    town, desk = public.desk.town, public.desk
    index.bring_up_to_date(town.body)
    before = contents()
    key, _part, reply = desk.replied(reply_class="in_progress")
    desk.rate(reply)
    desk.publish(key)
    keep = {"result": "internal", "spans": [], "reason": "漏了姓名"}
    desk.do("disclosure.review", suggestion=public.suggestion, **keep)
    desk.do("file.withdraw", file=public.file, reason="重发")
    desk.do("item.finish", item=public.item)
    deputy = town.deputy(town.group("第三代表小组"), name="居民一")
    desk.do("membership.end", membership=desk.deputies[1].membership, reason="辞职")
    desk.do("person.correct", person=deputy.person, name="居民二")
    index.bring_up_to_date(town.body)
    kept = contents()
    index.rebuild(town.body)
    assert kept == contents() != before

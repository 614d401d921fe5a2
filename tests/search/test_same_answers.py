"""The same answers in the same order on every database, as a plain look at each document gives."""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.search.conftest import Shelf
from tests.search.reference import expected

HAN = "电梯加装路灯修复小区停车场公园绿化学校食堂养老服务中心河道治理垃圾分类"
LATIN = [
    "Hürtgenwald",
    "Haushalt",
    "Haushaltssatzung",
    "Straße",
    "Straßenbau",
    "Strasse",
    "Vossenack",
    "Friedhof",
    "Friedhofssatzung",
    "Bürger",
    "Bürgermeister",
    "Feuerwehr",
    "feuerwehren",
    "Antrag",
    "anträge",
    "Wald",
    "Walde",
    "ＡＢＣ",
    "abc",
    "2020",
    "2021",
    "I-Punkt",
    "l'école",
    "Ñandú",
]
TYPED = [
    "电梯",
    "梯",
    "电梯 路灯",
    "加装电梯",
    "电 梯",
    "strasse",
    "STRASSE",
    "Straße Vossenack",
    "haushalt",
    "haushalt 2020",
    '"haushalt"',
    '"haushalt" fried',
    "friedhofs",
    "feuerwehrn",
    "hurtgenwald antrag",
    "Hürtgenwlad",
    "abc",
    "ecole",
    "école nandu",
    "电梯 haushalt",
    "电梯 haus",
    "punkt wald",
    "i",
    "wa",
    "wal",
    "zeng",
    "zengxiao",
    "xiaomin",
    "曾小明",
    "公园 绿化 学校",
    "2021",
    "buerger",
    "burger",
]


def sentence(chance: random.Random, most: int) -> str:
    words = []
    for _ in range(chance.randint(1, most)):
        at = chance.randrange(len(HAN) - 2)
        words.append(chance.choice([HAN[at : at + 2], chance.choice(LATIN) + " "]))
    return "".join(words)


def fill(shelf: Shelf) -> None:
    chance = random.Random(7)
    units = [UUID(int=n + 1) for n in range(4)]
    for place in range(220):
        shelf.put(
            "paper",
            f"{sentence(chance, 4)} {place % 150}",
            names=("电梯",) if place % 40 == 0 else (),
            texts=tuple(sentence(chance, 20) for _ in range(chance.randint(0, 2))),
            on=date(2019, 6, 1) + timedelta(days=chance.randint(0, 900)),
            organizations=tuple(chance.sample(units, chance.randint(0, 2))),
        )
    for name, latin in (
        ("曾小明", "Zeng Xiaoming"),
        ("曾晓", "Zeng Xiao"),
        ("郑小明", "Zheng Xiaoming"),
    ):
        shelf.put("person", name, also=(latin, latin.replace(" ", "")))


@pytest.fixture
def full(shelf: Shelf) -> Shelf:
    fill(shelf)
    return shelf


def test_every_answer_is_that_of_a_plain_look(full: Shelf):
    for typed in TYPED:
        told = expected(full.town.body, full.documents, typed)
        first = full.search(typed)
        assert (first.exact, first.total) == (told.exact, len(told.keys)), typed
        listed = [
            hit for page in range(1, first.pages + 1) for hit in full.search(typed, page=page).hits
        ]
        assert [hit.document.key for hit in listed] == told.keys, typed
        assert [hit.similar for hit in listed] == [
            place >= told.exact for place in range(len(told.keys))
        ], typed
    assert full.search("电梯").pages > 2


def test_counts_are_those_of_what_a_choice_would_give(full: Shelf):
    for typed in ("电梯", "haushalt", ""):
        whole = full.search(typed)
        assert sum(whole.kinds.values()) == whole.total
        for year, count in whole.years.items():
            narrow = full.search(typed, year=year)
            assert narrow.total == count
            for unit, more in narrow.organizations.items():
                one = full.search(typed, year=year, organization=unit, kind="paper")
                assert one.total == more
                assert all(hit.document.on.year == year for hit in one.hits)
                assert all(unit in hit.document.organizations for hit in one.hits)
                assert one.years == full.search(typed, organization=unit).years


def test_without_words_all_is_there_newest_first(full: Shelf):
    found = full.search("")
    days = [
        hit.document.on or date.min
        for page in range(1, found.pages + 1)
        for hit in full.search("", page=page).hits
    ]
    assert len(days) == found.total == found.exact == 223 - (220 - len(full.documents["paper"]))
    assert days == sorted(days, reverse=True)


def test_a_page_beyond_the_last_is_the_last(full: Shelf):
    last = full.search("电梯").pages
    assert full.search("电梯", page=999).page == last
    assert full.search("电梯", page=-3).page == 1
    assert full.search("电梯", page=999).hits == full.search("电梯", page=last).hits

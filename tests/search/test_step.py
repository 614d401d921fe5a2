"""The index keeps in step with the record, whoever writes."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests import factories
from tests.search.conftest import Shelf
from townmoot.record import NotFound, today_of
from townmoot.search import Document, Kind, index, kinds, places, register, registry
from townmoot.search.finding import search
from townmoot.search.models import Place, State, Words


def test_what_an_entry_names_is_read_again(shelf: Shelf):
    key = shelf.put("paper", "电梯")
    assert shelf.titles("电梯") == ["电梯"]
    shelf.documents["paper"][key] = Document(key, "路灯")
    shelf.name(key)
    assert shelf.titles("电梯") == []
    assert shelf.titles("路灯") == ["路灯"]


def test_what_is_taken_back_is_gone_with_the_entry_that_says_so(shelf: Shelf):
    key = shelf.put("paper", "电梯", on=date(2026, 7, 1))
    assert shelf.search("电梯").kinds == {"paper": 1}
    shelf.take("paper", key)
    shelf.name(key)
    found = shelf.search("电梯")
    assert (found.hits, found.total, found.kinds, found.years) == ((), 0, {}, {})
    assert not Words.objects.exists()


def test_what_is_gone_without_any_entry_is_not_shown_nor_counted(shelf: Shelf):
    kept, gone = shelf.put("paper", "电梯一"), shelf.put("paper", "电梯二")
    assert shelf.search("电梯").total == 2
    del shelf.documents["paper"][gone]
    found = shelf.search("电梯")
    assert [hit.document.key for hit in found.hits] == [kept]
    assert (found.total, found.kinds) == (1, {"paper": 1})


def test_nothing_is_read_while_the_record_stands_still(shelf: Shelf):
    shelf.put("paper", "电梯")
    shelf.search("路灯")
    shelf.asked.clear()
    shelf.search("路灯")
    assert shelf.asked == []
    shelf.act()
    shelf.search("路灯")
    assert shelf.asked == []


def test_an_unchanged_document_is_not_written_again(shelf: Shelf):
    key = shelf.put("paper", "电梯")
    shelf.search("电梯")
    before = Place.objects.get().number
    shelf.name(key)
    shelf.asked.clear()
    assert index.bring_up_to_date(shelf.town.body) == today_of(shelf.town.body)
    assert shelf.asked == [("paper", 1)]
    assert Place.objects.get().number == before


@pytest.mark.parametrize("act", ["roster.import", "ledger.undo", "record.restored"])
def test_after_an_import_all_is_read(shelf: Shelf, act: str, monkeypatch):
    from townmoot.record import guard
    from townmoot.record.models import Entry

    shelf.search("电梯")
    shelf.put("paper", "电梯")
    shelf.act()
    with guard.writing("erase"):
        last = Entry.objects.filter(body=shelf.town.body).order_by("-position")[:1]
        Entry.objects.filter(pk__in=[row.pk for row in last]).update(act=act)
    assert shelf.titles("电梯") == ["电梯"]


def test_where_very_much_was_named_all_is_read(shelf: Shelf, monkeypatch):
    shelf.search("电梯")
    shelf.put("paper", "电梯")
    monkeypatch.setattr(index, "MOST_IDS", 1)
    shelf.name(uuid4())
    assert shelf.titles("电梯") == ["电梯"]


def test_a_day_that_passes_changes_what_hangs_on_the_day(shelf: Shelf):
    shelf.search("曾")
    shelf.put("paper", "曾经")
    shelf.put("person", "曾小明")
    State.objects.update(day=date(2020, 1, 1))
    assert shelf.titles("曾") == ["曾小明"]


@pytest.mark.parametrize("change", [{"made_by": "older"}, {"position": 10_000}])
def test_an_index_of_another_making_is_made_anew(shelf: Shelf, change):
    shelf.search("电梯")
    shelf.put("paper", "电梯")
    State.objects.update(**change)
    assert shelf.titles("电梯") == ["电梯"]


def test_making_it_anew_tells_how_many_there_are(shelf: Shelf):
    shelf.put("paper", "电梯")
    shelf.put("person", "曾小明")
    told = []
    index.rebuild(shelf.town.body, lambda kind, count: told.append((kind, count)))
    assert told == [("paper", 1), ("person", 1)]
    assert shelf.titles("电梯") == ["电梯"]


def test_towns_do_not_meet(shelf: Shelf, monkeypatch):
    shelf.put("paper", "电梯")
    assert shelf.search("电梯").total == 1
    other = factories.town(name="他镇")
    monkeypatch.setattr(registry, "_kinds", {})
    assert search(other.body, "电梯").total == 0
    index.rebuild(other.body)
    index.rebuild(shelf.town.body)
    assert not Place.objects.exists()
    assert not Words.objects.exists()


def test_there_is_nothing_in_a_town_that_is_not_there(db):
    with pytest.raises(NotFound):
        search(uuid4(), "电梯")


def test_two_documents_never_share_a_number(shelf: Shelf, monkeypatch):
    monkeypatch.setattr(places, "number", lambda body, kind, document: 7)
    shelf.put("paper", "电梯一")
    shelf.put("paper", "电梯二")
    shelf.search("电梯")
    shelf.put("paper", "电梯三")
    index.refresh(shelf.town.body, [("paper", key) for key in shelf.documents["paper"]])
    assert sorted(Place.objects.values_list("number", flat=True)) == [7, 8, 9]


def test_days_beyond_every_calendar_stand_at_the_ends():
    body, kind = uuid4(), "paper"
    days = [None, date(1700, 1, 1), date(1800, 1, 1), date(2026, 7, 1), date(9999, 1, 1)]
    numbers = [places.number(body, kind, Document(uuid4(), "x", on=day)) for day in days]
    assert numbers[3] < numbers[4] < 2**63
    assert max(numbers[:2]) < numbers[2] < numbers[3]


def test_a_kind_has_one_meaning():
    kind = Kind("twice", "Twice", "Twice", lambda *_: (), lambda *_: ())
    try:
        assert register(kind) is register(kind)
        with pytest.raises(ValueError, match="twice"):
            register(Kind("twice", "Other", "Other", lambda *_: (), lambda *_: ()))
        assert kinds()["twice"] is kind
    finally:
        del registry._kinds["twice"]


def test_where_there_are_many_the_database_looks_how_many(shelf: Shelf, monkeypatch):
    monkeypatch.setattr(index, "MANY", 1)
    shelf.put("paper", "电梯")
    assert shelf.titles("电梯") == ["电梯"]
    index.rebuild(shelf.town.body)
    assert shelf.titles("电梯") == ["电梯"]

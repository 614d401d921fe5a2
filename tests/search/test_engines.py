"""What each database is asked, in its own language."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from townmoot.search import engines
from townmoot.search.asking import read
from townmoot.search.engines import _match, _Postgres
from townmoot.search.models import Words
from townmoot.search.tokens import whole
from townmoot.search.wanted import ALSO, READ, TITLE, Both, Either, OneOf, Phrase, similar, tiers

ELEVATOR = Phrase(("电", "梯"), READ)


def test_sqlite_reads_an_expression():
    assert _match(ELEVATOR) == '{title text} : "电 梯"'
    assert _match(Phrase(("wal",), (ALSO,), opens=True)) == '{also} : "wal" *'
    assert _match(OneOf(("a", "b"))) == '"a" OR "b"'
    title = '({title} : "梯") NOT ({title} : "' + whole(["梯"]) + '")'
    assert _match(tiers(read("梯"))[1]) == title
    assert _match(Both((ELEVATOR, Either((ELEVATOR, OneOf(("a",))))))) == (
        '({title text} : "电 梯") AND (({title text} : "电 梯") OR ("a"))'
    )


def test_postgres_reads_the_same():
    ask = _Postgres().condition
    assert ask(Phrase(("电", "梯"), (TITLE,))).values == ["'电' & '梯'", " 电 梯 "]
    assert ask(Phrase(("a", "wal"), READ, opens=True)).values == ["'a' & 'wal':*", *[" a wal"] * 2]
    assert ask(OneOf(("a", "b"))).values == ["'a' | 'b'"]
    both = ask(Both((ELEVATOR, Either((ELEVATOR, OneOf(("a",)))))))
    assert both.sql.count(" OR ") == 3
    assert both.sql.count("%s") == len(both.values) == 7
    without = similar(read("wald"), near=True)
    assert without is not None
    told = ask(without)
    assert " AND NOT " in told.sql
    assert told.sql.count("%s") == len(told.values)


@pytest.mark.django_db
def test_postgres_keeps_words_in_their_table():
    one = _Postgres()
    one.add([(1, "a", "b", ""), (2, "c", "", "d")])
    one.remove([1])
    assert list(Words.objects.values_list("number", "also")) == [(2, "d")]
    one.clear()
    assert not Words.objects.exists()


def test_each_database_has_its_own(monkeypatch):
    for vendor, kind in (("sqlite", engines._Sqlite), ("postgresql", _Postgres)):
        monkeypatch.setattr(engines, "connection", SimpleNamespace(vendor=vendor))
        assert isinstance(engines.engine(), kind)

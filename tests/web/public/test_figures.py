"""The published numbers: counted anew, with their rows, for any day."""

from __future__ import annotations

import csv
import io
import re

from tests.web.public.conftest import LANGUAGES, SECRET


def test_a_figure_names_its_rows_and_gives_the_page_of_what_is_published(public):
    text = public.text("/figures/reply_rate/")
    assert "1/2" in text
    assert f"/suggestions/{public.suggestion}/" in text
    assert "关于修复照明的建议" in text
    assert str(public.unpublished) not in text
    assert SECRET not in text


def test_the_csv_counts_to_the_same(public):
    answer = public.get("/figures/reply_rate.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["counted"] for row in rows] == ["1", "0"]
    assert SECRET not in answer.content.decode()


def test_satisfaction_never_stands_without_the_replies(public):
    for language in LANGUAGES:
        text = public.text("/figures/satisfaction_final/", language)
        assert ("Read it beside" if language == "en" else "须并看") in text
        assert "1/2" in text


def test_a_past_day_gives_the_figure_of_that_day(public):
    assert "1/2" in public.text("/figures/reply_rate/")
    before = public.text("/figures/reply_rate/?day=2026-01-11")
    assert "0/0" in before
    assert "There is nothing to count on that day." in before
    listed = public.text("/figures/?day=2026-01-11")
    assert "These are the figures as they stood on" in listed
    assert "/figures/reply_rate/?day=2026-01-11" in listed


def test_a_day_to_come_or_no_day_is_today(public):
    for asked in ("2199-01-01", "gestern", ""):
        for address in ("/figures/reply_rate/", "/figures/"):
            text = public.text(f"{address}?day={asked}")
            assert "1/2" in text
            assert ("These are the figures of today" in text) == bool(asked)
    assert "figures of today" not in public.text("/figures/?day=2026-01-11")


def test_a_row_tells_why_no_name_stands_there(public):
    assert "(not published)" in public.text("/figures/reply_rate/")
    internal = public.text("/figures/satisfaction_final/")
    assert "<dt>Ratings not released</dt><dd>1</dd>" in internal
    assert "<table" not in internal
    public.desk.do("rating.release", reply=public.reply)
    text = public.text("/figures/satisfaction_final/")
    assert "Each row is one rating that was released." in text
    assert "(not published)" not in text


def test_a_unit_has_its_own_figures(public):
    idle = public.desk.units[2]
    assert "1/2" in public.text(f"/figures/reply_rate/?unit={public.desk.units[0].id}")
    assert "0/0" in public.text(f"/figures/reply_rate/?unit={idle.id}")
    assert "生态环境" in public.text(f"/figures/?unit={public.desk.units[1].id}")
    assert public.get("/figures/?unit=nonsense").status_code == 404


def test_how_long_replies_took_is_a_distribution(public):
    text = public.text("/figures/")
    assert "How long replies took" in text
    assert "1 published suggestion that was answered." in text


def test_days_stand_in_one_style_also_in_reasons_and_rows(public):
    pages = ("/figures/reply_rate/", f"/suggestions/{public.suggestion}/")
    for text in map(public.text, pages):
        assert re.search(r"\b\d{1,2} [A-Z][a-z]+ 2026", text)
        assert not re.search(r"[A-Z][a-z]+\.? \d{1,2}, 2026", text)

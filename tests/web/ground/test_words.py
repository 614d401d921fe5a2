"""Dates, spans, numbers and names in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from townmoot.web.ground import shapes, words

FRIDAY = date(2022, 7, 22)
NOON = datetime(2022, 7, 22, 6, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "form", "text"),
    [
        ("en", "", "22 July 2022"),
        ("en", "short", "22 July"),
        ("en", "week", "Friday 22 July 2022"),
        ("zh-hans", "", "2022年7月22日"),
        ("zh-hans", "short", "7月22日"),
        ("zh-hans", "week", "2022年7月22日（星期五）"),
    ],
)
def test_a_day_is_said_in_words(language, form, text):
    with translation.override(language):
        assert words.day(FRIDAY, form) == text


@pytest.mark.parametrize(
    ("language", "text"), [("en", "22 July 2022, 14:03"), ("zh-hans", "2022年7月22日 14:03")]
)
def test_a_moment_is_said_in_the_towns_own_time(language, text):
    with translation.override(language), timezone.override("Asia/Shanghai"):
        assert words.moment(NOON) == text


def test_a_moment_near_midnight_falls_on_the_local_day():
    late = datetime(2022, 7, 22, 20, 0, tzinfo=UTC)
    with translation.override("en"), timezone.override("Asia/Shanghai"):
        assert words.day(late) == "23 July 2022"


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        (5, "5 days left", "还有5天"),
        (1, "1 day left", "还有1天"),
        (0, "due today", "今天到期"),
        (-1, "1 day over", "逾期1天"),
        (-3, "3 days over", "逾期3天"),
    ],
)
def test_days_left_are_said_in_words(days, english, chinese):
    with translation.override("en"):
        assert words.days_left(days) == english
    with translation.override("zh-hans"):
        assert words.days_left(days) == chinese


@pytest.mark.parametrize(
    ("value", "text"), [(1240, "1,240"), (Decimal("1240.50"), "1,240.50"), ("92.47", "92.47")]
)
def test_numbers_stand_in_groups_of_three(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("language", "name", "html"),
    [
        ("en", "顾闻溪", '<span lang="zh-Hans">顾闻溪</span>'),
        ("en", "𡺭山", '<span lang="zh-Hans">𡺭山</span>'),
        ("en", "Ann Oldacre", "Ann Oldacre"),
        ("zh-hans", "Ann Oldacre", '<span lang="en">Ann Oldacre</span>'),
        ("zh-hans", "顾闻溪", "顾闻溪"),
        ("zh-hans", "2022", "2022"),
        ("en", "<b>", "&lt;b&gt;"),
    ],
)
def test_a_name_bears_its_own_language(language, name, html):
    with translation.override(language):
        assert words.named(name) == html


def render(source: str, **context: object) -> str:
    return Template("{% load ground %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("{{ d|day }}", '<time datetime="2022-07-22">22 July 2022</time>'),
        ("{{ nothing|day }}", "—"),
        ("{{ at|moment }}", '<time datetime="2022-07-22T06:03+00:00">22 July 2022, 06:03</time>'),
        ("{{ nothing|moment }}", "—"),
        ("{{ at|when }}", '<time datetime="2022-07-22T06:03+00:00">22 July 2022, 06:03</time>'),
        ("{{ d|when }}", '<time datetime="2022-07-22">22 July 2022</time>'),
        ("{{ n|number }}", "1,240"),
        ("{{ nothing|number }}", "—"),
        ("{{ n|cell }}", "1,240"),
        ("{{ d|cell }}", '<time datetime="2022-07-22">22 July 2022</time>'),
        ("{{ nothing|cell }}", "—"),
        ("{{ ''|cell }}", "—"),
        ("{{ list.2|cell }}", "&lt;b&gt;"),
        ("{{ list|at:1 }}{{ list|at:9 }}", "b"),
        ("{{ 1|days_left }}", "1 day left"),
    ],
)
def test_filters(source, html):
    with translation.override("en"):
        assert (
            render(source, d=FRIDAY, at=NOON, n=1240, nothing=None, list=["a", "b", "<b>"]) == html
        )


def test_a_state_is_a_shape_and_a_word():
    with translation.override("en"):
        html = render('{% status "overdue" %}')
    assert "status--plum" in html
    assert "<svg" in html
    assert ">Overdue<" in html


def test_a_state_may_have_words_of_its_own():
    assert ">Carried<" in render('{% status "adopted" "Carried" %}')


def test_an_unknown_state_is_shown_quietly_and_escaped():
    html = render("{% status code %}", code="<odd>")
    assert "status--quiet" in html
    assert "&lt;odd&gt;" in html


def test_every_state_has_a_shape_that_is_drawn():
    quiet = shapes.draw("ring")
    drawn = {name: shapes.draw(state.shape) for name, state in shapes.STATES.items()}
    wrong = {
        name for name, svg in drawn.items() if svg == quiet and shapes.STATES[name].shape != "ring"
    }
    assert wrong == set()


def test_no_two_colours_share_all_their_shapes():
    by_colour: dict[str, set[str]] = {}
    for state in shapes.STATES.values():
        by_colour.setdefault(state.colour, set()).add(state.shape)
    for colour in ("plum", "vermilion"):
        others = set().union(*(s for c, s in by_colour.items() if c != colour))
        assert not by_colour[colour] & others


def test_a_text_of_several_paragraphs_names_its_language_and_stays_text():
    with translation.override("en"):
        found = words.paragraphs("第一段。\n\n<b>第二段。")
    assert found == '<div lang="zh-Hans"><p>第一段。</p>\n\n<p>&lt;b&gt;第二段。</p></div>'
    with translation.override("zh-hans"):
        assert words.paragraphs("第一段。") == "<p>第一段。</p>"

"""The geometry of the charts tells the truth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmoot.web.ground import charts
from townmoot.web.ground.pieces import Figure

WORDS = {"title": "t", "what": "w", "unit": "u", "limit": 90, "limit_label": "l"}


def test_a_reply_on_the_last_day_is_not_late():
    chart = charts.distribution([90], **WORDS)
    (bar,) = [bar for bar in chart.bars if bar.n]
    assert (bar.first, bar.last, bar.late) == (81, 90, False)


def test_a_reply_on_the_day_after_is_late():
    chart = charts.distribution([91], **WORDS)
    (bar,) = [bar for bar in chart.bars if bar.n]
    assert (bar.first, bar.late) == (91, True)


def test_a_reply_on_the_first_day_counts_in_the_first_span():
    assert charts.distribution([0, 1], **WORDS).bars[0].n == 2


def test_no_replies_leave_empty_bars_up_to_the_limit():
    chart = charts.distribution([], **WORDS)
    assert [bar.n for bar in chart.bars] == [0] * 10
    assert chart.limit_x == 90


@given(st.lists(st.integers(0, 2000), max_size=400))
def test_every_reply_is_in_one_bar_and_no_bar_is_higher_than_the_chart(days):
    chart = charts.distribution(days, **WORDS)
    assert sum(bar.n for bar in chart.bars) == len(days)
    assert all(charts.TOP - 0.5 <= bar.y <= charts.BASE for bar in chart.bars)
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in chart.bars)


def test_few_replies_are_drawn_one_block_each():
    assert len(charts.distribution([5, 6, 7], **WORDS).bars[0].cells) == 3


def test_many_replies_are_drawn_as_one_bar():
    assert charts.distribution([5] * 40, **WORDS).bars[0].cells == ()


def meters(rows, **more):
    return charts.meters(rows, title="t", what="w", heads=("a", "b", "c"), **more)


@pytest.mark.parametrize(("n", "total", "share"), [(27, 28, 96.429), (0, 0, 0), (9, 8, 100)])
def test_a_meter_is_filled_by_its_share_and_never_beyond(n, total, share):
    assert meters([("Hall", n, total)]).rows[0].share == share


def test_meters_stand_under_one_another_and_leave_room_for_the_mark():
    plain, marked = meters([("a", 1, 2), ("b", 1, 2)]), meters([("a", 1, 2)], mark=55.6)
    assert plain.rows[1].y - plain.rows[0].y == charts.ROW
    assert plain.height == plain.floor
    assert marked.height > marked.floor


def result(rows, needed=41):
    return charts.result(
        rows, sentence="s", state="adopted", needed=needed, words=["f", "a", "b", "n"]
    )


def test_a_result_has_one_dot_for_each_seat():
    drawn = result([("1", (13, 2, 1, 1)), ("2", (12, 1, 1, 2))])
    assert [len(group.seats) for group in drawn.groups] == [17, 16]
    assert drawn.totals == [25, 3, 2, 3]
    assert drawn.seats == 33


def test_no_two_seats_of_a_group_share_a_place():
    (group,) = result([("1", (13, 2, 1, 1))]).groups
    assert len({(seat.x, seat.y) for seat in group.seats}) == 17
    assert all(seat.x < group.width and seat.y < group.height for seat in group.seats)


def test_the_mark_stands_at_the_majority_of_all():
    assert result([("1", (62, 9, 4, 6))]).needed_share == 50.617


def test_a_result_without_seats_is_empty():
    drawn = result([], needed=0)
    assert (drawn.yes_share, drawn.needed_share) == (0, 0)


@pytest.mark.parametrize(
    ("n", "total", "share"), [(16, 16, 100), (15, 16, 93.75), (0, 0, None), (None, 3, None)]
)
def test_a_figures_bar_is_its_share(n, total, share):
    assert Figure(label="x", value="1", n=n, total=total).share == share

"""The lists of the desk: what they narrow to, where they go on, what they cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.doors import signed_in
from tests.web.pages import links
from townmoot.suggestions.queries.board import board


@pytest.mark.once  # how many queries there are is asked of no database
def test_lists_ask_no_more_of_three_rows_than_of_one(desk):
    lists = (
        (desk.clerk, "desk:board"),
        (desk.clerk, "desk:promises"),
        (desk.units[0].officer, "unit:inbox"),
        (desk.units[0].officer, "unit:promises"),
        (desk.units[0].officer, "unit:handled"),
        (desk.office, "unit:office"),
    )

    def counts():
        found = []
        for who, name in lists:
            client = signed_in(who)
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(name))
            found.append((name, len(asked)))
        return found

    def add():
        desk.handling()
        desk.replied(reply_class="planned")

    add()
    once = counts()
    add()
    add()
    assert counts() == once


def test_the_board_narrows_by_state_unit_and_words(desk):
    unit, other = desk.units[:2]
    mine, _ = desk.handling(unit=unit, title="关于路灯的建议")
    theirs, _ = desk.handling(unit=other, title="关于座椅的建议")
    client = signed_in(desk.clerk)
    address = reverse("desk:board")

    def shown(query):
        found = links(client.get(address + query))
        return {key for key in (mine, theirs) if reverse("desk:one", args=[key]) in found}

    assert shown("") == {mine, theirs}
    assert shown(f"?unit={unit.id}") == {mine}
    assert shown("?words=座椅") == {theirs}
    assert shown("?words=1") == {mine}
    assert shown("?state=units") == {mine, theirs}
    assert shown("?state=replied") == set()


def test_the_board_goes_on_where_a_page_ends(desk):
    keys = {desk.handed_in() for _ in range(3)}
    first = board(desk.actor(desk.clerk), desk.body, desk.today, limit=2)
    client = signed_in(desk.clerk)
    page = client.get(reverse("desk:board") + f"?after={first.next}")
    found = {key for key in keys if reverse("desk:one", args=[key]) in links(page)}
    assert found == keys - {line.item.pk for line in first.lines}


def test_the_figures_can_be_taken_away_as_csv(desk):
    desk.replied()
    client = signed_in(desk.clerk)
    rows = client.get(reverse("desk:figure_csv", args=["reply_rate"])).content.decode()
    assert rows.startswith("\ufefffigure,day,subject")
    units = client.get(reverse("desk:units_csv")).content.decode()
    assert "规划建设办公室,2026-01-12,1,1,100" in units
    assert client.get(reverse("desk:figure", args=["no_such"])).status_code == 404

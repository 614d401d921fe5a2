"""Every page of the desk and the unit's room: who may open it, in which languages."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.doors import signed_in
from tests.web.desk import town
from tests.web.pages import links
from townmoot.suggestions.queries.board import board

HAN = re.compile(r"[\u4e00-\u9fff]")


def opened(who, pages, language="en"):
    client = signed_in(who, headers={"accept-language": language})
    return {page: client.get(page).status_code for page in pages}


def all_are(found, *codes):
    return {page: code for page, code in found.items() if code not in codes} == {}


def test_each_room_opens_to_its_own_and_to_nobody_else(desk):
    keys = town.everything(desk)
    unit = desk.units[0]
    desk_pages, clerk_pages = town.desk_pages(keys), town.clerk_pages(keys)
    unit_pages, office_pages = town.unit_pages(keys), town.office_pages(keys)
    assert all_are(opened(desk.clerk, desk_pages + clerk_pages), 200)
    assert all_are(opened(desk.chair, desk_pages), 200)
    assert all_are(opened(desk.chair, clerk_pages), 403)
    assert all_are(opened(unit.officer, unit_pages), 200)
    assert all_are(opened(desk.office, office_pages), 200)
    for stranger in (unit.officer, desk.deputies[1], desk.office):
        assert all_are(opened(stranger, desk_pages + clerk_pages), 403)
    for stranger in (desk.clerk, desk.deputies[1], desk.chair):
        assert all_are(opened(stranger, unit_pages + office_pages), 403)
    assert all_are(opened(unit.officer, [p for p in office_pages if "/office/" in p]), 403)
    third = desk.units[2].officer
    assert all_are(opened(third, unit_pages[4:]), 404)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_whole_in_both_languages(desk, language):
    keys = town.everything(desk)
    rooms = (
        (desk.clerk, town.desk_pages(keys) + town.clerk_pages(keys)),
        (desk.units[0].officer, town.unit_pages(keys)),
        (desk.office, town.office_pages(keys)),
    )
    for who, pages in rooms:
        client = signed_in(who, headers={"accept-language": language})
        for page in pages:
            answer = client.get(page)
            text = answer.content.decode()
            assert f'lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in text, page
            assert " object (" not in text, page
            assert "None" not in re.sub(r"<[^>]*>", " ", text), page


def test_no_page_of_the_desk_leads_nowhere(desk):
    keys = town.everything(desk)
    client = signed_in(desk.clerk)
    pages = [reverse("desk:board"), *(reverse("desk:one", args=[keys[k]]) for k in ("led", "new"))]
    found = {link for page in pages for link in links(client.get(page))}
    for link in sorted(link for link in found if link.startswith("/clerk/suggestions/")):
        assert client.get(link).status_code == 200, link


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

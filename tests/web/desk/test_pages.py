"""Every page of the desk and the unit's room: who may open it, in which languages."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.doors import signed_in
from tests.web.desk import town
from tests.web.pages import links
from townmoot.record import clock


@pytest.fixture(scope="module")
def keys(founded):
    """One of everything, made once for these tests."""
    clock.forget()
    made = town.everything(founded)
    clock.forget()
    return made


def opened(who, pages, language="en"):
    client = signed_in(who, headers={"accept-language": language})
    return {page: client.get(page).status_code for page in pages}


def all_are(found, *codes):
    return {page: code for page, code in found.items() if code not in codes} == {}


def test_each_room_opens_to_its_own_and_to_nobody_else(desk, keys):
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


@pytest.mark.once  # on either database each page is opened above
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_whole_in_both_languages(desk, keys, language):
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


@pytest.mark.once
def test_no_page_of_the_desk_leads_nowhere(desk, keys):
    client = signed_in(desk.clerk)
    pages = [reverse("desk:board"), *(reverse("desk:one", args=[keys[k]]) for k in ("led", "new"))]
    found = {link for page in pages for link in links(client.get(page))}
    for link in sorted(link for link in found if link.startswith("/clerk/suggestions/")):
        assert client.get(link).status_code == 200, link

"""A recorded council of which next to nothing is known."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.opendata.councils import council, founded, take
from tests.web.public.conftest import LANGUAGES
from townmoot.people.models import Person

PAGES = ("/", "/meetings/", "/papers/", "/organizations/", "/people/", "/people/?former=1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_council_of_which_nothing_is_known_says_so(db, language):
    made = founded()
    bare = council()
    take(made, {"person": [bare["person"][1] | {"membership": []}]})
    for address in (*PAGES, f"/people/{Person.objects.get().pk}/"):
        answer = Client().get(address, headers={"Accept-Language": language})
        assert answer.status_code == 200, address

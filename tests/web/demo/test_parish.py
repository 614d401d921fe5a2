"""The demonstration of a parish: its own doors, in its own words."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.parish import council
from townmoot.record import clock
from townmoot.web.demo import state
from townmoot.web.demo.state import Phase, Progress


@pytest.mark.django_db
@pytest.mark.once
def test_a_parish_has_the_doors_of_what_it_does_in_its_own_words(settings, tmp_path):
    settings.DEMO, settings.DATA = True, tmp_path
    council()
    state.write(Progress(phase=Phase.PLAYING, at="2026-01-15T15:00"))
    text = Client().get("/demo/", headers={"Accept-Language": "en"}).content.decode()
    clock.forget()
    assert "Councillor" in text
    for slug in ("clerk", "chair", "deputy"):
        assert f"/demo/doors/{slug}/" in text
    for slug in ("officer", "head", "office", "recorder"):
        assert f"/demo/doors/{slug}/" not in text

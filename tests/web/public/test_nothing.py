"""What the public finds where no town is yet."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"), [("/", 200), ("/figures/", 404), ("/record/export.jsonl", 404)]
)
def test_without_a_town_there_is_nothing_yet(address, status, settings):
    for demo, words in ((False, "townmoot init"), (True, "look again in some seconds")):
        settings.DEMO = demo
        answer = Client().get(address, headers={"Accept-Language": "en"})
        assert answer.status_code == status
        assert "No town here yet" in answer.content.decode()
        assert words in answer.content.decode()

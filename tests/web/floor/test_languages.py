"""Every page of the floor in both languages."""

from __future__ import annotations

import pytest

from tests.web.floor.conftest import text_of
from tests.web.floor.pages import addresses, who_opens

ENGLISH = "What you can do now"


@pytest.mark.parametrize("language", ["en", pytest.param("zh-hans", marks=pytest.mark.once)])
def test_every_page_is_whole_in_both_languages(floor, language):
    for who, url in addresses(floor):
        page = floor.browser(who_opens(floor, who), language).get(url)
        assert page.status_code == 200, url
        text = text_of(page)
        tag = "en" if language == "en" else "zh-Hans"
        assert f'<html lang="{tag}"' in text, url
        if language != "en":
            assert ENGLISH not in text, url
            assert "Townmoot" in text or 'class="room--venue"' in text, url

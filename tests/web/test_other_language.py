"""Templates whose own tests read them in English are rendered in Chinese too, by themselves."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from townmoot.web.ground.pieces import Frame

pytestmark = pytest.mark.django_db
NAMES = [
    "429.html",
    "clerk/import_preview.html",
    "clerk/import_result.html",
    "rooms/refused.html",
    "desk/reader.html",
    "public/no_town.html",
    "public/part_ratings.html",
    "demo/starting.html",
]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_whole_in_either_language(name, language):
    request = RequestFactory().get("/")
    request.frame = Frame(name="澄汀镇")
    told = {"kind": "roster", "source": SimpleNamespace(pk=uuid4())}
    with translation.override(language):
        text = get_template(name).render(told, request)
    assert "{%" not in text
    assert "{{" not in text

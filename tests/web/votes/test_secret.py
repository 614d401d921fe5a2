"""A secret ballot as its voter meets it: what the device needs, and nothing in the clear."""

from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest
from django.utils import translation

from tests.ballots.conftest import founded, moot, votes
from tests.ballots.secret.boxes import box, committed
from tests.ballots.secret.conftest import cheap, place
from tests.doors import signed_in
from tests.web.floor.conftest import post, text_of
from townmoot.ballots import queries
from townmoot.ballots.secret import plain, suite
from townmoot.web.votes import telling

__all__ = ["box", "cheap", "committed", "founded", "moot", "place", "votes"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_before():
    """A page leaves its language behind in this thread."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_card_gives_the_device_what_it_needs_to_seal(box, votes, committed, language):
    box.open()
    seal = queries.seal_of(box.poll)
    browser = signed_in(votes.moot.deputies[0], headers={"accept-language": language})
    url = f"/votes/{box.key}/ballot/"
    page = text_of(browser.get(url))
    assert f'data-key="{seal.public.hex()}" data-length="{seal.length}"' in page
    assert post(browser, url, **{"q-1": "for"}).status_code == 409
    assert post(browser, url, sealed="nothing").status_code == 422
    answers = {str(votes.question(box.key).pk): "for"}
    sealed = suite.sealed(seal, plain.packed(answers, "", seal.length))
    told = urlsafe_b64encode(sealed).decode().rstrip("=")
    page = committed(post, browser, url, sealed=told)
    assert page.redirect_chain == [(url, 302)], text_of(page)
    assert telling.tell(box.poll, result=False).voted == 0  # by full fives, while it is open

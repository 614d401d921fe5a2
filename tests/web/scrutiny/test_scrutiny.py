"""The passphrase is set and typed on its own pages, and goes nowhere else."""

from __future__ import annotations

import html

import pytest
from django.urls import reverse
from django.utils import translation

from tests.ballots.conftest import founded, moot, votes
from tests.ballots.secret.boxes import Box, box, committed
from tests.ballots.secret.conftest import PHRASE, cheap, place
from tests.doors import signed_in
from townmoot.ballots import queries
from townmoot.ballots.policies import secret as policies
from townmoot.record.models import Entry

__all__ = ["box", "cheap", "committed", "founded", "moot", "place", "votes"]
pytestmark = pytest.mark.django_db
NEW = {
    "passphrase": PHRASE[0],
    "again": PHRASE[0],
    "second": PHRASE[1],
    "second_again": PHRASE[1],
}
TYPED = {"passphrase": PHRASE[0], "second": PHRASE[1]}


@pytest.fixture(autouse=True)
def _as_before():
    """A page leaves its language behind in this thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def chair(votes):
    return signed_in(votes.moot.chair, headers={"accept-language": "en"})


def address(name: str, box: Box) -> str:
    return reverse(f"scrutiny:{name}", args=[box.key])


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def test_from_the_passphrase_to_the_count(box, votes, chair, committed):
    page = reverse("votes:poll", args=[box.key])
    assert address("passphrase", box) in text(chair.get(page))
    answer = chair.post(address("passphrase", box), NEW, follow=True)
    assert "The vote can be opened" in text(answer)
    committed(votes.do, "poll.open", poll=box.key)
    box.cast("for", "for")
    committed(votes.do, "poll.close", poll=box.key)
    assert address("count", box) in text(chair.get(page))
    answer = committed(chair.post, address("count", box), TYPED, follow=True)
    assert "counted, and destroyed" in text(answer)
    assert votes.state(box.key) == "counted"
    entries = "".join(entry.envelope + entry.private for entry in Entry.objects.all())
    assert [part for part in PHRASE if part in entries] == []


def test_what_does_not_fit_is_told_beside_its_field_and_typed_again(box, votes, chair):
    answer = chair.post(address("passphrase", box), NEW | {"second_again": "x"})
    assert answer.status_code == 422
    assert "differs from what you typed first" in text(answer)
    answer = chair.post(address("passphrase", box), {"passphrase": "short", "again": "short"})
    assert answer.status_code == 409
    assert "too short" in text(answer)
    assert queries.seal_of(box.poll) is None
    box.open()
    box.cast("for")
    votes.do("poll.close", poll=box.key)
    answer = chair.post(address("count", box), {"passphrase": "battery staple correct"})
    assert "does not fit" in text(answer)
    assert "battery" not in text(answer)
    assert answer["Cache-Control"].count("no-store") == 1


def test_each_page_has_its_time(box, votes, chair):
    assert chair.get(address("count", box)).status_code == 409
    box.open()
    answer = chair.get(address("passphrase", box))
    assert answer.status_code == 409
    assert "before the vote is opened" in text(answer)


def test_who_does_not_conduct_the_meeting_finds_no_page(box, votes):
    deputy = signed_in(votes.moot.deputies[0])
    for name in ("passphrase", "count"):
        assert deputy.get(address(name, box)).status_code == 404
        assert deputy.post(address(name, box), TYPED).status_code == 404


def test_other_votes_have_no_passphrase(votes):
    hands = Box(votes, kind="hands")
    assert signed_in(votes.moot.chair).get(address("count", hands)).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Passphrase of the scrutineers", "not encrypted", "Open and count")),
        ("zh-hans", ("监票人口令", "未加密", "开启并计票")),
    ],
)
def test_both_pages_speak_both_languages(box, votes, monkeypatch, language, words):
    client = signed_in(votes.moot.chair, headers={"accept-language": language})
    first = text(client.get(address("passphrase", box)))
    box.open()
    votes.do("poll.close", poll=box.key)
    monkeypatch.setattr(policies, "is_rehearsal", lambda: False)
    second = text(client.get(address("count", box)))
    assert words[0] in first
    assert "password" in first
    assert words[1] not in first
    assert words[1] in second
    assert words[2] in second

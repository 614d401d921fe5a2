"""Voting on one's own device, without a script."""

from __future__ import annotations

import pytest

from tests.web.floor.conftest import post, text_of
from townmoot.ballots.models import Ballot, Poll
from townmoot.live import tokens

LANGUAGES = ("en", "zh-hans")
OPTIONS = [{"name": "修路"}, {"name": "装电梯"}, {"name": "划线"}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vote_is_given_by_name_and_told_when_it_is_announced(hall, language):
    floor, poll = hall.floor, hall.open("named")
    who = floor.deputies[0]
    browser, url = floor.browser(who, language), f"/votes/{poll}/ballot/"
    assert "data-ballot" in text_of(browser.get(url))
    assert post(browser, url).status_code == 422
    page = post(browser, url, **{"q-1": "for"})
    assert page.redirect_chain == [(url, 302)], text_of(page)
    cast = Ballot.objects.get()
    assert cast.receipt in text_of(page)
    assert (cast.elector.person_id, cast.poll_id) == (who.person, poll)
    for what in ("close", "confirm", "publish"):
        floor.do(f"poll.{what}", by=floor.chair, poll=poll)
    assert "data-ballot" not in text_of(browser.get(url))
    told = text_of(browser.get(f"/results/{poll}/"))
    assert "result__sentence" in told
    rules = Poll.objects.get().terms
    assert ("<dt>" in told) is rules.names_public


def test_who_is_no_elector_has_no_ballot(hall):
    floor, poll = hall.floor, hall.open("named")
    for who in (floor.officer, floor.steward):
        page = floor.browser(who).get(f"/votes/{poll}/ballot/")
        assert (page.status_code, "Only who is entitled" in text_of(page)) == (403, True)
        assert "data-ballot" not in text_of(page)
        assert floor.browser(who).get(f"/votes/{poll}/token/").status_code == 404
    shown = hall.floor.browser(floor.deputies[0]).get(f"/votes/{poll}/token/").json()["token"]
    session = floor.browser(floor.deputies[0])
    with pytest.raises(tokens.BadToken):
        tokens.read(shown, tokens.BALLOT, session_key=session.session.session_key)


def test_a_late_ballot_is_refused_with_the_reason(hall):
    floor, poll = hall.floor, hall.open("named")
    floor.do("poll.close", by=floor.chair, poll=poll)
    page = post(floor.browser(floor.deputies[0]), f"/votes/{poll}/ballot/", **{"q-1": "for"})
    assert page.status_code == 409
    assert "closed" in text_of(page)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("method", "asked", "fields", "said"),
    [
        ("projects", {"seats": 2, "options": OPTIONS}, {"q-1": [0, 2]}, [0, 2]),
        ("ranked", {"seats": 1, "options": OPTIONS}, {"q-1-1": 2, "q-1-2": 0}, [2, 0]),
        ("election", {"seats": 1, "options": OPTIONS[:1]}, {"for": 0}, {0: "for"}),
    ],
)
def test_each_kind_of_ballot_is_read(hall, method, asked, fields, said):
    question = {"name": "选", **asked}
    poll = hall.open("named", method=method, questions=[question])
    options = [str(one.pk) for one in Poll.objects.get().questions.get().options.all()]
    given = {}
    for name, value in fields.items():
        if name == "for":
            given[f"q-1-{options[value]}"] = "for"
        else:
            given[name] = (
                [options[at] for at in value] if isinstance(value, list) else options[value]
            )
    page = post(hall.floor.browser(hall.floor.deputies[0]), f"/votes/{poll}/ballot/", **given)
    assert page.redirect_chain, text_of(page)
    told = Ballot.objects.get().answers
    if isinstance(said, list):
        assert [one for one in options if one in told] == [options[at] for at in sorted(said)]
    else:
        assert f'"{options[0]}":"for"' in told

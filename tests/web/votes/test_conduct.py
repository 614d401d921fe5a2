"""Taking a vote from the chair's pages, counting it in a hall, announcing it to everybody."""

from __future__ import annotations

import pytest

from tests.web.floor.conftest import post, text_of
from townmoot.ballots.models import Poll, Scrutineer
from townmoot.ballots.queries import state_of

LANGUAGES = ("en", "zh-hans")


def chair_of(hall, language="en"):
    return hall.floor.browser(hall.floor.chair, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vote_is_taken_from_preparing_to_announcing(hall, language):
    floor, chair = hall.floor, chair_of(hall, language)
    home = f"/floor/meetings/{floor.meeting}/chair/"
    new = f"/votes/on/{hall.item}/"
    assert f'href="{new}"' in text_of(chair.get(home))
    asked = {"name": "关于报告的决议", "kind": "hands", "method": "motion", "seats": "1"}
    page = post(chair, new, **asked, majority="ordinary", lines="")
    poll = Poll.objects.get()
    url = f"/votes/{poll.pk}/"
    assert page.redirect_chain == [(url, 302)]
    assert f'href="{url}"' in text_of(chair.get(home))
    post(chair, f"{url}step/open/")
    steward = floor.browser(floor.steward, language)
    counting = f"{url}halls/{floor.hall}/"
    n = len(floor.deputies)
    page = post(steward, counting, **{"n-1-0": str(n + 1), "n-1-1": "0", "n-1-2": "0"})
    assert page.status_code == 422
    page = post(steward, counting, **{"n-1-0": str(n - 1), "n-1-1": "1", "n-1-2": "0"})
    assert page.redirect_chain == [(counting, 302)]
    for what in ("close", "confirm"):
        post(chair, f"{url}step/{what}/")
    told = text_of(chair.get(url))
    assert "result__sentence" in told
    public = f"/results/{poll.pk}/"
    assert "result__sentence" not in text_of(steward.get(public))
    post(chair, f"{url}step/publish/")
    assert "result__sentence" in text_of(steward.get(public))
    assert state_of(Poll.objects.get()) == "published"


def test_the_sentence_tells_the_sum_and_the_rule(hall, client):
    poll, n = hall.open(), len(hall.floor.deputies)
    hall.announce(poll, **{"for": n - 1, "against": 1, "abstain": 0})
    told = text_of(client.get(f"/results/{poll}/", headers={"accept-language": "en"}))
    assert f"{n - 1} for, 1 against, 0 abstained, 0 did not vote; needed" in told
    assert f"of {n} members in office." in told
    told = text_of(client.get(f"/results/{poll}/", headers={"accept-language": "zh-hans"}))
    assert f"赞成{n - 1}票，反对1票，弃权0票，未表决0人" in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["cancel", "recount", "void"])
def test_a_reason_is_asked_for(hall, language, what):
    poll, chair = hall.open(), chair_of(hall, language)
    floor = hall.floor
    if what != "cancel":
        totals = hall.totals(poll, **{"for": 1, "against": 0, "abstain": 0})
        floor.do("poll.count", by=floor.steward, poll=poll, hall=floor.hall, totals=totals)
        floor.do("poll.close", by=floor.chair, poll=poll)
        floor.do("poll.confirm", by=floor.chair, poll=poll)
    url = f"/votes/{poll}/why/{what}/"
    assert chair.get(url).status_code == 200
    assert post(chair, url, reason="").status_code == 422
    page = post(chair, url, reason="灯灭了")
    assert page.redirect_chain == [(f"/votes/{poll}/", 302)]
    states = {"cancel": "cancelled", "recount": "closed", "void": "void"}
    assert state_of(Poll.objects.get()) == states[what]
    assert chair.get(f"/votes/{poll}/why/else/").status_code == 404
    assert post(chair, f"/votes/{poll}/step/else/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_is_counted_by_one_and_confirmed_by_another(hall, language):
    floor, chair = hall.floor, chair_of(hall, language)
    poll = hall.prepare("paper", method="election", questions=[election()])
    one, two = floor.deputies[0], floor.deputies[1]
    for who in (one, two):
        given = {"person": str(who.person), "duty": "supervisor", "hall": ""}
        page = post(chair, f"/votes/{poll}/appoint/", **given)
        assert page.redirect_chain == [(f"/votes/{poll}/", 302)], text_of(page)
    assert str(one.person) in text_of(chair.get(f"/votes/{poll}/appoint/"))
    floor.do("poll.open", by=floor.chair, poll=poll)
    floor.do("poll.close", by=floor.chair, poll=poll)
    counting = f"/votes/{poll}/halls/{floor.hall}/"
    n = len(floor.deputies)
    first, second = floor.browser(one, language), floor.browser(two, language)
    papers = {"issued": str(n), "returned": str(n), "invalid": "0"}
    marks = {f"n-1-{at}": str(given) for at, given in enumerate((n, 0, 0, 0, n, 0))}
    page = post(first, counting, **papers, **marks)
    assert page.redirect_chain == [(counting, 302)], text_of(page)
    assert post(first, f"{counting}confirm/").status_code == 409
    page = post(second, f"{counting}confirm/")
    assert page.redirect_chain == [(counting, 302)]
    assert floor.browser(floor.officer, language).get(counting).status_code == 404
    for what in ("confirm", "publish"):
        post(chair, f"/votes/{poll}/step/{what}/")
    told = text_of(chair.get(f"/results/{poll}/"))
    assert "votes-bars" in told
    assert "邹晓" in told
    row = Scrutineer.objects.first()
    assert post(chair, f"/votes/{poll}/scrutineers/{row.pk}/dismiss/").status_code == 409


def election(**more):
    options = [{"name": "邹晓"}, {"name": "闵岚"}]
    return {"name": "副镇长", "seats": 1, "options": options, **more}


def test_keypad_totals_are_entered_by_two_persons(hall):
    floor, poll = hall.floor, hall.open("keypad")
    url = f"/votes/{poll}/halls/{floor.hall}/"
    given = {"n-1-0": "1", "n-1-1": "0", "n-1-2": "0"}
    page = post(floor.browser(floor.steward), url, **given)
    assert "a second reads them anew" in text_of(page)
    page = post(floor.browser(floor.clerk), url, **(given | {"n-1-0": "0", "n-1-1": "1"}))
    assert page.status_code == 409
    page = post(floor.browser(floor.clerk), url, **given)
    assert "The totals agree." in text_of(page)
    assert "The count of this hall stands." in text_of(page)


@pytest.mark.parametrize(
    ("method", "lines", "asked"),
    [
        ("motion", "甲案\n乙案", ["甲案", "乙案"]),
        ("assessment", "", ["关于报告的决议"]),
        ("projects", "修路\n装电梯\n划线", ["关于报告的决议"]),
        ("election", "镇长：邹晓、闵岚\n副镇长×2：甲；乙；丙", ["镇长", "副镇长"]),
    ],
)
def test_what_is_asked_is_written_line_by_line(hall, method, lines, asked):
    given = {"name": "关于报告的决议", "kind": "paper", "method": method, "seats": "2"}
    url = f"/votes/on/{hall.item}/"
    page = post(chair_of(hall), url, **given, majority="ordinary", lines=lines)
    assert page.redirect_chain, text_of(page)
    poll = Poll.objects.get()
    assert [row.name for row in poll.questions.all()] == asked
    if method == "election":
        assert [row.seats for row in poll.questions.all()] == [1, 2]


def test_a_post_without_candidates_is_told(hall):
    given = {"name": "选举", "kind": "paper", "method": "election", "seats": "1"}
    url = f"/votes/on/{hall.item}/"
    page = post(chair_of(hall), url, **given, majority="ordinary", lines="镇长")
    assert page.status_code == 422
    assert "write the post, a colon, then the candidates" in text_of(page)


def test_only_who_leads_takes_a_vote(hall):
    poll, deputy = hall.open(), hall.floor.browser(hall.floor.deputies[0])
    assert deputy.get(f"/votes/{poll}/").status_code == 404
    assert deputy.get(f"/votes/on/{hall.item}/").status_code == 404
    assert post(deputy, f"/votes/{poll}/step/close/").status_code == 403
    assert deputy.get(f"/votes/{poll}/halls/{hall.floor.hall}/").status_code == 404

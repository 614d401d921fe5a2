"""Votes on paper with scrutineers, and totals of a hall's own keypads."""

from __future__ import annotations

from uuid import uuid4

import pytest

from townmoot.ballots.models import HallCount
from townmoot.record import Denied, Invalid, NotFound, Refused

PAPERS = {"issued": 3, "returned": 3, "invalid": 1}


@pytest.fixture
def paper(votes):
    """A vote on paper that is closed, with a scrutineer and a counter."""
    poll = votes.prepare("paper")
    for who, duty in zip(votes.moot.deputies, ("supervisor", "counter"), strict=False):
        votes.do("poll.appoint", poll=poll, person=who.person, duty=duty)
    votes.do("poll.open", poll=poll)
    with pytest.raises(Refused, match="when the vote is closed"):
        votes.count(poll, {"for": 2}, **PAPERS)
    votes.do("poll.close", poll=poll)
    return poll


def count(votes, poll, counts=None, **more):
    made = votes.count(poll, counts or {"for": 2}, by=votes.moot.deputies[1], **(PAPERS | more))
    return HallCount.objects.get(pk=made["count"])


def test_a_counter_enters_and_a_scrutineer_confirms(votes, paper):
    row = count(votes, paper)
    with pytest.raises(Refused, match="not counted yet"):
        votes.do("poll.confirm", poll=paper)
    votes.do("count.confirm", by=votes.moot.deputies[0], count=row.pk)
    row.refresh_from_db()
    assert row.agreed_by_id == votes.moot.deputies[0].person
    with pytest.raises(Refused, match="is confirmed"):
        count(votes, paper)
    with pytest.raises(Refused, match="is confirmed"):
        votes.do("count.confirm", by=votes.moot.deputies[0], count=row.pk)
    votes.do("poll.confirm", poll=paper)
    result = votes.poll(paper).results.get()
    assert (result.issued, result.returned, result.invalid, result.ballots) == (3, 3, 1, 2)


def test_only_a_scrutineer_confirms_and_never_the_own_count(votes, paper):
    row = count(votes, paper)
    for who in (votes.moot.deputies[1], votes.moot.deputies[2], votes.moot.chair):
        with pytest.raises(Denied):
            votes.do("count.confirm", by=who, count=row.pk)
    own = votes.count(paper, {"for": 2}, by=votes.moot.deputies[0], **PAPERS)
    with pytest.raises(Refused, match="does not confirm it"):
        votes.do("count.confirm", by=votes.moot.deputies[0], count=own["count"])
    with pytest.raises(NotFound):
        votes.do("count.confirm", by=votes.moot.deputies[0], count=row.pk)  # replaced


def test_more_returned_than_issued_voids_the_vote(votes, paper):
    row = count(votes, paper, issued=2, returned=3, invalid=0, counts={"for": 3})
    votes.do("count.confirm", by=votes.moot.deputies[0], count=row.pk)
    with pytest.raises(Refused, match="the vote is void"):
        votes.do("poll.confirm", poll=paper)
    votes.do("poll.void", poll=paper, reason="more papers than were issued")
    assert votes.state(paper) == "void"


@pytest.mark.parametrize(
    "papers",
    [{"issued": None}, {"issued": 4}, {"returned": 1, "invalid": 2}, {"counts": {"for": 3}}],
)
def test_papers_that_do_not_add_up_are_refused(votes, paper, papers):
    with pytest.raises(Invalid):
        count(votes, paper, **papers)


def test_totals_are_of_each_question_and_of_a_hall_that_votes(votes, paper):
    given = {"poll": paper, "by": votes.moot.clerk, **PAPERS}
    stray = [{"question": uuid4(), "counts": {}}]
    with pytest.raises(Invalid, match="corrected"):
        votes.do("poll.count", hall=votes.hall, totals=stray, **given)
    for who in (votes.moot.deputies[1], votes.moot.clerk):
        with pytest.raises(NotFound):
            votes.do("poll.count", hall=uuid4(), totals=stray, **(given | {"by": who}))


def test_two_persons_must_read_the_same_on_the_keypads(votes):
    poll = votes.open("keypad")
    told = {"for": 2, "against": 1}
    assert not votes.count(poll, {"for": 3})["agreed"]
    assert not votes.count(poll, told)["agreed"]  # the first one corrects
    with pytest.raises(Refused, match="differs from what"):
        votes.count(poll, {"for": 3}, by=votes.moot.clerk)
    with pytest.raises(Invalid):
        votes.count(poll, told, by=votes.moot.clerk, issued=3)
    assert votes.count(poll, told, by=votes.moot.clerk)["agreed"]
    votes.do("poll.close", poll=poll)
    votes.do("poll.confirm", poll=poll)
    assert votes.poll(poll).results.get().ballots == 3


def test_scrutineers_are_appointed_before_the_count_and_are_no_candidates(votes):
    who = votes.moot.deputies[0].person
    question = {"name": "副镇长", "options": [{"name": "王静", "person": who}]}
    poll = votes.prepare("paper", method="election", questions=[question])
    with pytest.raises(Refused, match="candidate"):
        votes.do("poll.appoint", poll=poll, person=who, duty="supervisor")
    other = votes.moot.deputies[1].person
    made = votes.do("poll.appoint", poll=poll, person=other, duty="counter", hall=votes.hall)
    with pytest.raises(Refused, match="done before"):
        votes.do("poll.appoint", poll=poll, person=other, duty="supervisor")
    votes.do("poll.dismiss", scrutineer=made["scrutineer"])
    with pytest.raises(Refused, match="done before"):
        votes.do("poll.dismiss", scrutineer=made["scrutineer"])
    votes.do("poll.cancel", poll=poll, reason="withdrawn")
    with pytest.raises(Refused, match="count is over"):
        votes.do("poll.appoint", poll=poll, person=other, duty="counter")
    poll = votes.open("named")
    with pytest.raises(Refused, match="hall by hall"):
        votes.count(poll, {"for": 1})

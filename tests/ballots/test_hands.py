"""Hands counted hall by hall, confirmed and announced by whoever presides."""

from __future__ import annotations

import pytest

from townmoot.ballots.models import Elector, PollStep
from townmoot.record import Denied, Invalid, Refused
from townmoot.record.export import lines
from townmoot.record.verify import verify_lines

ALL_FOR = {"for": 3, "against": 0, "abstain": 0}


def test_from_prepared_to_announced(votes):
    poll = votes.open()
    votes.counted(poll, {"for": 2, "against": 1, "abstain": 0})
    assert votes.state(poll) == "counted"
    found = votes.outcome(poll)
    assert (found.carried, found.why[0].needed, found.why[0].total) == (True, 2, 3)
    votes.do("poll.publish", poll=poll)
    assert votes.state(poll) == "published"


def test_opening_an_open_poll_changes_nothing(votes):
    poll = votes.open()
    votes.count(poll, ALL_FOR)
    before = (list(PollStep.objects.values()), list(Elector.objects.values()))
    votes.do("poll.open", poll=poll)
    assert (list(PollStep.objects.values()), list(Elector.objects.values())) == before
    assert votes.poll(poll).counts.count() == 1


def test_more_hands_than_electors_are_refused(votes):
    poll = votes.open()
    with pytest.raises(Invalid):
        votes.count(poll, {"for": 4})


def test_a_hall_that_has_not_counted_is_waited_for(votes):
    poll = votes.open()
    votes.do("poll.close", poll=poll)
    with pytest.raises(Refused, match="not counted yet"):
        votes.do("poll.confirm", poll=poll)


def test_a_deputy_does_not_count(votes):
    poll = votes.open()
    with pytest.raises(Denied):
        votes.count(poll, ALL_FOR, by=votes.moot.deputies[0])


def test_it_is_counted_again_before_it_is_announced(votes):
    poll = votes.open()
    votes.counted(poll, ALL_FOR)
    votes.do("poll.recount", poll=poll, reason="one hand was seen late")
    assert votes.state(poll) == "closed"
    votes.count(poll, {"for": 1, "against": 2})
    votes.do("poll.confirm", poll=poll)
    assert not votes.outcome(poll).carried


def test_the_record_tells_the_result_of_a_published_meeting(votes):
    votes.moot.do("meeting.publish", meeting=votes.meeting)
    poll = votes.open()
    votes.counted(poll, ALL_FOR)
    votes.do("poll.publish", poll=poll)
    told = {one["act"]: one["data"] for one in verify_lines(lines(votes.moot.body)).public}
    assert told["poll.open"]["electors"] == 3
    (question,) = told["poll.publish"]["questions"]
    assert (question["verdict"], question["needed"]) == ("carried", 2)

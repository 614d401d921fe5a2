"""Ballots of one's own: by name, once, in time, by those who may."""

from __future__ import annotations

import json

import pytest

from townmoot.ballots import queries
from townmoot.ballots.models import Ballot
from townmoot.meetings.models import CheckIn
from townmoot.record import Conflict, Denied, Invalid, NotFound, Refused
from townmoot.record.export import lines
from townmoot.record.models import Entry, new_id
from townmoot.record.verify import verify_lines


@pytest.fixture
def poll(votes):
    return votes.open("named")


def cast(votes, poll, who, choice="for", **more):
    key = str(votes.question(poll).pk)
    return votes.moot.town.do("ballot.cast", by=who, poll=poll, answers={key: choice}, **more)


def test_a_ballot_is_kept_counted_and_sealed(votes, poll):
    votes.moot.do("meeting.publish", meeting=votes.meeting)
    for who, choice in zip(votes.moot.deputies, ("for", "for", "against"), strict=True):
        cast(votes, poll, who, choice)
    votes.do("poll.close", poll=poll)
    votes.do("poll.confirm", poll=poll)
    assert dict(votes.outcome(poll).counts) == {"for": 2, "against": 1}
    assert queries.last_result(votes.poll(poll)).ballots == 3
    assert verify_lines(lines(votes.moot.body)).holds


def test_the_entry_tells_number_and_root_but_no_voter_in_public(votes, poll):
    done = cast(votes, poll, votes.moot.deputies[0]).result
    entry = Entry.objects.get(act="ballot.cast")
    told = json.loads(entry.private)["result"]
    elector = votes.elector(poll, votes.moot.deputies[0])
    assert (told["count"], told["electors"]) == (1, elector.pk.hex)
    assert (entry.actor, entry.account, entry.position) == (None, None, done["position"])


def test_sending_it_again_repeats_the_receipt(votes, poll):
    who, name = votes.moot.deputies[0], new_id()
    first = cast(votes, poll, who, act_id=name)
    again = cast(votes, poll, who, act_id=name)
    assert (again.repeated, again.result["receipt"]) == (True, first.result["receipt"])
    assert Entry.objects.filter(act="ballot.cast").count() == 1
    with pytest.raises(Conflict):
        cast(votes, poll, who, "against", act_id=name)


def test_a_second_ballot_is_refused(votes, poll):
    cast(votes, poll, votes.moot.deputies[0])
    with pytest.raises(Refused, match="a ballot stands"):
        cast(votes, poll, votes.moot.deputies[0], "against")


def test_a_late_ballot_is_refused_with_the_reason(votes, poll):
    votes.do("poll.close", poll=poll)
    with pytest.raises(Refused, match="closed before your ballot came"):
        cast(votes, poll, votes.moot.deputies[0])


def test_nobody_outside_the_electorate_votes(votes, poll):
    with pytest.raises(Denied):
        cast(votes, poll, votes.moot.chair)
    assert not Ballot.objects.exists()


def test_who_left_votes_no_longer(votes, poll):
    elector = votes.elector(poll, votes.moot.deputies[0])
    votes.do("elector.strike", elector=elector.pk, reason="left the hall")
    with pytest.raises(Refused, match="vote no longer"):
        cast(votes, poll, votes.moot.deputies[0])
    with pytest.raises(Refused, match="done before"):
        votes.do("elector.strike", elector=elector.pk, reason="left the hall")


def test_a_ballot_that_does_not_fit_is_named(votes, poll):
    with pytest.raises(Invalid):
        cast(votes, poll, votes.moot.deputies[0], "perhaps")
    with pytest.raises(NotFound):
        votes.moot.town.do("ballot.cast", by=votes.moot.deputies[0], poll=new_id(), answers={})


def test_who_leaves_votes_no_longer_and_a_ballot_given_stays(votes, poll):
    first, second, third = votes.moot.deputies
    cast(votes, poll, first)
    for who in (first, second):
        here = CheckIn.objects.get(participant__person=who.person, left_at=None)
        votes.moot.do("attendance.leave_early", check_in=here.pk, reason="x")
    with pytest.raises(Refused):
        cast(votes, poll, second)
    cast(votes, poll, third)
    votes.do("poll.close", poll=poll)
    here = CheckIn.objects.get(participant__person=third.person)
    votes.moot.do("attendance.strike", check_in=here.pk, reason="x")
    votes.do("poll.confirm", poll=poll)
    assert dict(votes.outcome(poll).counts) == {"for": 2}
    assert votes.elector(poll, third).struck_at is None

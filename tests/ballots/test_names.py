"""Who could vote, and how each did, in a vote recorded by name."""

from __future__ import annotations

import json
from uuid import uuid4

from townmoot.ballots import queries
from townmoot.ballots.models import Ballot
from townmoot.meetings.queries import groups_at, venues_at
from townmoot.record import clock, guard


def test_each_answer_stands_under_its_name(votes):
    poll = votes.open("named")
    row, question = votes.poll(poll), str(votes.question(poll).pk)
    one, two, three = votes.moot.deputies
    assert set(queries.persons_of(row)) == {one.person, two.person, three.person}
    body = row.body
    assert {one.person_id for one in queries.awaited(body)} == set(queries.persons_of(row))
    with guard.writing("migrate"):
        Ballot.objects.create(
            body=row.body,
            poll=row,
            elector=votes.elector(poll, one),
            act_id=uuid4(),
            answers=json.dumps({question: "for"}),
            receipt="0" * 64,
            created_at=clock.now(),
        )
    assert queries.votes_by_person(row, question) == {one.person: "for"}
    assert {each.person_id for each in queries.awaited(body)} == {two.person, three.person}
    votes.moot.do("poll.close", by=votes.moot.chair, poll=poll)
    assert not queries.awaited(body)


def test_halls_and_groups_of_the_meeting(votes):
    assert list(venues_at(votes.meeting)) == [votes.hall]
    groups = groups_at(votes.meeting)
    assert set(groups) <= {who.person for who in votes.moot.deputies}

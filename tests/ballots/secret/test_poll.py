"""A secret poll by device as the acts take it: key, opening, close, count, end."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from tests.ballots.conftest import founded, moot, votes
from tests.ballots.secret.boxes import OTHER, Box, box, committed
from tests.ballots.secret.conftest import PHRASE
from townmoot.ballots import publics, queries
from townmoot.ballots.models import Elector, ListedBallot, PollKey, Result, Voted
from townmoot.ballots.policies import secret as policies
from townmoot.ballots.secret import finishing, keyring, plain, publication, stages, suite
from townmoot.ballots.secret.envelopes import Put
from townmoot.record import Denied, NotFound, Refused
from townmoot.record.models import Entry

__all__ = ["box", "committed", "founded", "moot", "votes"]
pytestmark = pytest.mark.django_db


def test_from_key_to_result(box, votes, committed):
    committed(box.open)
    rows = box.cast("for", "for", "against")
    assert queries.shown_turnout(box.poll) == 3
    committed(votes.do, "poll.close", poll=box.key)
    assert set(Voted.objects.values_list("elector", flat=True)) == {row.elector for row in rows}
    assert not stages.store_of(box.key).is_open()
    committed(box.confirm)
    assert votes.state(box.key) == "counted"
    question = str(votes.question(box.key).pk)
    result = Result.objects.get(poll=box.key)
    assert (result.totals, result.ballots, result.invalid) == (
        {question: {"for": 2, "against": 1}},
        3,
        0,
    )
    assert not ListedBallot.objects.exists()
    assert not keyring.has(queries.seal_of(box.poll))
    assert not stages.store_of(box.key).is_used()
    with pytest.raises(Refused, match="destroyed"):
        votes.do("poll.recount", poll=box.key, reason="接近")
    votes.do("poll.publish", poll=box.key)
    assert votes.outcome(box.key).carried


def test_a_poll_opens_only_with_a_key(box, votes):
    with pytest.raises(Refused, match="passphrase first"):
        votes.do("poll.open", poll=box.key)
    box.set_key()
    keyring.destroy(box.key)
    with pytest.raises(Refused, match="on this server first"):
        votes.do("poll.open", poll=box.key)
    box.set_key(OTHER)
    votes.do("poll.open", poll=box.key)
    votes.do("poll.open", poll=box.key)
    assert votes.state(box.key) == "open"


def test_keys_set_before_the_last_are_destroyed_with_the_opening(box, votes, committed):
    box.set_key(OTHER)
    first = queries.seal_of(box.poll)
    box.set_key()
    assert keyring.has(first)
    committed(votes.do, "poll.open", poll=box.key)
    assert not keyring.has(first)
    assert keyring.has(queries.seal_of(box.poll))
    assert PollKey.objects.count() == 2


def test_the_passphrase_is_set_and_typed_on_its_pages_alone(box, votes):
    with pytest.raises(Refused, match="own page"):
        votes.do("poll.key", poll=box.key)
    box.open()
    with pytest.raises(Refused, match="before the vote is opened"):
        box.set_key()
    votes.do("poll.close", poll=box.key)
    with pytest.raises(Refused, match="on the page where"):
        votes.do("poll.confirm", poll=box.key)


def test_an_open_poll_is_never_parted_from_its_voters(box, votes):
    box.open()
    box.cast("for")
    with pytest.raises(Refused, match="open"):
        box.confirm()
    assert stages.store_of(box.key).is_open()


def test_who_does_not_conduct_the_meeting_types_nothing(box, votes):
    deputy = votes.moot.deputies[0]
    with pytest.raises(Denied):
        box.set_key(who=deputy)
    box.open()
    votes.do("poll.close", poll=box.key)
    with pytest.raises(Denied):
        box.confirm(who=deputy)


def test_other_polls_have_no_passphrase(votes):
    hands = Box(votes, kind="hands")
    with pytest.raises(NotFound):
        hands.set_key()
    with pytest.raises(NotFound):
        hands.confirm()


def test_a_wrong_passphrase_counts_nothing(box, votes):
    box.open()
    box.cast("for")
    votes.do("poll.close", poll=box.key)
    with pytest.raises(Refused, match="does not fit"):
        box.confirm(OTHER)
    assert votes.state(box.key) == "closed"
    box.confirm()
    assert votes.state(box.key) == "counted"


def test_ballots_that_say_nothing_are_invalid(box, votes):
    box.open()
    rows = box.cast("for", "perhaps")
    strange = plain.packed(["no", "answers"], "", queries.seal_of(box.poll).length)
    (third,) = Elector.objects.filter(poll=box.key).exclude(pk__in=[row.elector for row in rows])
    sealed = suite.sealed(queries.seal_of(box.poll), strange)
    stages.put(box.key, [Put(third.pk, uuid4(), sealed)], revisable=False)
    votes.do("poll.close", poll=box.key)
    box.confirm()
    result = Result.objects.get(poll=box.key)
    assert (result.ballots, result.invalid) == (1, 2)


def test_a_box_with_a_ballot_too_many_is_not_counted(box, votes, committed, monkeypatch):
    box.open()
    box.cast("for", "for")
    committed(votes.do, "poll.close", poll=box.key)
    found = stages.unsealed(queries.seal_of(box.poll), PHRASE)
    monkeypatch.setattr(
        stages, "unsealed", lambda *_of: stages.Unsealed(found.ballots, found.invalid + 1)
    )
    with pytest.raises(Refused, match="3 ballots were found, but 2 voted"):
        box.confirm()


@pytest.mark.parametrize("end", ["poll.cancel", "poll.void"])
def test_a_poll_that_comes_to_nothing_leaves_nothing(box, votes, committed, end):
    box.open()
    box.cast("for")
    if end == "poll.void":
        committed(votes.do, "poll.close", poll=box.key)
    committed(votes.do, end, poll=box.key, reason="停电")
    assert not stages.store_of(box.key).is_used()
    assert not keyring.has(queries.seal_of(box.poll))


def test_on_an_insecure_connection_it_opens_only_where_the_server_may_seal(box, votes, monkeypatch):
    box.set_key()
    monkeypatch.setattr(policies, "is_rehearsal", lambda: False)
    with pytest.raises(Refused, match="insecure connection"):
        votes.do("poll.open", poll=box.key)
    box.rule(seal_on_server=True)
    votes.do("poll.open", poll=box.key)


@pytest.mark.parametrize("name", ["HTTPS", "DEMO"])
def test_https_and_the_demonstration_are_secure(settings, monkeypatch, name):
    monkeypatch.setattr(policies, "is_rehearsal", lambda: False)
    assert not policies.is_secure()
    setattr(settings, name, True)
    assert policies.is_secure()


def test_a_list_is_kept_and_told_where_the_rules_publish_it(box, votes, monkeypatch):
    monkeypatch.setattr(publication, "FEWEST", 3)
    box.rule(publish_ballots="list")
    box.open()
    box.cast("for", "against", code="0c" * 16)
    votes.do("poll.close", poll=box.key)
    box.confirm()
    votes.do("poll.publish", poll=box.key)
    entry = Entry.objects.filter(act="poll.publish").get()
    question = str(votes.question(box.key).pk)
    told = json.loads(entry.private)
    assert "0c" * 16 not in str(told["input"])
    rows = list(ListedBallot.objects.values_list("code", "answers"))
    assert rows == [("0c" * 16, {question: "against"}), ("0c" * 16, {question: "for"})]
    assert publics.told(box.poll)["list"] == [
        {"code": code, "answers": answers} for code, answers in rows
    ]


def test_what_a_stop_left_is_finished_at_the_next_start(box, votes):
    box.open()
    box.cast("for")
    assert finishing.finish() == []
    votes.do("poll.close", poll=box.key)
    assert stages.store_of(box.key).is_open()
    assert finishing.finish() == [box.key]
    assert not stages.store_of(box.key).is_open()
    assert finishing.finish() == []
    box.confirm()
    assert stages.store_of(box.key).is_used()
    assert finishing.finish() == [box.key]
    assert finishing.left() == set()


def test_the_public_record_tells_the_key_and_how_many_voted(box, votes):
    votes.moot.do("meeting.publish", meeting=votes.meeting)
    box.open()
    box.cast("for", "against")
    votes.do("poll.close", poll=box.key)
    acts = {entry.act: entry for entry in Entry.objects.all()}
    seal = queries.seal_of(box.poll)
    told = json.loads(acts["poll.key"].envelope)["public"]["data"]
    assert (told["public_key"], told["length"]) == (seal.public.hex(), seal.length)
    assert "HKDF-SHA256" in told["suite"]
    assert json.loads(acts["poll.close"].envelope)["public"]["data"]["voted"] == 2

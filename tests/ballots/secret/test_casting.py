"""Sealed ballots through the intake: kept, sealed in the record, and told of nobody."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest

from tests.ballots.secret.boxes import box
from townmoot.ballots import queries
from townmoot.ballots.intake.known import known
from townmoot.ballots.models import Ballot, Result
from townmoot.ballots.secret import plain, stages, suite
from townmoot.record import Refused
from townmoot.record.models import Entry, new_id

__all__ = ["box"]


@pytest.fixture
def sealed(box):
    """What a device sends for an answer to the one question."""
    box.open()
    question, seal = box.votes.question(box.key), queries.seal_of(box.poll)

    def seal_it(choice="for"):
        told = suite.sealed(seal, plain.packed({str(question.pk): choice}, "", seal.length))
        return urlsafe_b64encode(told).decode().rstrip("=")

    return seal_it


def cast(box, who, text, **more):
    return box.votes.moot.town.do("ballot.cast", by=who, poll=box.key, sealed=text, **more)


def test_a_sealed_ballot_is_put_into_its_envelope_and_no_voter_is_told(box, sealed):
    who, text, name = box.votes.moot.deputies[0], sealed(), new_id()
    first = cast(box, who, text, act_id=name)
    again = cast(box, who, text, act_id=name)
    assert (again.repeated, again.result["receipt"]) == (True, first.result["receipt"])
    assert stages.cast(box.key) == 1
    assert not Ballot.objects.exists()
    (entry,) = Entry.objects.filter(act="ballot.cast")
    told = json.loads(entry.private)
    assert set(told["result"]) == {"poll", "count", "root"}
    elector = box.votes.elector(box.key, who).pk
    for secret in (elector, name, first.result["receipt"]):
        assert str(secret) not in entry.private + entry.envelope
    assert first.result["sealed_by"] == "device"
    opened = box.poll.steps.first().created_at
    assert (entry.at, entry.actor, entry.account, told["account"]) == (opened, None, None, None)
    assert entry.act_id.version == 4
    assert str(who.person) not in entry.private + entry.envelope


def test_a_second_one_is_refused(box, sealed):
    who = box.votes.moot.deputies[0]
    cast(box, who, sealed())
    with pytest.raises(Refused, match="a ballot stands"):
        cast(box, who, sealed("against"))


def test_without_its_store_nothing_is_taken(box, sealed):
    stages.destroy(box.key)
    with pytest.raises(Refused, match="not on this server"):
        cast(box, box.votes.moot.deputies[0], sealed())
    assert not Entry.objects.filter(act="ballot.cast").exists()


def test_what_comes_in_the_clear_is_sealed_only_by_the_rules(box, sealed):
    question = str(box.votes.question(box.key).pk)
    clear = {"poll": box.key, "answers": {question: "for"}, "code": "0" * 32}
    with pytest.raises(Refused, match="sealed on your own device"):
        box.votes.moot.town.do("ballot.cast", by=box.votes.moot.deputies[0], **clear)


def test_the_receipt_says_who_sealed_and_is_the_same_when_sealed_again(box):
    box.rule(seal_on_server=True)
    box.open()
    question, name = str(box.votes.question(box.key).pk), new_id()
    clear = {"poll": box.key, "answers": {question: "for"}}
    who, do = box.votes.moot.deputies[0], box.votes.moot.town.do
    first = do("ballot.cast", by=who, act_id=name, **clear).result
    again = do("ballot.cast", by=who, act_id=name, **clear).result
    assert (first["sealed_by"], again["sealed_by"], again["repeated"]) == ("server", "server", True)
    assert again["receipt"] == first["receipt"]
    assert stages.cast(box.key) == 1


def test_before_it_is_opened_nothing_is_sealed(box):
    with pytest.raises(Refused, match="not open yet"):
        known(box.key).content({"sealed": "AAAA"})


def test_a_second_thought_where_the_rules_allow_it(box, sealed):
    box.rule(revisable=True)
    who, name = box.votes.moot.deputies[0], new_id()
    first = sealed()
    cast(box, who, first, act_id=name)
    cast(box, who, sealed("against"))
    assert cast(box, who, first, act_id=name).repeated
    box.votes.do("poll.close", poll=box.key)
    box.confirm()
    (totals,) = Result.objects.get(poll=box.key).totals.values()
    assert totals == {"against": 1}

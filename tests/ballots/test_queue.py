"""What the gateway hands in: answered once it is on disk, or with the reason why it is not."""

from __future__ import annotations

import asyncio
import json
import threading
from functools import partial
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connection

from tests.ballots.conftest import hold
from tests.ballots.storming import ballot, letter, vote
from townmoot.ballots.intake import known as knowing
from townmoot.ballots.intake import queue
from townmoot.ballots.intake.batch import cast_many
from townmoot.ballots.intake.lines import BusyError, DjangoLine, LoopLine
from townmoot.ballots.intake.slips import Cast
from townmoot.ballots.models import Ballot
from townmoot.record import NotFound, clock
from townmoot.record.engine import one_writer
from townmoot.record.models import new_id

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def only_sqlite():
    """The loop itself writes on SQLite alone."""
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL a thread writes")


@pytest.fixture
def open_poll():
    """A poll in a database that commits: (votes, poll, question)."""
    votes = hold(deputies=4)
    poll = votes.open("named")
    yield votes, poll, votes.question(poll).pk
    clock.forget()


def given(votes, question, number=4):
    return {who.account: ballot(question, new_id()) for who in votes.moot.deputies[:number]}


def test_ballots_of_a_burst_are_stored_and_repeated(open_poll):
    votes, poll, question = open_poll
    ballots = given(votes, question)
    first = vote(poll, votes.moot.body, ballots)
    again = vote(poll, votes.moot.body, ballots)
    assert {status for status, _told in first.values()} == {200}
    assert Ballot.objects.count() == 4
    for account, (status, told) in again.items():
        assert (status, told["repeated"], told["receipt"]) == (
            200,
            True,
            first[account][1]["receipt"],
        )


def test_what_many_say_is_read_once_and_what_hides_an_act_id_is_not_remembered(open_poll):
    votes, poll, question = open_poll
    names = [new_id() for _ in range(4)]
    texts = [json.dumps(ballot(question, one), separators=(",", ":")) for one in names]
    texts[2] = f'{texts[2][:-1]},"act":"{names[2]}"}}'
    sent = [who.account for who in votes.moot.deputies]
    told = vote(poll, votes.moot.body, dict(zip(sent, map(str.encode, texts), strict=True)))
    assert {status for status, _told in told.values()} == {200}
    assert set(Ballot.objects.values_list("act_id", flat=True)) == set(names)
    assert len(knowing.known(poll).contents) == 1


def test_what_is_wrong_is_answered_in_the_voters_language(open_poll):
    votes, poll, question = open_poll
    who = votes.moot.deputies[0].account
    answers = []

    def answer(status, told):
        answers.append((status, told))

    intake = queue.Intake()

    async def send():
        for sent in (b"{", b"[]", {"act": "x"}, ballot(question, new_id(), "maybe")):
            intake.take(letter(poll, votes.moot.body, who, sent, answer, "zh-hans"))
        intake.take(letter(uuid4(), votes.moot.body, who, {}, answer))
        intake.take(letter(poll, uuid4(), who, {}, answer))
        for _wait in range(500):
            await asyncio.sleep(0.01 if len(answers) < 6 else 0)

    asyncio.run(send())
    intake.close()
    assert sorted(status for status, _told in answers) == [404, 404, 422, 422, 422, 422]
    reasons = [told["fields"][0]["reason"] for status, told in answers if status == 422]
    assert all("\u4e00" <= reason[0] <= "\u9fff" for reason in reasons)
    assert not Ballot.objects.exists()


@pytest.mark.usefixtures("only_sqlite")
def test_while_somebody_writes_the_thread_waits_and_the_loop_does_not(open_poll):
    votes, poll, question = open_poll
    intake = queue.Intake()
    vote(poll, votes.moot.body, given(votes, question, 1), intake)
    free, held = threading.Event(), threading.Event()

    def write():
        with one_writer().held():
            held.set()
            free.wait(5)

    writer = threading.Thread(target=write)
    writer.start()
    held.wait(5)
    threading.Timer(0.1, free.set).start()
    rest = dict(list(given(votes, question).items())[1:])
    assert {status for status, _told in vote(poll, votes.moot.body, rest, intake).values()} == {200}
    writer.join()
    intake.close()


@pytest.mark.usefixtures("only_sqlite")
def test_the_loops_line_waits_for_no_other_process(open_poll):
    votes, poll, question = open_poll
    line = LoopLine()
    cast = _cast(votes, poll, question)
    with DjangoLine().turn():
        pass
    other = LoopLine()
    with other.turn(), pytest.raises(BusyError), line.turn():
        raise AssertionError
    other._own.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError):
        cast_many(line, [cast])
    other._own.execute("ROLLBACK")
    assert not line.was_slow(1)
    line.commit_seconds = 2
    assert line.was_slow(1)
    assert not line.was_slow(1)
    with pytest.raises(ZeroDivisionError), line.turn():
        raise ZeroDivisionError
    assert cast_many(line, [cast])[0].position
    with line.turn():
        assert (line.now() - clock.now()).total_seconds() == 0
        line.many("DELETE FROM record_clock", [()])
        assert (line.now() - clock.real_now()).total_seconds() < 5
        line.many(
            "INSERT INTO record_clock (id, at, marked_at) VALUES (1, %s, %s)",
            [["2026-07-22 01:00:00"] * 2],
        )
    line.close()
    other.close()


def _cast(votes, poll, question) -> Cast:
    found = knowing.known(poll)
    sent = {"answers": {str(question): "for"}}
    return Cast(found, votes.moot.deputies[0].account, new_id(), found.content(sent))


@pytest.mark.parametrize("thread", [True, False])
def test_what_the_database_refuses_is_to_be_sent_again(open_poll, monkeypatch, thread):
    votes, poll, question = open_poll
    intake = queue.Intake()
    one = given(votes, question, 1)
    vote(poll, votes.moot.body, one, intake)
    if thread and intake._line is not None:
        monkeypatch.setattr(intake._line, "was_slow", lambda _limit: True)

    def fails(*_given):
        raise DatabaseError

    monkeypatch.setattr(queue, "cast_many", fails)
    rest = dict(list(given(votes, question).items())[1:])
    told = vote(poll, votes.moot.body, rest, intake)
    assert {status for status, _told in told.values()} == {503}
    assert Ballot.objects.count() == 1
    monkeypatch.setattr(queue, "known", fails)
    knowing._read.clear()
    told = vote(poll, votes.moot.body, one, intake)
    assert {status for status, _told in told.values()} == {503}
    intake.close()


def test_who_signed_out_meanwhile_votes_no_more(open_poll):
    votes, poll, question = open_poll
    alive, ended = SessionStore(), SessionStore()
    for session in (alive, ended):
        session.create()
    keys = (alive.session_key, ended.session_key)
    ended.delete()
    answers = {}

    async def send():
        intake = queue.Intake()
        for key, (account, sent) in zip(keys, given(votes, question, 2).items(), strict=True):
            said = partial(lambda key, *told: answers.update({key: told}), key)
            intake.take(letter(poll, votes.moot.body, account, sent, said, session=key))
        for _wait in range(500):
            await asyncio.sleep(0.01 if len(answers) < 2 else 0)
        intake.close()

    asyncio.run(send())
    (status, _receipt), (refused, why) = (answers[key] for key in keys)
    assert (status, refused, Ballot.objects.count()) == (200, 403, 1)
    assert "sign in again" in why["reason"]


def test_a_close_waits_for_what_came_before_it(open_poll):
    votes, poll, question = open_poll
    intake = queue.Intake()
    intake.drain()  # nothing came yet
    answers = []

    async def send():
        for account, sent in given(votes, question).items():
            intake.take(
                letter(poll, votes.moot.body, account, sent, lambda *told: answers.append(told))
            )
        while len(answers) < 4:
            await asyncio.to_thread(intake.drain)
        waiting = asyncio.to_thread(intake.drain)
        await waiting

    asyncio.run(send())
    intake.drain()  # the loop is gone
    intake.close()
    assert [status for status, _told in answers] == [200] * 4


def test_a_batch_is_as_large_as_fits_into_a_slice():
    intake = queue.Intake()
    intake._fit(5, 1)
    assert intake._most == 50
    intake._fit(100, queue.SLICE * 2)
    assert intake._most == 50
    intake._fit(100, queue.SLICE * 50)
    assert intake._most == queue.FEWEST
    intake._fit(100, queue.SLICE / 50)
    assert intake._most == queue.MOST
    intake.close()


def test_polls_of_two_bodies_go_into_two_batches(open_poll):
    votes, poll, question = open_poll
    intake = queue.Intake()
    here = _cast(votes, poll, question)
    there = Cast(_of_another(here), here.account, new_id(), here.content)
    for cast in (here, there):
        intake._waiting.append(queue._Waiting(None, cast))
    assert [one.cast for one in intake._batch(10)] == [here]
    with pytest.raises(NotFound):
        cast_many(DjangoLine(), [there])
    intake.close()


def _of_another(cast: Cast):
    from dataclasses import replace

    return replace(cast.known, body=uuid4())


def test_a_few_polls_are_remembered(open_poll, monkeypatch):
    votes, poll, _question = open_poll
    knowing._read.clear()
    monkeypatch.setattr(knowing, "KEPT", 1)
    votes.do("poll.cancel", poll=poll, reason="again")
    other = votes.open("named")
    prepared = votes.prepare("named", subject=votes.other)
    for key in (poll, other, prepared):
        assert knowing.known(key).poll == key
    assert set(knowing._read) == {other}

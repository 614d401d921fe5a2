"""A vote in which the server dies or is started anew: acknowledged means counted, once."""

from __future__ import annotations

import http.client
import signal
import threading
import time
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.cli.houses import end, until
from tests.faults.lines import Voter
from tests.faults.stage import Stage
from tests.faults.test_storage import full_disk, written_by_another

pytestmark = pytest.mark.slow
DEVICES = 8
DOWN = (OSError, http.client.HTTPException, ValueError)
Kept = dict[str, tuple[Voter, dict[str, Any], dict[str, Any]]]


def ballots_of(stage: Stage, base: str, poll: UUID, asked: str) -> list[tuple[Voter, dict]]:
    """Each voter's device with the ballot that it hands in."""
    return [
        (stage.voter(base, poll, who), {"act": str(uuid4()), "answers": {asked: "for"}})
        for who in stage.voters
    ]


def hand_in(ready: list[tuple[Voter, dict]], told: Kept) -> list[threading.Thread]:
    """Hand in from several devices at once; what is acknowledged is put into `told`."""

    def work(mine: list[tuple[Voter, dict]]) -> None:
        for voter, ballot in mine:
            try:
                status, answer = voter.hand_in(ballot)
            except DOWN:
                return
            if status == 200:
                told[ballot["act"]] = (voter, ballot, answer)

    shares = [ready[n::DEVICES] for n in range(DEVICES)]
    workers = [threading.Thread(target=work, args=[share]) for share in shares]
    for worker in workers:
        worker.start()
    return workers


def counted(stage: Stage, poll: UUID) -> tuple[dict[str, int], int]:
    """How often each ballot is in the box, and how many the count says."""
    stage.do(("poll.close", {"poll": poll}), ("poll.confirm", {"poll": poll}))
    rows = stage.house.rows("SELECT act_id FROM ballots_ballot")
    found = [str(UUID(str(act_id))) for (act_id,) in rows]
    ((number,),) = stage.house.rows("SELECT ballots FROM ballots_result")
    return {act_id: found.count(act_id) for act_id in found}, number


def test_no_acknowledged_ballot_is_lost_or_counted_twice_when_the_server_is_killed(stage):
    poll, asked = stage.open_poll()
    told: Kept = {}
    with stage.house.serving() as (base, process):
        ready = ballots_of(stage, base, poll, asked)
        workers = hand_in(ready, told)
        until(lambda: len(told) >= 10)
        end(process, signal.SIGKILL)
        for worker in workers:
            worker.join(30)
    before = dict(told)
    assert 10 <= len(before) < len(ready), "it was to be killed in the middle"
    kept = {str(UUID(str(one))) for (one,) in stage.house.rows("SELECT act_id FROM ballots_ballot")}
    assert set(before) <= kept
    with stage.house.serving() as (base, _):
        for (voter, ballot), who in zip(ready, stage.voters, strict=True):
            status, answer = stage.voter(base, poll, who).hand_in(ballot)
            assert status == 200, answer
            assert voter.address
            if ballot["act"] in before:
                first = before[ballot["act"]][2]
                assert answer == {**first, "repeated": True}
    times, number = counted(stage, poll)
    assert times == {ballot["act"]: 1 for _, ballot in ready}
    assert number == len(ready)
    assert stage.house.verdicts() == [""]


def test_a_restart_in_an_open_vote_loses_nothing_and_a_late_ballot_is_told_why(stage):
    poll, asked = stage.open_poll()
    half = len(stage.voters) // 2
    told: Kept = {}
    with stage.house.serving() as (base, process):
        ready = ballots_of(stage, base, poll, asked)
        for worker in hand_in(ready[:half], told):
            worker.join(30)
        assert len(told) == half
        assert end(process, signal.SIGTERM) == 0
    with stage.house.serving() as (base, _):
        again = ballots_of(stage, base, poll, asked)
        for worker in hand_in(again[half:-1], told):
            worker.join(30)
        status, answer = again[0][0].hand_in(again[0][1])
        assert status == 409, answer
        times, number = counted(stage, poll)
        status, answer = again[-1][0].hand_in(again[-1][1])
        assert status == 409
        assert answer["reason"]
    assert set(times) == set(told)
    assert number == len(told) == len(stage.voters) - 1


def test_ballots_wait_while_another_program_writes_and_are_stored_after_it(stage):
    poll, asked = stage.open_poll()
    told: Kept = {}
    with stage.house.serving() as (base, _):
        ready = ballots_of(stage, base, poll, asked)[:DEVICES]
        with written_by_another(stage.house):
            workers = hand_in(ready, told)
            time.sleep(0.5)
            assert told == {}
        for worker in workers:
            worker.join(30)
    assert len(told) == DEVICES
    times, _ = counted(stage, poll)
    assert set(times) == set(told)


@pytest.mark.once
def test_a_ballot_that_finds_the_disk_full_is_not_acknowledged_and_can_be_handed_in_again(stage):
    if stage.house.url:
        pytest.skip("the disk of another program's database is not ours to fill")
    poll, asked = stage.open_poll()
    told: Kept = {}
    with stage.house.serving() as (base, process):
        ready = ballots_of(stage, base, poll, asked)
        with full_disk(stage.house, process):
            for worker in hand_in(ready, told):
                worker.join(30)
            stored = len(told)
        assert stored < len(ready), "the disk was never full"
        for worker in hand_in(ready, told):
            worker.join(30)
        assert set(told) == {ballot["act"] for _, ballot in ready}
    times, number = counted(stage, poll)
    assert times == dict.fromkeys(told, 1)
    assert number == len(ready)
    assert stage.house.verdicts() == [""]

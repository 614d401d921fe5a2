"""Two processes take ballots while the poll is closed: what was acknowledged is what is counted."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time

import pytest
from django.db import connection

from tests.ballots.conftest import Votes, hold
from tests.factories import Somebody
from townmoot.ballots import queries
from townmoot.ballots.models import Ballot, Poll
from townmoot.record import clock
from townmoot.record.export import lines
from townmoot.record.verify import verify_lines

VOTERS = 60


def processes(votes: Votes, poll, voters: list[Somebody]) -> list[subprocess.Popen[str]]:
    """Two servers' worth of intakes, each with half of the voters, waiting for the word."""
    settings = connection.settings_dict
    url = f"sqlite:///{settings['NAME']}"
    if connection.vendor != "sqlite":
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**settings)
    command = [sys.executable, "-m", "tests.ballots.storming", str(poll), str(votes.moot.body)]
    halves = (voters[::2], voters[1::2])
    started = [
        subprocess.Popen(
            [*command, str(seed), *(str(one.account) for one in half)],
            env=os.environ | {"DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, half in enumerate(halves)
    ]
    for one in started:
        assert one.stdout.readline() == "ready\n"
    return started


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_acknowledged_is_counted_when_the_poll_is_closed_in_a_storm():
    votes = hold(deputies=VOTERS)
    poll = votes.open("named")
    running = processes(votes, poll, votes.moot.deputies)
    try:
        for one in running:
            one.stdin.write("go\n")
            one.stdin.flush()
        time.sleep(random.uniform(0, 0.15))
        votes.do("poll.close", poll=poll)
        told = {}
        for one in running:
            told |= json.loads(one.communicate(timeout=60)[0])
    finally:
        for one in running:
            one.kill()
            one.wait()
    votes.do("poll.confirm", poll=poll)
    kept = {row.receipt for row in Ballot.objects.filter(poll=poll)}
    assert {receipt for status, receipt, _again in told.values() if status == 200} == kept
    assert {status for status, _receipt, _again in told.values()} <= {200, 409}
    assert all(again == 409 for status, _receipt, again in told.values() if status == 409)
    assert queries.last_result(Poll.objects.get(pk=poll)).ballots == len(kept)
    assert verify_lines(lines(votes.moot.body)).holds
    clock.forget()

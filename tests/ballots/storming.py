"""Ballots handed in as the gateway does, on an event loop of their own. For tests.

As a program it votes for every account named on the command line, in any order, and prints as JSON
what was answered: `python -m tests.ballots.storming POLL BODY SEED ACCOUNT…`.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Sequence
from typing import Any
from uuid import UUID

Answers = dict[UUID, tuple[int, dict[str, Any]]]


def letter(
    poll: UUID, body: UUID, account: UUID, given: object, answer: Any, language="en", **more
):
    """A ballot as it comes under a good token; `given` is sent as JSON, bytes as they are."""
    from townmoot.live import Audience, Grant, Letter, Mark

    grant = Grant(
        "ballot", 0, Mark(1, 0), Audience.FLOOR, language, body, poll, None, account, None, ""
    )
    sent = given if isinstance(given, bytes) else json.dumps(given).encode()
    return Letter(f"/ballots/{poll}", grant, sent, answer, **more)


def vote(poll: UUID, body: UUID, ballots: dict[UUID, object], intake: Any = None) -> Answers:
    """Hand in one ballot an account and wait for all answers."""
    from townmoot.ballots.intake.queue import Intake

    used = intake or Intake()

    async def storm() -> Answers:
        loop = asyncio.get_running_loop()
        waiting = {account: loop.create_future() for account in ballots}

        def answering(account: UUID):
            future = waiting[account]
            return lambda status, told: loop.call_soon_threadsafe(future.set_result, (status, told))

        for account, given in ballots.items():
            used.take(letter(poll, body, account, given, answering(account)))
            await asyncio.sleep(0)
        return {account: await future for account, future in waiting.items()}

    try:
        return asyncio.run(storm())
    finally:
        if intake is None:
            used.close()


def ballot(question: UUID, act_id: UUID, choice: str = "for") -> dict[str, Any]:
    """What a device sends."""
    return {"act": str(act_id), "answers": {str(question): choice}}


def main(poll: str, body: str, seed: str, *accounts: str) -> None:
    """Vote for these accounts; each ballot is sent twice, as a device does that heard nothing."""
    import django

    django.setup()
    from townmoot.ballots.intake.queue import Intake
    from townmoot.ballots.models import Question
    from townmoot.record.models import new_id

    question = Question.objects.get(poll=poll).pk
    order: Sequence[str] = random.Random(int(seed)).sample(accounts, len(accounts))
    ballots: dict[UUID, object] = {UUID(one): ballot(question, new_id()) for one in order}
    intake = Intake()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    first = vote(UUID(poll), UUID(body), ballots, intake)
    again = vote(UUID(poll), UUID(body), ballots, intake)
    intake.close()
    told = {
        str(account): [first[account][0], first[account][1].get("receipt"), again[account][0]]
        for account in ballots
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])

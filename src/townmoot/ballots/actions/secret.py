"""Secret polls by device: the key, and what else happens at each step. See secret.stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import transaction

from townmoot.ballots import permissions, publics
from townmoot.ballots.enums import PollKind
from townmoot.ballots.methods import answers
from townmoot.ballots.models import ListedBallot, Poll, PollKey, Result, Voted
from townmoot.ballots.policies import secret as policies
from townmoot.ballots.queries.counts import Summed
from townmoot.ballots.queries.polls import questions_of
from townmoot.ballots.queries.secret import length_of, publication_of, seal_of
from townmoot.ballots.secret import doors, keyring, publication, stages
from townmoot.ballots.secret.plain import Inner
from townmoot.ballots.secret.suite import Seal
from townmoot.record import Ctx, act
from townmoot.rules.polls import PublishBallots

T = TypeVar("T")


def with_passphrase_set(ctx: Ctx, poll: UUID, parts: Sequence[str], do: Callable[[], T]) -> T:
    """Where the passphrase is set: make a key under it and `do` the act poll.key.

    The act's input names the poll alone. Raises ActError.
    """
    row = ctx.get(Poll, poll)
    permissions.CONDUCT.check(ctx, {"poll": poll})
    policies.check_may_key(row)
    with doors.new_key(row.pk, length_of(row), parts):
        return do()


def with_ballots_opened(ctx: Ctx, poll: UUID, parts: Sequence[str], do: Callable[[], T]) -> T:
    """Where ballots are opened: with the passphrase, in memory, and `do` the act poll.confirm.

    The act's input names the poll alone. Raises ActError.
    """
    row = ctx.get(Poll, poll)
    permissions.CONDUCT.check(ctx, {"poll": poll})
    policies.check_may_count(row)
    seal = cast("Seal", seal_of(row))  # without it the poll was never opened
    with doors.opened(seal, parts):
        return do()


@act(
    "poll.key",
    permission=permissions.CONDUCT,
    policy=policies.check_key,
    public=publics.keyed,
    subject="poll",
)
def set_key(ctx: Ctx, *, poll: UUID) -> dict[str, Any]:
    """Set the key for which the ballots of a secret vote are sealed, as the passphrase gave it."""
    row = ctx.get(Poll, poll)
    seal = doors.key_in_hand(row.pk)
    made = ctx.create(
        PollKey, poll=row, public=seal.public.hex(), length=seal.length, suite=seal.suite
    )
    return {"poll": row.id, "key": made.id, "public": made.public}


def open_box(poll: Poll) -> None:
    """Make the store of a secret poll's ballots, as it is opened; keys set before are destroyed."""
    if poll.kind != PollKind.SECRET:
        return
    seal = cast("Seal", seal_of(poll))  # policies.check_opening
    stages.open_store(seal)
    _afterwards(lambda: keyring.destroy(poll.pk, but=seal))


def close_box(ctx: Ctx, poll: Poll) -> dict[str, Any]:
    """Fix the list of those who voted; once it is on disk, ballots and voters are parted."""
    if poll.kind != PollKind.SECRET:
        return {}
    voted = stages.voted(poll.pk)
    ctx.insert(Voted, [{"elector_id": elector} for elector in voted])
    _afterwards(lambda: stages.settle(poll.pk))
    return {"voted": voted}


def counted(poll: Poll) -> tuple[Summed, list[Inner]]:
    """The totals of the opened ballots, and those that are valid."""
    found, asked, rules = doors.ballots_in_hand(poll.pk), questions_of(poll), poll.terms
    valid = []
    for ballot in found.ballots:
        read = _read(poll, asked, ballot, rules)
        valid.extend([] if read is None else [Inner(read, ballot.code)])
    totals = answers.add_up(poll.method, [ballot.answers for ballot in valid])
    cast = len(found.ballots) + found.invalid
    return Summed(totals, len(valid), cast - len(valid)), valid


def _read(poll: Poll, asked: Any, ballot: Inner, rules: Any) -> dict[str, Any] | None:
    if not isinstance(ballot.answers, dict):
        return None
    try:
        return answers.read(poll.method, asked, ballot.answers, rules)
    except answers.AnswerError:
        return None


def empty_box(ctx: Ctx, poll: Poll, result: Result, valid: Sequence[Inner]) -> None:
    """Keep the list where one is published; once it is on disk, ballots and key are destroyed."""
    if publication_of(poll) is PublishBallots.LIST:
        rows = publication.listed(valid)
        ctx.create_many(
            ListedBallot,
            [{"result": result, "order": order, **row} for order, row in enumerate(rows, 1)],
        )
    drop_box(poll)


def drop_box(poll: Poll) -> None:
    """Destroy ballots and key of a secret poll that is counted, void or broken off."""
    if poll.kind == PollKind.SECRET:
        _afterwards(lambda: stages.destroy(poll.pk))


def _afterwards(step: Callable[[], None]) -> None:
    """Take a step once the act is on disk; what stops it does not undo the act (see finishing)."""
    transaction.on_commit(step, robust=True)

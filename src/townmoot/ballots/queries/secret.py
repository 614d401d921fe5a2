"""A secret poll by device: what its ballots are sealed for, and what of it may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.ballots.enums import PollMethod
from townmoot.ballots.queries.polls import questions_of
from townmoot.ballots.secret import publication, room, stages, turnout
from townmoot.ballots.secret.suite import Seal
from townmoot.record.clock import real_now

if TYPE_CHECKING:
    from townmoot.ballots.models import Poll
    from townmoot.rules.polls import PublishBallots


def seal_of(poll: Poll) -> Seal | None:
    """What a device needs to seal a ballot; None before the scrutineers set their passphrase."""
    row = poll.keys.last()
    if row is None:
        return None
    return Seal(poll.pk, bytes.fromhex(row.public), row.length, row.suite)


def length_of(poll: Poll) -> int:
    """How many bytes a ballot of the poll has before it is sealed."""
    return room.length_for(poll.method, questions_of(poll), poll.terms)


def publication_of(poll: Poll) -> PublishBallots:
    """What will be told of an open poll: with a list its voters get tracking codes."""
    rules = poll.terms
    return publication.publication(
        rules.publish_ballots,
        ranked=poll.method == PollMethod.RANKED,
        write_ins=rules.write_ins,
        electors=poll.electors.count(),
    )


def shown_turnout(poll: Poll) -> int:
    """How many have voted, as it may be shown now (secret.turnout)."""
    electors = poll.electors.count()
    return turnout.shown(poll.pk, electors, real_now().timestamp(), stages.cast)

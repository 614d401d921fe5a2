"""What a stop left half done, done when the server starts again.

A close that was committed before its ballots were parted from their voters, and a result, a void or
a broken-off vote that was committed before its ballots and key were destroyed.
"""

from __future__ import annotations

from uuid import UUID

from townmoot.ballots.enums import PollState
from townmoot.ballots.models import Poll
from townmoot.ballots.queries.polls import state_of
from townmoot.ballots.secret import files, keyring, stages, tables

_UNDER_WAY = (PollState.PREPARED, PollState.OPEN)


def left() -> set[UUID]:
    """The polls of which this server holds ballots or keys."""
    return files.known() | tables.known() | keyring.known()


def finish() -> list[UUID]:
    """Go on with each poll where its acts stand; those that something was done for."""
    rows = Poll._default_manager.filter(pk__in=left()).prefetch_related("steps")
    return [poll.pk for poll in rows if _finish(poll)]


def _finish(poll: Poll) -> bool:
    state = state_of(poll)
    if state in _UNDER_WAY:
        return False
    if state != PollState.CLOSED:
        stages.destroy(poll.pk)
    elif stages.store_of(poll.pk).is_open():
        stages.settle(poll.pk)
    else:
        return False
    return True

"""What can follow on what: {state: {act: next state}}. Docs are drawn from this table."""

from __future__ import annotations

from collections.abc import Mapping

from townmoot.ballots.enums import PollState

Table = Mapping[str, Mapping[str, str]]

POLL: Table = {
    PollState.PREPARED: {
        "poll.open": PollState.OPEN,
        "poll.record": PollState.PUBLISHED,
        "poll.cancel": PollState.CANCELLED,
    },
    PollState.OPEN: {
        "poll.open": PollState.OPEN,
        "ballot.cast": PollState.OPEN,
        "poll.call_roll": PollState.OPEN,
        "poll.count": PollState.OPEN,
        "poll.close": PollState.CLOSED,
        "poll.cancel": PollState.CANCELLED,
    },
    PollState.CLOSED: {
        "poll.count": PollState.CLOSED,
        "poll.confirm": PollState.COUNTED,
        "poll.void": PollState.VOID,
    },
    PollState.COUNTED: {
        "poll.settle": PollState.COUNTED,
        "poll.recount": PollState.CLOSED,
        "poll.publish": PollState.PUBLISHED,
        "poll.void": PollState.VOID,
    },
    PollState.PUBLISHED: {},
    PollState.VOID: {},
    PollState.CANCELLED: {},
}

TABLES: Mapping[str, Table] = {"poll": POLL}

# The state in which each step ends; only these are steps, the other acts move nothing.
STEPS: Mapping[str, PollState] = {
    "poll.open": PollState.OPEN,
    "poll.record": PollState.PUBLISHED,
    "poll.close": PollState.CLOSED,
    "poll.confirm": PollState.COUNTED,
    "poll.recount": PollState.CLOSED,
    "poll.publish": PollState.PUBLISHED,
    "poll.void": PollState.VOID,
    "poll.cancel": PollState.CANCELLED,
}

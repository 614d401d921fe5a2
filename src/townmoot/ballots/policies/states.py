"""Whether the state lets something follow."""

from __future__ import annotations

from django.utils.translation import gettext as _

from townmoot.ballots import queries
from townmoot.ballots.models import Poll
from townmoot.ballots.states import POLL
from townmoot.record import Invalid, Refused


def wrong(field: str, reason: str) -> Invalid:
    """One field that does not fit, with its remedy."""
    return Invalid([{"field": field, "reason": reason}])


def check_state(poll: Poll, name: str) -> None:
    """Raise Refused where the act cannot follow on where the poll stands."""
    state = queries.state_of(poll)
    if name not in POLL[state]:
        words = {"state": state.label}
        raise Refused(_("This cannot be done now: the vote is “%(state)s”.") % words)

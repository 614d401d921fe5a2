"""What the halls counted."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmoot.ballots.enums import PollKind
from townmoot.ballots.methods import answers
from townmoot.ballots.models import Ballot, HallCount
from townmoot.ballots.queries.polls import questions_of, round_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.ballots.models import Poll


def standing_counts(poll: Poll) -> QuerySet[HallCount]:
    """The counts of the halls that stand in this round."""
    return HallCount._default_manager.filter(
        poll=poll, round=round_of(poll), replaced_at=None
    ).select_related("agreed_by")


def counted_halls(poll: Poll) -> set[UUID]:
    """The halls whose count stands, and is agreed where two must agree."""
    rows = standing_counts(poll)
    if poll.kind in (PollKind.PAPER, PollKind.KEYPAD):
        rows = rows.filter(agreed_at__isnull=False)
    return set(rows.values_list("hall", flat=True))


def totals_of(poll: Poll) -> dict[str, Counter[str]]:
    """The totals of what was counted or cast so far: question → answer → number."""
    if poll.kind == PollKind.NAMED:
        rows = Ballot._default_manager.filter(poll=poll).values_list("answers", flat=True)
        return answers.add_up(poll.method, map(json.loads, rows))
    return answers.together(standing_counts(poll).values_list("totals", flat=True))


@dataclass(frozen=True)
class Summed:
    """The totals of all halls, or of all ballots."""

    totals: dict[str, Counter[str]]
    ballots: int
    invalid: int = 0
    issued: int | None = None
    returned: int | None = None


def summed(poll: Poll) -> Summed:
    """Add up what the halls counted in this round, or the ballots cast by name."""
    totals = totals_of(poll)
    if poll.kind == PollKind.NAMED:
        return Summed(totals, Ballot._default_manager.filter(poll=poll).count())
    rows = list(standing_counts(poll))
    if poll.kind != PollKind.PAPER:
        return Summed(totals, _voted(poll, totals))
    issued = sum(row.issued or 0 for row in rows)
    returned = sum(row.returned or 0 for row in rows)
    invalid = sum(row.invalid for row in rows)
    return Summed(totals, returned - invalid, invalid, issued, returned)


def _voted(poll: Poll, totals: dict[str, Counter[str]]) -> int:
    """How many showed a hand or pressed a key: as many as answered the question most answered."""
    return max(
        (answers.least_ballots(poll.method, asked, totals.get(asked.key, {})))
        for asked in questions_of(poll)
    )

"""Votes recorded by name: who could vote, and how each did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from townmoot.ballots.enums import DEVICE_KINDS, PollState
from townmoot.ballots.models import Ballot, Elector, Poll
from townmoot.ballots.queries.polls import state_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def persons_of(poll: Poll) -> list[UUID]:
    """Who could vote, in the order of the list."""
    rows = Elector._default_manager.filter(poll=poll).order_by("pk")
    return list(rows.values_list("person", flat=True))


def awaited(body: UUID) -> QuerySet[Elector]:
    """Who may vote by an own device in the open polls of a body, and by name has not yet.

    Whether somebody has voted in a secret poll is known to nobody: all of them are awaited.
    """
    polls = Poll._default_manager.filter(body=body, kind__in=DEVICE_KINDS).order_by("pk")
    known = [row for row in polls.prefetch_related("steps") if state_of(row) == PollState.OPEN]
    rows = Elector._default_manager.filter(poll__in=known, struck_at=None, ballot=None)
    return rows.order_by("pk")


def votes_by_person(poll: Poll, question: str) -> dict[UUID, str]:
    """How each answered a question that is put as it stands: nobody of a secret vote."""
    rows = Ballot._default_manager.filter(poll=poll).values_list("elector__person", "answers")
    return {person: str(json.loads(answers)[question]) for person, answers in rows}

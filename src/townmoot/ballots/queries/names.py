"""Votes recorded by name: who could vote, and how each did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from townmoot.ballots.models import Ballot, Elector

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.ballots.models import Poll


def persons_of(poll: Poll) -> list[UUID]:
    """Who could vote, in the order of the list."""
    rows = Elector._default_manager.filter(poll=poll).order_by("pk")
    return list(rows.values_list("person", flat=True))


def votes_by_person(poll: Poll, question: str) -> dict[UUID, str]:
    """How each answered a question that is put as it stands: nobody of a secret vote."""
    rows = Ballot._default_manager.filter(poll=poll).values_list("elector__person", "answers")
    return {person: str(json.loads(answers)[question]) for person, answers in rows}

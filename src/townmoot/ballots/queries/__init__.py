"""Reading polls."""

from townmoot.ballots.queries.counts import (
    Summed,
    counted_halls,
    standing_counts,
    summed,
    totals_of,
)
from townmoot.ballots.queries.names import awaited, persons_of, votes_by_person
from townmoot.ballots.queries.polls import (
    assembly_of,
    is_decided,
    is_pending,
    last_result,
    options_of,
    outcome_of,
    polls_on,
    questions_of,
    recorded_asked,
    round_of,
    state_of,
    subjects_of,
    with_result,
)
from townmoot.ballots.queries.secret import (
    length_of,
    publication_of,
    seal_of,
    shown_turnout,
)

__all__ = [
    "Summed",
    "assembly_of",
    "awaited",
    "counted_halls",
    "is_decided",
    "is_pending",
    "last_result",
    "length_of",
    "options_of",
    "outcome_of",
    "persons_of",
    "polls_on",
    "publication_of",
    "questions_of",
    "recorded_asked",
    "round_of",
    "seal_of",
    "shown_turnout",
    "standing_counts",
    "state_of",
    "subjects_of",
    "summed",
    "totals_of",
    "votes_by_person",
    "with_result",
]

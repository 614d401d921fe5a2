"""What can be asked of promises. Rows are reached through the person who asks."""

from townmoot.commitments.queries.commitments import (
    PublicCommitment,
    clock_of,
    commitments_for,
    evidence_file,
    open_commitments,
    open_of,
    public_commitments,
)
from townmoot.commitments.queries.meetings import (
    at_public,
    is_told,
    public_tasks,
    said_for,
    tasks_for,
)
from townmoot.commitments.queries.status import Facts, facts_for, facts_of, status

__all__ = [
    "Facts",
    "PublicCommitment",
    "at_public",
    "clock_of",
    "commitments_for",
    "evidence_file",
    "facts_for",
    "facts_of",
    "is_told",
    "open_commitments",
    "open_of",
    "public_commitments",
    "public_tasks",
    "said_for",
    "status",
    "tasks_for",
]

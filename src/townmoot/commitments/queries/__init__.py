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
from townmoot.commitments.queries.status import Facts, facts_for, facts_of, status

__all__ = [
    "Facts",
    "PublicCommitment",
    "clock_of",
    "commitments_for",
    "evidence_file",
    "facts_for",
    "facts_of",
    "open_commitments",
    "open_of",
    "public_commitments",
    "status",
]

"""When a withdrawal is agreed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID


def is_agreed(
    signers: Iterable[UUID], agreed: Iterable[UUID], *, lead: UUID | None, all_needed: bool
) -> bool:
    """Whether all signers agree or, where the profile does not ask for all, the lead does."""
    needed = set(signers) if all_needed else {lead}
    return needed <= set(agreed)

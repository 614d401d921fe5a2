"""Where a promise stands: pure functions of what was said and verified, and a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from townmoot.commitments.enums import Claim, Outcome, State
from townmoot.commitments.models import Commitment, Statement, Verification

_CLAIMS = {
    Claim.EVIDENCE.value: State.CLAIMED,
    Claim.EXPLANATION.value: State.EXPLAINED,
    Claim.NOT_ENOUGH.value: State.OPEN,
}


@dataclass(frozen=True)
class Facts:
    """All that decides where a promise stands."""

    id: UUID
    unit: UUID
    text: str
    on: date
    deadline: date
    said: tuple[tuple[date, str], ...] = ()
    verified_on: date | None = None
    outcome: str = ""
    evidence_on: date | None = None

    def settled_by(self, day: date) -> bool:
        """Whether it had been verified by the day."""
        return self.verified_on is not None and self.verified_on <= day

    def kept_by(self, day: date) -> bool:
        """Whether it had been found kept by the day, whenever it was kept."""
        return self.settled_by(day) and self.outcome == Outcome.KEPT

    @property
    def in_time(self) -> bool:
        """Whether the evidence was given by the promised day."""
        return self.evidence_on is not None and self.evidence_on <= self.deadline


def status(facts: Facts, day: date) -> State:
    """Where the promise stood at the end of that day."""
    if facts.settled_by(day):
        return State.KEPT if facts.outcome == Outcome.KEPT else State.NOT_KEPT
    state = State.OPEN
    for on, claim in facts.said:
        if on <= day:
            state = _CLAIMS.get(claim, state)
    return state


def facts_of(rows: Iterable[Commitment]) -> dict[UUID, Facts]:
    """The facts of these promises; two queries."""
    listed = list(rows)
    keys = [row.pk for row in listed]
    said: dict[UUID, list[tuple[date, str]]] = {key: [] for key in keys}
    statements = Statement._default_manager.filter(commitment__in=keys)
    for key, on, claim in statements.order_by("created_at", "pk").values_list(
        "commitment_id", "on", "claim"
    ):
        said[key].append((on, claim))
    found = {
        row.commitment_id: row for row in Verification._default_manager.filter(commitment__in=keys)
    }
    return {row.pk: _facts(row, said[row.pk], found.get(row.pk)) for row in listed}


def _facts(row: Commitment, said: list[tuple[date, str]], verified: Verification | None) -> Facts:
    return Facts(
        id=row.pk,
        unit=row.unit_id,
        text=row.text,
        on=row.on,
        deadline=row.deadline,
        said=tuple(said),
        verified_on=verified.on if verified else None,
        outcome=verified.outcome if verified else "",
        evidence_on=verified.evidence_on if verified else None,
    )


def facts_for(row: Commitment) -> Facts:
    """The facts of one promise."""
    return facts_of([row])[row.pk]

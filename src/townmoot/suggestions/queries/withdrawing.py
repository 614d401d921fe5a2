"""When a withdrawal is agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.suggestions.models import Suggestion, Withdrawal
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.signers import deputies_among, signers_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def asked(item: Suggestion) -> Withdrawal | None:
    """The request that stands; None where nobody asked, or who asked took it back."""
    return item.withdrawals.filter(cancelled_at=None).first()


def unanswered(person: UUID | None) -> QuerySet[Withdrawal, Any]:
    """The suggestions whose withdrawal is asked for and this person has not agreed to."""
    rows = Withdrawal._default_manager.filter(cancelled_at=None)
    return rows.exclude(agreements__person=person).values("suggestion")


def is_agreed(
    signers: Iterable[UUID],
    agreed: Iterable[UUID],
    *,
    lead: UUID | None,
    all_needed: bool,
    deputies: Collection[UUID],
) -> bool:
    """Whether all signers agree or, where the profile does not ask for all, the lead does.

    Only those who still are deputies count: making a suggestion and withdrawing it is a deputy's
    right, so whose mandate ended can neither agree nor stand in the way, and the signers that
    remain must be able to withdraw what outlives a term (domain §1). Where the lead's mandate
    ended, the remaining signers stand in for the lead.
    """
    remaining = set(signers) & set(deputies)
    needed = remaining if all_needed or lead not in remaining else {lead}
    return needed <= set(agreed)


def settles(item: Suggestion, agreed: Iterable[UUID], day: date) -> bool:
    """Whether the suggestion is withdrawn on the day once these persons agree."""
    signers = signers_of(item)
    rule = profile_of(item.body, day).suggestions.withdrawal_needs_all_signers.value
    deputies = deputies_among(item.body, signers, day)
    return is_agreed(signers, agreed, lead=item.lead_id, all_needed=rule, deputies=deputies)

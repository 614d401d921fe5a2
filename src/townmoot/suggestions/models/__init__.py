"""Suggestions: what deputies hand in, who must answer, what they answered, how it was rated."""

from townmoot.suggestions.models.endings import (
    CarryOver,
    Closing,
    Disclosure,
    Merger,
    Publication,
    RatingRelease,
    Redaction,
    Telling,
    Withdrawal,
    WithdrawalAgreement,
)
from townmoot.suggestions.models.handling import (
    Allotment,
    Assignment,
    AssistingOpinion,
    Contact,
    ContactPerson,
    Extension,
    Referral,
    UnitReturn,
)
from townmoot.suggestions.models.ledger import LedgerEntry, LedgerImport
from townmoot.suggestions.models.replies import Rating, Rehandling, Reply, ReplyStep, Serving
from townmoot.suggestions.models.suggestion import NumberSeries, Refusal, Signature, Suggestion

__all__ = [
    "Allotment",
    "Assignment",
    "AssistingOpinion",
    "CarryOver",
    "Closing",
    "Contact",
    "ContactPerson",
    "Disclosure",
    "Extension",
    "LedgerEntry",
    "LedgerImport",
    "Merger",
    "NumberSeries",
    "Publication",
    "Rating",
    "RatingRelease",
    "Redaction",
    "Referral",
    "Refusal",
    "Rehandling",
    "Reply",
    "ReplyStep",
    "Serving",
    "Signature",
    "Suggestion",
    "Telling",
    "UnitReturn",
    "Withdrawal",
    "WithdrawalAgreement",
]

"""The acts of suggestions, in the order in which they come."""

from townmoot.suggestions.actions import (
    admission,
    assigning,
    drafting,
    endings,
    ledger,
    publishing,
    rating,
    replies,
    units,
)

__all__ = [
    "admission",
    "assigning",
    "drafting",
    "endings",
    "ledger",
    "publishing",
    "rating",
    "replies",
    "units",
]

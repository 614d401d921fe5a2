"""What can be asked of suggestions. Rows are reached through the person who asks."""

from townmoot.suggestions.queries.board import (
    InboxLine,
    Line,
    Page,
    board,
    clocks_of,
    inbox,
    listing,
    with_clocks,
)
from townmoot.suggestions.queries.clocks import Clock, part_clocks, rating_clock, soon_days
from townmoot.suggestions.queries.detail import Detail, PartView, detail, ratings_of, replies_for
from townmoot.suggestions.queries.facts import Facts
from townmoot.suggestions.queries.lists import (
    asked_to_cosign,
    drafted,
    extensions_waiting,
    insider,
    made_of_motions,
    returns_waiting,
    suggestions_for,
    tellings_for,
    to_rate,
)
from townmoot.suggestions.queries.public import (
    PublicReply,
    PublicSuggestion,
    public_one,
    public_view,
    public_views,
    published,
)
from townmoot.suggestions.queries.reading import all_facts, facts_for, facts_of
from townmoot.suggestions.queries.redaction import documents_of, preview
from townmoot.suggestions.queries.replies import mark_of, present_steps, rating_counts, steps_of
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.signers import signers_of
from townmoot.suggestions.queries.status import part_status, reply_status, status

__all__ = [
    "Clock",
    "Detail",
    "Facts",
    "InboxLine",
    "Line",
    "Page",
    "PartView",
    "PublicReply",
    "PublicSuggestion",
    "all_facts",
    "asked_to_cosign",
    "board",
    "clocks_of",
    "detail",
    "documents_of",
    "drafted",
    "extensions_waiting",
    "facts_for",
    "facts_of",
    "inbox",
    "insider",
    "listing",
    "made_of_motions",
    "mark_of",
    "part_clocks",
    "part_status",
    "present_steps",
    "preview",
    "profile_of",
    "public_one",
    "public_view",
    "public_views",
    "published",
    "rating_clock",
    "rating_counts",
    "ratings_of",
    "replies_for",
    "reply_status",
    "returns_waiting",
    "signers_of",
    "soon_days",
    "status",
    "steps_of",
    "suggestions_for",
    "tellings_for",
    "to_rate",
    "with_clocks",
]

"""What an import would do; what was taken over, as the public reads it."""

from townmoot.opendata.queries.lists import (
    Asked,
    choices,
    meetings,
    members,
    organizations,
    papers,
    people,
    seats,
)
from townmoot.opendata.queries.origins import Origin, origins, sources, taken_over
from townmoot.opendata.queries.passages import dealt_with, files_by, parties, passage, relations
from townmoot.opendata.queries.plan import Plan, Staged, last_read, of_kind, plan_import, source_of

__all__ = [
    "Asked",
    "Origin",
    "Plan",
    "Staged",
    "choices",
    "dealt_with",
    "files_by",
    "last_read",
    "meetings",
    "members",
    "of_kind",
    "organizations",
    "origins",
    "papers",
    "parties",
    "passage",
    "people",
    "plan_import",
    "relations",
    "seats",
    "source_of",
    "sources",
    "taken_over",
]

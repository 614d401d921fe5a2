"""What is recorded of suggestions that came from ledgers, as a ledger tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from townmoot.suggestions.enums import Share
from townmoot.suggestions.models import Allotment, Rating, Suggestion

DAYS = ("submitted_on", "assigned_on", "due_on", "replied_on", "promise_due")
SERIES = "ledger-"


def series_of(day: date) -> str:
    """The series in which the suggestions of a year's ledger are numbered."""
    return f"{SERIES}{day.year}"


@dataclass(frozen=True)
class Recorded:
    """A suggestion from a ledger, with what is recorded of each step; blank where nothing is."""

    item: Suggestion
    told: dict[str, str]
    units: tuple[str, ...]

    def shown(self, key: str) -> str:
        """A recorded value as a message quotes it."""
        return "、".join(self.units) if key == "lead_units" else self.told[key]


@dataclass(frozen=True)
class RecordedAll:
    """All that came from ledgers, by series and number."""

    by_number: dict[tuple[str, int], Recorded]

    def numbered(self, series: str, number: int) -> Recorded | None:
        """The one with that number."""
        return self.by_number.get((series, number))

    def titled(self, series: str, title: str) -> Recorded | None:
        """The first of that title."""
        return next(
            (
                found
                for (name, _number), found in self.by_number.items()
                if name == series and found.item.title == title[:200]
            ),
            None,
        )

    def numbers(self, series: str) -> list[int]:
        """The numbers that are given."""
        return [number for name, number in self.by_number if name == series]


def recorded_in(body: UUID) -> RecordedAll:
    """All suggestions from ledgers with what is recorded of them; five queries."""
    parts = Allotment._default_manager.filter(share=Share.LEAD, ended_on=None)
    parts = parts.select_related("unit").prefetch_related("replies", "contacts")
    rows = Suggestion._default_manager.filter(body=body, series__startswith=SERIES)
    rows = rows.prefetch_related(Prefetch("allotments", parts, to_attr="lead_parts"))
    ratings = Rating._default_manager.filter(body=body, serving__suggestion__in=rows)
    grades = dict(ratings.values_list("serving__suggestion_id", "result"))
    found = {}
    for item in rows.order_by("number"):
        told = _told(item) | {"rating": grades.get(item.pk, "")}
        units = tuple(part.unit.name for part in item.lead_parts)
        found[item.series, item.number or 0] = Recorded(item, told, units)
    return RecordedAll(found)


def _told(item: Any) -> dict[str, str]:
    parts = item.lead_parts
    replies = [each for part in parts for each in part.replies.all() if each.round == 1]
    contacts = [each for part in parts for each in part.contacts.all()]
    first = replies[0] if replies else None
    return {
        "assigned_on": str(item.assigned_on or ""),
        "lead_units": " ".join(sorted(str(part.unit_id) for part in parts)),
        "replied_on": str((first.issued_on if first else None) or ""),
        "reply_number": next((each.number for each in replies if each.number), ""),
        "result": first.reply_class if first else "",
        "promise": first.promise if first else "",
        "contact": contacts[0].way if contacts else "",
    }

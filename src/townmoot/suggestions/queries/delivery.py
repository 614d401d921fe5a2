"""What is counted in the rates: each suggestion once, with what was done for it by a day.

Stated rules. Counted are the suggestions accepted and assigned by the day, not withdrawn, not
referred upward, that were accepted in the day's year, or were unreplied when it began, or were
carried over into it. One merged into another counts for itself, by the other's units and replies.
One split among units is replied when all leads have replied. A unit counts what it leads on the
day; what it gave back it does not. What was referred upward, itself or in the one it was merged
into, is counted apart: that of the year, that unanswered when it began, that carried over into it.
A talk with a deputy counts from the day on which the unit noted it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from townmoot.figures import Counting
from townmoot.suggestions.enums import FACE_TO_FACE, ContactWay
from townmoot.suggestions.models import Suggestion
from townmoot.suggestions.queries.facts import Facts, PartFact, ReplyFact
from townmoot.suggestions.queries.reading import all_facts, facts_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Item:
    """A counted suggestion: its own facts, and those of the one it is handled in."""

    own: Facts
    whole: Facts
    day: date
    unit: UUID | None = None

    @property
    def parts(self) -> tuple[PartFact, ...]:
        """The lead parts that count: of all units, or of the one asked for."""
        leads = self.whole.leads_on(self.day)
        return tuple(part for part in leads if self.unit in (None, part.unit))

    @property
    def replied_on(self) -> date | None:
        """The day the last of these parts got its first reply."""
        if self.unit is None and self.whole.vacancies_on(self.day):
            return None
        days = [reply.on for part in self.parts if (reply := part.reply_by(self.day))]
        return max(days) if days and len(days) == len(self.parts) else None

    @property
    def in_time(self) -> bool:
        """Whether each part got its first reply by its due day."""
        replies = [(part, part.reply_by(self.day)) for part in self.parts]
        return self.replied_on is not None and all(
            reply is not None and reply.on <= part.due_on(self.day) for part, reply in replies
        )

    @property
    def due(self) -> date | None:
        """The first day that was due of what is not replied; the last due day of all else."""
        open_days = [p.due_on(self.day) for p in self.parts if p.reply_by(self.day) is None]
        if open_days:
            return min(open_days)
        if self.replied_on is not None:
            return max(part.due_on(self.day) for part in self.parts)
        term = self.whole.term_on(self.day)
        return term.due if term else None

    @property
    def overdue(self) -> bool:
        """Whether a reply is owed and its day has passed."""
        return self.replied_on is None and self.due is not None and self.due < self.day

    @property
    def last_replies(self) -> list[ReplyFact]:
        """The newest reply of each part."""
        return [reply for part in self.parts if (reply := part.last_reply_by(self.day))]

    def met(self, *, phone: bool) -> bool:
        """Whether somebody met a deputy before the first reply; by phone only where it counts."""
        ways = {*FACE_TO_FACE, ContactWay.PHONE} if phone else set(FACE_TO_FACE)
        return any(
            on <= min(self.day, (part.reply_by(self.day) or _NEVER).on) and way in ways
            for part in self.parts
            for on, way in part.contacts
        )

    @property
    def referral(self) -> Facts | None:
        """The facts of what was referred upward: its own, or of the one it was merged into."""
        sent = (each for each in (self.own, self.whole) if each.referred_on is not None)
        return next((each for each in sent if (each.referred_on or date.max) <= self.day), None)

    @property
    def answered_on(self) -> date | None:
        """The day on which a higher level answered, where it has by the day."""
        answered = self.referral.referral_answered_on if self.referral else None
        return answered if answered is not None and answered <= self.day else None

    @property
    def given_back(self) -> bool:
        """Whether a unit (the one asked for) gave it back."""
        return any(
            each.approved_on(self.day)
            for part in self.whole.parts
            if part.is_lead and self.unit in (None, part.unit)
            for each in part.returns
        )

    @property
    def extended(self) -> bool:
        """Whether a reply was given more time."""
        return any(each.approved_on(self.day) for part in self.parts for each in part.extensions)

    @property
    def rehandled(self) -> bool:
        """Whether it was handled a second time."""
        return any(
            part.rehandled_on is not None and part.rehandled_on <= self.day for part in self.parts
        )


_NEVER = ReplyFact(UUID(int=0), 0, date.max, "", counts_resolved=False, tracked=False)


def in_year(body: UUID, day: date) -> QuerySet[Suggestion]:
    """What was accepted by the day and may count in its year."""
    begins = date(day.year, 1, 1)
    open_then = Q(replied_on=None) | Q(replied_on__gte=begins)
    carried = Q(carryovers__year=day.year, carryovers__on__lte=day)
    rows = Suggestion._default_manager.filter(body=body, accepted_on__lte=day)
    return rows.filter(Q(accepted_on__gte=begins) | open_then | carried).distinct()


def _wholes(found: dict[UUID, Facts]) -> dict[UUID, Facts]:
    """The facts of those that others were merged into, and of all others themselves."""
    wanted = {facts.merged_into for facts in found.values() if facts.merged_into} - found.keys()
    rows = Suggestion._default_manager.filter(pk__in=wanted) if wanted else []
    return {**found, **facts_of(rows)} if wanted else found


def counted(counting: Counting, unit: UUID | None = None) -> list[Item]:
    """The suggestions that count on a day, for the town or for one unit."""
    items = [item for item in counting.read(_items) if _counts(item)]
    if unit is None:
        return items
    of_unit = [replace(item, unit=unit) for item in items]
    return [item for item in of_unit if item.parts or item.given_back]


def _items(counting: Counting) -> list[Item]:
    """What may count in the day's year and was not withdrawn, by number."""
    day = counting.day
    found = all_facts(in_year(counting.body, day))
    wholes = _wholes(found)
    items = []
    for own in found.values():
        merged = own.merged_on is not None and own.merged_on <= day
        whole = wholes[own.merged_into] if merged and own.merged_into else own
        if own.withdrawn_on is None or own.withdrawn_on > day:
            items.append(Item(own, whole, day))
    return sorted(items, key=lambda item: (item.own.accepted_on or day, item.own.number or 0))


def _counts(item: Item) -> bool:
    return item.whole.assigned_by(item.day) is not None and item.referral is None


def referred(counting: Counting) -> list[Item]:
    """The suggestions referred upward by the day, which are shown apart."""
    return [item for item in counting.read(_items) if _counts_apart(item)]


def _counts_apart(item: Item) -> bool:
    year, accepted = item.day.year, item.own.accepted_on
    begun_before = accepted is not None and accepted.year < year
    answered_before = item.answered_on is not None and item.answered_on.year < year
    carried = any(on <= item.day and into == year for on, into in item.own.carried)
    return item.referral is not None and not (begun_before and answered_before and not carried)

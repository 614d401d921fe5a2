"""The facts of suggestions as plain values, and what follows from them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from townmoot.suggestions.enums import Share


@dataclass(frozen=True)
class ReplyFact:
    """An issued reply."""

    id: UUID
    round: int
    on: date
    reply_class: str
    counts_resolved: bool
    tracked: bool


@dataclass(frozen=True)
class Decided:
    """Something asked for on a day, and what was decided when."""

    on: date
    decided_on: date | None
    approved: bool | None
    until: date | None = None

    def open_on(self, day: date) -> bool:
        """Whether it was asked for and not decided."""
        return self.on <= day and (self.decided_on is None or self.decided_on > day)

    def approved_on(self, day: date) -> bool:
        """Whether it had been approved by the day."""
        return bool(self.approved) and self.decided_on is not None and self.decided_on <= day


@dataclass(frozen=True)
class PartFact:
    """The part of one unit."""

    id: UUID
    unit: UUID
    share: str
    on: date
    due: date
    received_on: date | None
    ended_on: date | None
    replaces: UUID | None
    returns: tuple[Decided, ...] = ()
    extensions: tuple[Decided, ...] = ()
    contacts: tuple[tuple[date, str], ...] = ()
    replies: tuple[ReplyFact, ...] = ()
    opinion_on: date | None = None
    waived: bool = False
    rehandled_on: date | None = None
    rehandling_due: date | None = None

    @property
    def is_lead(self) -> bool:
        """Whether the unit owes a reply."""
        return self.share == Share.LEAD

    def live_on(self, day: date) -> bool:
        """Whether the unit had it on the day."""
        return self.on <= day and (self.ended_on is None or self.ended_on > day)

    def due_on(self, day: date) -> date:
        """The day by which the first reply was due, with the extensions approved by `day`."""
        agreed = [e.until for e in self.extensions if e.approved_on(day) and e.until is not None]
        return max([self.due, *agreed])

    def reply_by(self, day: date, *, nth: int = 1) -> ReplyFact | None:
        """The reply of that round, where it had been issued by the day."""
        return next((r for r in self.replies if r.round == nth and r.on <= day), None)

    def last_reply_by(self, day: date) -> ReplyFact | None:
        """The newest reply issued by the day."""
        return max((r for r in self.replies if r.on <= day), key=lambda r: r.round, default=None)

    def rehandling_on(self, day: date) -> bool:
        """Whether a second reply was owed on the day."""
        began = self.rehandled_on is not None and self.rehandled_on <= day
        return began and self.reply_by(day, nth=2) is None


@dataclass(frozen=True)
class Term:
    """One assignment to the government."""

    on: date
    start: date
    due: date
    ended_on: date | None

    def live_on(self, day: date) -> bool:
        """Whether it was in force on the day."""
        return self.on <= day and (self.ended_on is None or self.ended_on > day)


@dataclass(frozen=True)
class Facts:
    """All that decides where a suggestion stands."""

    id: UUID
    asked: bool = False
    handed_in_on: date | None = None
    assign_due: date | None = None
    refused_on: date | None = None
    as_letter: bool = False
    accepted_on: date | None = None
    number: int | None = None
    serial: str = ""
    withdrawn_on: date | None = None
    merged_on: date | None = None
    merged_into: UUID | None = None
    referred_on: date | None = None
    referral_answered_on: date | None = None
    closed_on: date | None = None
    published: tuple[tuple[date, date | None], ...] = ()
    carried: tuple[tuple[date, int], ...] = ()
    terms: tuple[Term, ...] = ()
    parts: tuple[PartFact, ...] = ()

    def published_by(self, day: date) -> bool:
        """Whether it was public at the end of the day."""
        return any(on <= day and (end is None or end > day) for on, end in self.published)

    def leads_on(self, day: date) -> tuple[PartFact, ...]:
        """The parts whose units owed a reply on the day."""
        return tuple(part for part in self.parts if part.is_lead and part.live_on(day))

    def assigned_by(self, day: date) -> date | None:
        """The day of the first assignment made by the day."""
        return min((term.on for term in self.terms if term.on <= day), default=None)

    def term_on(self, day: date) -> Term | None:
        """The assignment in force on the day."""
        return next((term for term in self.terms if term.live_on(day)), None)

    def vacancies_on(self, day: date) -> tuple[PartFact, ...]:
        """Lead parts that were given back and not taken up by another unit by the day."""
        taken = {part.replaces for part in self.parts if part.on <= day}
        return tuple(
            part
            for part in self.parts
            if part.is_lead
            and part.id not in taken
            and part.ended_on is not None
            and part.ended_on <= day
        )

    def replied_on(self, day: date) -> date | None:
        """The day on which the last lead gave its first reply; None while one owes it."""
        if self.vacancies_on(day):
            return None
        replies = [part.reply_by(day) for part in self.leads_on(day)]
        days = [reply.on for reply in replies if reply is not None]
        return max(days) if days and len(days) == len(replies) else None

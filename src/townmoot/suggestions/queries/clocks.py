"""Clocks: what is due by when, how that stands on a day, and why that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from townmoot.rules import Due, Profile, Why
from townmoot.suggestions.enums import ClockKind, ClockWord, Share
from townmoot.suggestions.models import Allotment, Serving, Suggestion


@dataclass(frozen=True)
class Clock:
    """One thing that is due, as it stands on a day. `soon`: from how many days before."""

    kind: ClockKind
    due: date
    day: date
    done_on: date | None
    basis: dict[str, Any]
    soon: int

    @property
    def days_left(self) -> int:
        """Days until it is due; negative when that has passed; at its doing, where it is done."""
        return (self.due - (self.done_on or self.day)).days

    @property
    def word(self) -> ClockWord:
        """How it stands."""
        if self.done_on is not None:
            return ClockWord.DONE_ON_TIME if self.done_on <= self.due else ClockWord.DONE_LATE
        if self.day > self.due:
            return ClockWord.OVERDUE
        return ClockWord.SOON if self.days_left <= self.soon else ClockWord.ON_TIME

    @property
    def provisional(self) -> bool:
        """Whether the calendar may still move the day."""
        return bool(self.basis["provisional"])

    @property
    def why(self) -> Why:
        """The rule, the start and the arithmetic; as text in the reader's language."""
        return Due.model_validate(self.basis).why


def soon_days(profile: Profile) -> int:
    """From how many days before its end a clock is due soon."""
    return profile.commitments.soon.value


def stored(due: Due) -> dict[str, Any]:
    """A due day with its reasons, as rows keep it."""
    return due.model_dump(mode="json")


def day_of(basis: dict[str, Any]) -> date:
    """The day of a stored due."""
    return date.fromisoformat(basis["date"])


def assign_clock(item: Suggestion, day: date, soon: int) -> Clock | None:
    """The assembly's clock: to assign what was handed in."""
    if item.assign_due is None:
        return None
    due = day_of(item.assign_due)
    return Clock(ClockKind.ASSIGN, due, day, item.assigned_on, item.assign_due, soon)


def part_clocks(part: Allotment, day: date, soon: int) -> Iterator[Clock]:
    """The clocks of one unit: to return it, to give its opinion or reply, to reply again."""
    if part.received_on is None and part.done_on is None:
        due = day_of(part.return_due)
        yield Clock(ClockKind.RETURN, due, day, None, part.return_due, soon)
    kind = ClockKind.REPLY if part.share == Share.LEAD else ClockKind.ASSIST
    basis = part.basis
    for each in part.extensions.all():
        if each.approved and each.basis is not None:
            basis = each.basis
    yield Clock(kind, day_of(basis), day, part.done_on, basis, soon)
    again = getattr(part, "rehandling", None)
    if again is not None:
        yield Clock(ClockKind.SECOND_REPLY, again.due, day, again.done_on, again.basis, soon)


def rating_clock(serving: Serving, day: date, soon: int) -> Clock:
    """A signer's clock: to rate a reply."""
    rating = getattr(serving, "rating", None)
    done_on = rating.on if rating is not None else None
    return Clock(ClockKind.RATING, serving.rating_due, day, done_on, serving.basis, soon)

"""The bare counting behind `days`: from a day and a period to a day, with the days passed over."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from townmoot.rules.calendars import Calendar, Day
from townmoot.rules.periods import Period, Unit

ONE = timedelta(days=1)
FIRST, LAST = date(1900, 1, 1), date(2899, 12, 31)
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Count:
    """Where a count ends; `looked_at` are the days whose kind decided it."""

    end: date
    looked_at: tuple[Day, ...] = ()
    cut: bool = False  # the month has no such day, so its last


def count(start: date, period: Period, calendar: Calendar, *, sign: int = 1) -> Count:
    """`period` after `start`, or before it with `sign` -1; the start is not counted.

    ValueError outside the years 1900 to 2899.
    """
    if not FIRST <= start <= LAST:
        raise ValueError(f"{start.isoformat()} is not a day that can be counted from.")
    if period.unit in {Unit.MONTH, Unit.YEAR}:
        months = period.count * (MONTHS_A_YEAR if period.unit is Unit.YEAR else 1)
        return _months(start, sign * months)
    if period.unit.counts_working_days:
        found = _working(start, period.count, calendar, sign)
    else:
        found = Count(start + sign * period.count * ONE)
    if period.unit.is_clear:
        return Count(found.end + sign * ONE, found.looked_at)
    return found


def _months(start: date, months: int) -> Count:
    year, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + months, MONTHS_A_YEAR)
    last = monthrange(year, month + 1)[1]
    return Count(date(year, month + 1, min(start.day, last)), cut=start.day > last)


def _working(start: date, days: int, calendar: Calendar, sign: int) -> Count:
    looked_at: list[Day] = []
    end = start
    while days:
        end += sign * ONE
        day = calendar.day(end)
        looked_at.append(day)
        days -= day.working
    return Count(end, tuple(looked_at))


def until_working(day: date, calendar: Calendar) -> Iterator[Day]:
    """The days from `day` to the first that is worked, both included."""
    while True:
        found = calendar.day(day)
        yield found
        if found.working:
            return
        day += ONE


def next_working(day: date, calendar: Calendar) -> date:
    """`day` itself if it is worked, else the next that is."""
    *_, last = until_working(day, calendar)
    return last.date

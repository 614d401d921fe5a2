"""Which days are working days: the state's calendar, and the town's own table over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import chinese_calendar
import yaml

from townmoot.rules.labels import Label

FRIDAY = 4


class DayKind(StrEnum):
    """What a day is."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"  # a weekend day on which one works (调休上班)

    @property
    def working(self) -> bool:
        return self in {DayKind.WORKDAY, DayKind.MAKEUP}


@dataclass(frozen=True)
class Day:
    """A day of the calendar; provisional while the state has not announced that year."""

    date: date
    kind: DayKind
    name: Label | None = None
    provisional: bool = False
    town: bool = False  # from the town's own table

    @property
    def working(self) -> bool:
        return self.kind.working


class Calendar(Protocol):
    """Anything that can say what a day is."""

    def day(self, on: date) -> Day: ...


def _by_weekday(on: date) -> DayKind:
    return DayKind.WORKDAY if on.weekday() <= FRIDAY else DayKind.WEEKEND


@dataclass(frozen=True)
class WeekendCalendar:
    """Monday to Friday are worked; it knows no holidays and so is always provisional."""

    def day(self, on: date) -> Day:
        return Day(on, _by_weekday(on), provisional=True)


HOLIDAYS = {
    "New Year's Day": Label(zh="元旦", en="New Year’s Day"),
    "Spring Festival": Label(zh="春节", en="Spring Festival"),
    "Tomb-sweeping Day": Label(zh="清明节", en="Qingming Festival"),
    "Labour Day": Label(zh="劳动节", en="Labour Day"),
    "Dragon Boat Festival": Label(zh="端午节", en="Dragon Boat Festival"),
    "Mid-autumn Festival": Label(zh="中秋节", en="Mid-Autumn Festival"),
    "National Day": Label(zh="国庆节", en="National Day"),
    "Anti-Fascist 70th Day": Label(
        zh="中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
        en="70th anniversary of the victory in the War of Resistance",
    ),
}


@dataclass(frozen=True)
class ChineseCalendar:
    """Holidays and make-up days as the State Council's office announced them.

    A year not announced yet is counted by weekdays alone and marked provisional.
    """

    def day(self, on: date) -> Day:
        return _announced(on)


@lru_cache(maxsize=20_000)  # fifty years; a board asks for the same days over and over
def _announced(on: date) -> Day:
    try:
        off, name = chinese_calendar.get_holiday_detail(on)
    except NotImplementedError:
        return Day(on, _by_weekday(on), provisional=True)
    if name is None:
        return Day(on, DayKind.WEEKEND if off else DayKind.WORKDAY)
    return Day(on, DayKind.HOLIDAY if off else DayKind.MAKEUP, HOLIDAYS[name])


@dataclass(frozen=True)
class Override:
    """What the town's table says of a day."""

    working: bool
    name: Label | None = None


@dataclass(frozen=True)
class TownCalendar:
    """The state's calendar with the town's own table over it; the table is never provisional."""

    base: Calendar
    table: Mapping[date, Override] = field(default_factory=dict)

    def day(self, on: date) -> Day:
        override = self.table.get(on)
        if override is None:
            return self.base.day(on)
        if not override.working:
            return Day(on, DayKind.HOLIDAY, override.name, town=True)
        kind = DayKind.WORKDAY if on.weekday() <= FRIDAY else DayKind.MAKEUP
        return Day(on, kind, override.name, town=True)


CLEAR_DAYS = Path(__file__).parent / "clear_days" / "gb-england.yaml"
SATURDAY = 5


@dataclass(frozen=True)
class EnglishCalendar:
    """The days that count as clear days in England: all but Sundays, bank holidays and breaks.

    After the last year of the table only Sundays are known, and days are provisional.
    """

    def day(self, on: date) -> Day:
        name = _english_days().get(on)
        if name is not None:
            return Day(on, DayKind.HOLIDAY, name)
        kind = DayKind.WORKDAY if on.weekday() <= SATURDAY else DayKind.WEEKEND
        return Day(on, kind, provisional=on.year not in {day.year for day in _english_days()})


@lru_cache(maxsize=1)
def _english_days() -> Mapping[date, Label]:
    found: dict[date, Label] = {}
    for row in yaml.safe_load(CLEAR_DAYS.read_text("utf-8"))["days"]:
        label = Label.model_validate(row["name"])
        days = (row.get("to", row["from"]) - row["from"]).days
        found |= {row["from"] + timedelta(days=n): label for n in range(days + 1)}
    return found


CALENDARS: Mapping[str, Calendar] = {
    "cn": ChineseCalendar(),
    "gb-england": EnglishCalendar(),
    "weekend": WeekendCalendar(),
}


def calendar_named(key: str, table: Mapping[date, Override] | None = None) -> Calendar:
    """The calendar a profile names, with a town's table over it; KeyError for an unknown name."""
    base = CALENDARS[key]
    return TownCalendar(base, table) if table else base

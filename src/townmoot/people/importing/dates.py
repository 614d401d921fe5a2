"""Dates as clerks write them: 2022.7.1, 2022年7月1日, 1971.07, 1 July 2022, Excel serials."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from townmoot.people.importing.problems import ValueProblem
from townmoot.people.importing.tables import Cell
from townmoot.people.importing.text import folded

_YEARS = range(1900, 2101)
"""A number in this range is a year and not a day of 1905."""
_PLAUSIBLE = range(1800, 2201)
_LEAP_BUG = 60
_LAST_SERIAL = 2_958_465
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 -- readable

_SEP = r"[年./\-]"
_END = r"(?:日|号)?(?:\(?(?:星期|周|礼拜).\)?)?(?:[T ]?(?:上午|下午)?\d{1,2}[:时].*)?"
_FULL = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})[月./\-](\d{{1,2}}){_END}")
_SOLID = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})月?")
_SOLID_MONTH = re.compile(r"((?:19|20)\d{2})(\d{2})")
_YEAR = re.compile(r"(\d{4})年?")
_DAY = re.compile(rf"(\d{{1,2}})[月./\-](\d{{1,2}}){_END}")
_SHORT_YEAR = re.compile(
    r"'?\d{2}年.*|\d{1,2}[./\-]\d{1,2}[./\-]\d{1,2}|(?:1[3-9]|[2-9]\d)[./\-]\d{1,2}"
)
_NUMBERS_FIRST = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4})")
_ENGLISH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?)?([a-z]{3,9})\.?,?(\d{4})")
_ENGLISH_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?(\d{1,2})(?:st|nd|rd|th)?,(\d{4})")

_NUMERALS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date that may lack its day or its month (0 then); text form 1971, 1971-07, 1971-07-01."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = (f"{self.year:04d}", f"{self.month:02d}", f"{self.day:02d}")
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """The date of its own text form; raises ValueError."""
        return cls(*(int(part) for part in text.split("-")))


def partial_date(cell: Cell, *, year: int | None = None) -> PartialDate | None:
    """A date of day, month or year precision; None when blank. Raises ValueProblem.

    A date cell on the first of a month is taken as the month: that is what Excel makes of 1971-07.
    `year` completes dates without one ("7月1日").
    """
    if isinstance(cell, datetime | date):
        return PartialDate(cell.year, cell.month, 0 if cell.day == 1 else cell.day)
    if isinstance(cell, bool | time | timedelta):
        raise ValueProblem("not_a_date")
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    text = _western(folded(cell or ""))
    return _from_text(text, year) if text else None


def whole_date(cell: Cell, *, year: int | None = None) -> date | None:
    """A date to the day; None when blank. Raises ValueProblem, also when the day is missing."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = partial_date(cell, year=year)
    if found is None:
        return None
    if not found.day:
        raise ValueProblem("no_day")
    return date(found.year, found.month, found.day)


def _checked(year: int, month: int = 0, day: int = 0) -> PartialDate:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise ValueProblem("no_such_day") from None
    if year not in _PLAUSIBLE:
        raise ValueProblem("not_a_date")
    return PartialDate(year, month, day)


def _from_number(number: float) -> PartialDate:
    """A number is a year, 1971.07, 197107, 19710701 or a serial of Excel's 1900 system."""
    text = f"{number:.10g}"
    whole, point, decimals = text.partition(".")
    if not whole.isdecimal():
        raise ValueProblem("not_a_date")
    if int(whole) in _YEARS and len(decimals) <= len("07"):
        return _year_and_month(int(whole), decimals) if point else PartialDate(int(whole))
    solid = _SOLID.fullmatch(text) or _SOLID_MONTH.fullmatch(text)
    if solid:
        return _checked(*map(int, solid.groups()))
    return _from_serial(int(whole))


def _year_and_month(year: int, decimals: str) -> PartialDate:
    if decimals == "1":
        raise ValueProblem("month_or_ten", january=f"{year}-01", october=f"{year}-10")
    return _checked(year, int(decimals))


def _from_serial(serial: int) -> PartialDate:
    if not 0 < serial <= _LAST_SERIAL:
        raise ValueProblem("not_a_date")
    if serial == _LEAP_BUG:
        raise ValueProblem("leap_bug")
    day = date(1899, 12, 31) + timedelta(days=serial - (serial > _LEAP_BUG))
    return PartialDate(day.year, day.month, day.day)


def _western(text: str) -> str:
    """Small letters, no blanks but the one before a time, Chinese numerals as digits."""
    text = re.sub(r"\s+(?=\d{1,2}[:时])", "T", text.strip())
    text = re.sub(r"\s+", "", text).casefold().replace("t", "T")
    if not re.search(r"[〇零一二三四五六七八九十][年月日号]", text):
        return text
    text = re.sub(r"(?<![〇零一二三四五六七八九])十", "1十", text)
    text = re.sub(r"十(?![〇零一二三四五六七八九])", "0", text).replace("十", "")
    return "".join(_NUMERALS.get(c, c) for c in text)


def _from_text(text: str, year: int | None) -> PartialDate:
    for pattern in (_FULL, _SOLID, _MONTH, _SOLID_MONTH, _YEAR):
        if found := pattern.fullmatch(text):
            return _checked(*map(int, found.groups()))
    if _SHORT_YEAR.fullmatch(text):
        raise ValueProblem("short_year")
    if found := _DAY.fullmatch(text):
        if year is None:
            raise ValueProblem("no_year")
        return _checked(year, int(found[1]), int(found[2]))
    return _from_english(text.replace("T", "t"))


def _from_english(text: str) -> PartialDate:
    if found := _NUMBERS_FIRST.fullmatch(text):
        return _day_or_month_first(int(found[1]), int(found[2]), int(found[3]))
    if found := _ENGLISH.fullmatch(text):
        return _named_month(found[2], found[1], found[3])
    if found := _ENGLISH_MONTH_FIRST.fullmatch(text):
        return _named_month(found[1], found[2], found[3])
    raise ValueProblem("not_a_date")


def _day_or_month_first(first: int, second: int, year: int) -> PartialDate:
    """01/07/2022 is 1 July in Britain and 7 January in America."""
    if first <= len(_MONTHS) and second <= len(_MONTHS) and first != second:
        raise ValueProblem("day_or_month_first")
    return _checked(year, min(first, second), max(first, second))


def _named_month(name: str, day: str | None, year: str) -> PartialDate:
    if name[:3] not in _MONTHS:
        raise ValueProblem("not_a_date")
    return _checked(int(year), _MONTHS.index(name[:3]) + 1, int(day or 0))

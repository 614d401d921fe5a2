"""The reasons of a computed date: kept as data, said as sentences in the reader's language."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import BaseModel, ConfigDict

from townmoot.rules.labels import Label, joined
from townmoot.rules.periods import Period
from townmoot.rules.titles import TITLES


class StepKind(StrEnum):
    """What one step of a reason tells."""

    RULE = "rule"  # which rule is applied
    START = "start"  # from where it counts
    BEFORE = "before"  # from where it counts back
    SKIPPED = "skipped"  # days off that do not count
    MADE_UP = "made_up"  # weekend days that do
    NO_SUCH_DAY = "no_such_day"  # the month has no such day, so its last
    ENDS = "ends"  # where the count ends
    LATEST = "latest"  # where the count back ends
    MOVED = "moved"  # on to the next working day
    EXTENDED = "extended"  # by a further period
    AGREED = "agreed"  # to a date agreed on
    PROVISIONAL = "provisional"  # the calendar of that year is not announced


class Step(BaseModel):
    """One step; which fields are filled follows from its kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: StepKind
    day: date | None = None
    period: Period | None = None
    key: str = ""  # of the rule
    source: str = ""  # its citation
    name: Label | None = None  # of the holiday
    count: int = 0  # of days skipped or made up

    def __str__(self) -> str:
        title = str(TITLES.get(self.key, ""))
        named = bool(title) if self.kind is StepKind.RULE else self.name is not None
        text = _sentence(self.kind, named=named, count=self.count)
        whole = _("%(text)s (%(source)s).") if self.source else _("%(text)s.")
        return whole % {"text": text % {**self._words, "title": title}, "source": self.source}

    @property
    def _words(self) -> Mapping[str, object]:
        return {
            "date": date_format(self.day, "DATE_FORMAT") if self.day else "",
            "year": self.day.year if self.day else "",
            "period": self.period or "",
            "name": self.name or "",
            "count": self.count,
        }


def _sentence(kind: StepKind, *, named: bool, count: int) -> str:
    if kind is StepKind.SKIPPED and named:
        return ngettext(
            "%(count)d day of %(name)s not counted",
            "%(count)d days of %(name)s not counted",
            count,
        )
    if kind is StepKind.SKIPPED:
        return ngettext(
            "%(count)d weekend day not counted",
            "%(count)d weekend days not counted",
            count,
        )
    if kind is StepKind.MOVED and named:
        return _("That day is a holiday, %(name)s; the next working day is %(date)s")
    if kind is StepKind.RULE and named:
        return _("%(title)s: %(period)s")
    return {
        StepKind.RULE: _("The period is %(period)s"),
        StepKind.START: _("It starts on %(date)s, which is not counted"),
        StepKind.BEFORE: _("It is counted back from %(date)s, which is not counted"),
        StepKind.MADE_UP: _("The weekend day %(date)s is worked and counts"),
        StepKind.NO_SUCH_DAY: _("The last month has no such day, so its last day is taken"),
        StepKind.ENDS: _("It ends on %(date)s"),
        StepKind.LATEST: _("The latest day is %(date)s"),
        StepKind.MOVED: _("That day is not worked; the next working day is %(date)s"),
        StepKind.EXTENDED: _("It is extended by %(period)s"),
        StepKind.AGREED: _("It is extended to %(date)s, as agreed"),
        StepKind.PROVISIONAL: _(
            "Provisional: the holidays of %(year)s are not announced yet; only weekends are known"
        ),
    }[kind]


class Why(BaseModel):
    """The steps that lead to a date, in order; as text, sentences."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        return joined(self.steps)

    def each(self) -> Iterator[Step]:
        """For templates that show one step a line."""
        return iter(self.steps)

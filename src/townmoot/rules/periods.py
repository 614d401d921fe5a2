"""Lengths of time as statutes give them: a count and a kind of day."""

from enum import StrEnum

from django.utils.translation import ngettext
from pydantic import BaseModel, ConfigDict, Field


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    CLEAR_DAY = "clear_day"  # neither the first nor the last day counts
    CLEAR_WORKING_DAY = "clear_working_day"
    MONTH = "month"
    YEAR = "year"

    @property
    def counts_working_days(self) -> bool:
        return self in {Unit.WORKING_DAY, Unit.CLEAR_WORKING_DAY}

    @property
    def is_clear(self) -> bool:
        return self in {Unit.CLEAR_DAY, Unit.CLEAR_WORKING_DAY}


class Period(BaseModel):
    """`count` of `unit`; as text it reads "3 months"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: int = Field(ge=0, le=10_000)
    unit: Unit

    def __str__(self) -> str:
        n = self.count
        texts = {
            Unit.DAY: ngettext("%(n)d day", "%(n)d days", n),
            Unit.WORKING_DAY: ngettext("%(n)d working day", "%(n)d working days", n),
            Unit.CLEAR_DAY: ngettext("%(n)d clear day", "%(n)d clear days", n),
            Unit.CLEAR_WORKING_DAY: ngettext(
                "%(n)d clear working day", "%(n)d clear working days", n
            ),
            Unit.MONTH: ngettext("%(n)d month", "%(n)d months", n),
            Unit.YEAR: ngettext("%(n)d year", "%(n)d years", n),
        }
        return texts[self.unit] % {"n": n}

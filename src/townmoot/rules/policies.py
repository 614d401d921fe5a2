"""What the state allows of the town's calendar and procedure."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from townmoot.record import Ctx, Refused
from townmoot.rules import queries
from townmoot.rules.library import NoProfile, find


class HasDate(Protocol):
    """A row of a table of days."""

    date: dt.date


def check_day_is_set(ctx: Ctx, *, date: dt.date) -> None:
    """Refuse to clear a day the town's table says nothing of."""
    if not queries.days_of(ctx.body).filter(date=date).exists():
        raise Refused(_("The town's table says nothing of that day."), field="date")


def check_days_differ(ctx: Ctx, *, rows: Sequence[HasDate]) -> None:
    """Refuse a table that names a day twice, and say which."""
    twice = sorted(day for day, times in Counter(row.date for row in rows).items() if times > 1)
    if twice:
        days = ", ".join(date_format(day, "DATE_FORMAT") for day in twice)
        raise Refused(_("The table names a day twice: %(days)s.") % {"days": days}, field="rows")


def check_can_choose(ctx: Ctx, *, profile: str, valid_from: dt.date | None = None) -> None:
    """Refuse an unknown profile, and a second thought about the past."""
    day = valid_from or ctx.today
    try:
        find(profile, on=day)
    except NoProfile:
        raise Refused(_("There is no procedure profile of that name."), field="profile") from None
    if day < ctx.today and queries.choices_of(ctx.body).exists():
        raise Refused(
            _("What is past was judged by the profile of its day; choose today or a later day."),
            field="valid_from",
        )

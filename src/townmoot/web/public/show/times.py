"""How long replies took, as a distribution."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from townmoot.suggestions.queries.public import published
from townmoot.suggestions.queries.reading import all_facts
from townmoot.web.ground import charts
from townmoot.web.public.show.meetings import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from townmoot.suggestions.queries.facts import Facts

MONTH = 30


def reply_times(body: UUID, day: date) -> charts.Distribution | None:
    """Days from the first assignment to the last lead's first reply, of what is published.

    None where nothing was replied to by the day.
    """
    facts = all_facts(published(body).prefetch_related(None).select_related(None))
    taken = [days for one in facts.values() for days in _days(one, day)]
    profile = profile_of(body, day)
    if not taken or profile is None:
        return None
    period = profile.suggestions.reply_period.period
    n = len(taken)
    said = ngettext(
        "%(n)s published suggestion that was answered.",
        "%(n)s published suggestions that were answered.",
        n,
    )
    return charts.distribution(
        taken,
        title=_("How long replies took"),
        what=said % {"n": n},
        unit=_("Days"),
        limit=period.count * MONTH if period.unit.name == "MONTH" else period.count,
        limit_label=_("time to reply: %(period)s") % {"period": period},
    )


def _days(one: Facts, day: date) -> Iterator[int]:
    began, replied = one.assigned_by(day), one.replied_on(day)
    if began is not None and replied is not None:
        yield (replied - began).days

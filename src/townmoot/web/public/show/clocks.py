"""Clocks as pieces, with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from townmoot.suggestions.enums import ClockWord
from townmoot.web.ground import pieces, shapes

if TYPE_CHECKING:
    from townmoot.rules.why import Step
    from townmoot.suggestions.queries.clocks import Clock

UNCONFIRMED = "，待核对"  # how a profile ends a source that nobody has compared yet
CODES = {
    ClockWord.ON_TIME: "on_time",
    ClockWord.SOON: "due_soon",
    ClockWord.OVERDUE: "overdue",
    ClockWord.DONE_ON_TIME: "done",
    ClockWord.DONE_LATE: "late",
}


def _for_residents(step: Step) -> Step:
    """The step with its source; that its text is unconfirmed is said in the reader's language."""
    source, unconfirmed, _rest = step.source.partition(UNCONFIRMED)
    if not unconfirmed:
        return step
    told = _("%(source)s; to be confirmed by the clerk") % {"source": source}
    return step.model_copy(update={"source": told})


def clock(found: Clock, label: str = "") -> pieces.Clock:
    """A clock for a page: due day, how it stands, why that day."""
    steps = [(str(_for_residents(step)), None) for step in found.why.each()]
    return pieces.Clock(
        label=label or capfirst(str(found.kind.label)),
        due=found.due,
        state=CODES[found.word],
        days=found.days_left if found.done_on is None else None,
        why=pieces.Why(steps=steps) if steps else None,
    )


def word(found: Clock) -> SafeString:
    """How a clock stands, as shape and word."""
    return shapes.show(CODES[found.word], capfirst(str(found.word.label)))

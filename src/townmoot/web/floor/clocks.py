"""Clocks and states of suggestions in the pieces' words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst

from townmoot.suggestions.enums import ClockWord, State
from townmoot.web.ground import pieces

if TYPE_CHECKING:
    from townmoot.suggestions.queries import Clock

WORDS = {
    ClockWord.ON_TIME: "on_time",
    ClockWord.SOON: "due_soon",
    ClockWord.OVERDUE: "overdue",
    ClockWord.DONE_ON_TIME: "done",
    ClockWord.DONE_LATE: "late",
}

SHAPES = {
    State.DRAFT: "draft",
    State.SEEKING: "draft",
    State.HANDED_IN: "waiting",
    State.REFUSED: "closed",
    State.LETTER: "closed",
    State.ACCEPTED: "waiting",
    State.ASSIGNED: "waiting",
    State.ALLOTTED: "waiting",
    State.IN_PROGRESS: "in_hand",
    State.REPLIED: "done",
    State.REHANDLING: "in_hand",
    State.CLOSED: "closed",
    State.WITHDRAWN: "withdrawn",
    State.MERGED: "withdrawn",
    State.REFERRED: "in_hand",
    State.ANSWERED_OUTSIDE: "done",
}


def piece(clock: Clock, *, why: bool = True) -> pieces.Clock:
    """A clock as it is drawn, with why it is that day."""
    steps = [(str(step), None) for step in clock.why.each()] if why else []
    return pieces.Clock(
        due=clock.due,
        state=WORDS[clock.word],
        days=None if clock.done_on else clock.days_left,
        why=pieces.Why(steps=steps) if steps else None,
        label=capfirst(str(clock.kind.label)),
    )


def state_piece(state: State) -> tuple[str, str]:
    """Shape and word of a suggestion's state."""
    return SHAPES[state], capfirst(str(state.label))

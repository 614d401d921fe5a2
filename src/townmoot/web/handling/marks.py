"""States and clocks of suggestions in the pieces of the ground: a word, a shape, a colour."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from townmoot.commitments.enums import State as PromiseState
from townmoot.commitments.enums import word_of
from townmoot.suggestions.enums import ClockWord, PartState, ReplyState, State
from townmoot.suggestions.queries.clocks import Clock
from townmoot.web.ground import pieces, shapes

_SHAPES: dict[str, str] = {
    State.DRAFT: "draft",
    State.SEEKING: "draft",
    State.HANDED_IN: "open",
    State.REFUSED: "withdrawn",
    State.LETTER: "withdrawn",
    State.ACCEPTED: "open",
    State.ASSIGNED: "waiting",
    State.ALLOTTED: "waiting",
    State.IN_PROGRESS: "in_hand",
    State.REPLIED: "done",
    State.REHANDLING: "in_hand",
    State.CLOSED: "closed",
    State.WITHDRAWN: "withdrawn",
    State.MERGED: "withdrawn",
    State.REFERRED: "next",
    State.ANSWERED_OUTSIDE: "done",
    PartState.RETURN_ASKED: "due_soon",
    PartState.RECEIVED: "in_hand",
    PartState.CONTACTED: "in_hand",
    PartState.OPINION_GIVEN: "done",
    PartState.WAIVED: "withdrawn",
    PartState.ENDED: "withdrawn",
    ReplyState.DRAFTED: "draft",
    ReplyState.SENT_BACK: "due_soon",
    ReplyState.CHECKED: "in_hand",
    ReplyState.SIGNED: "in_hand",
    ReplyState.ISSUED: "issued",
    PromiseState.OPEN: "open",
    PromiseState.CLAIMED: "in_hand",
    PromiseState.EXPLAINED: "due_soon",
    PromiseState.KEPT: "kept",
    PromiseState.NOT_KEPT: "not_kept",
}
_CLOCKS = {
    ClockWord.ON_TIME: "on_time",
    ClockWord.SOON: "due_soon",
    ClockWord.OVERDUE: "overdue",
    ClockWord.DONE_ON_TIME: "done",
    ClockWord.DONE_LATE: "late",
}


AnyState = State | PartState | ReplyState | PromiseState


def mark(state: AnyState, word: str = "") -> SafeString:
    """A state as shape and word; another word where the state has one there."""
    return shapes.show(_SHAPES.get(str(state), "waiting"), capfirst(word or str(state.label)))


def standing(kind: str, state: PromiseState) -> SafeString:
    """Where a promise or a task stands."""
    return mark(state, word_of(kind, state))


def clock(found: Clock | None, *, label: bool = True) -> pieces.Clock | None:
    """A clock with its state in a word and why it is that date."""
    if found is None:
        return None
    why = pieces.Why(steps=[(str(step), None) for step in found.why.each()])
    return pieces.Clock(
        due=found.due,
        state=_CLOCKS[found.word],
        days=found.days_left if found.done_on is None else None,
        why=why,
        label=capfirst(str(found.kind.label)) if label else "",
    )


def clocks(found: Iterable[Clock]) -> list[pieces.Clock]:
    """Several clocks."""
    return [made for each in found if (made := clock(each)) is not None]

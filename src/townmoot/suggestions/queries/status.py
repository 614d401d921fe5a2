"""Where a suggestion, a unit's part and a reply stand: pure functions of facts and a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from townmoot.suggestions.enums import PartState, ReplyState, ReplyStepKind, State
from townmoot.suggestions.queries.facts import Facts, PartFact


def _by(day: date, done: date | None) -> bool:
    return done is not None and done <= day


def _early(facts: Facts, day: date) -> State | None:
    """What ends a suggestion before, or apart from, its handling."""
    if _by(day, facts.withdrawn_on):
        return State.WITHDRAWN
    if not _by(day, facts.handed_in_on):
        return State.SEEKING if facts.asked else State.DRAFT
    if _by(day, facts.refused_on):
        return State.LETTER if facts.as_letter else State.REFUSED
    return None if _by(day, facts.accepted_on) else State.HANDED_IN


def _apart(facts: Facts, day: date) -> State | None:
    ends = (
        (facts.closed_on, State.CLOSED),
        (facts.merged_on, State.MERGED),
        (facts.referral_answered_on, State.ANSWERED_OUTSIDE),
        (facts.referred_on, State.REFERRED),
    )
    return next((state for done, state in ends if _by(day, done)), None)


def _handling(facts: Facts, day: date) -> State:
    if facts.term_on(day) is None:
        return State.ACCEPTED
    leads = facts.leads_on(day)
    if not leads or facts.vacancies_on(day):
        return State.ASSIGNED
    if any(part.rehandling_on(day) for part in leads):
        return State.REHANDLING
    if facts.replied_on(day) is not None:
        return State.REPLIED
    received = any(_by(day, part.received_on) for part in leads)
    return State.IN_PROGRESS if received else State.ALLOTTED


def status(facts: Facts, day: date) -> State:
    """Where the suggestion stood at the end of that day."""
    return _early(facts, day) or _apart(facts, day) or _handling(facts, day)


def part_status(part: PartFact, day: date) -> PartState:
    """Where the part of one unit stood at the end of that day."""
    checks: tuple[tuple[PartState, Callable[[], bool]], ...] = (
        (PartState.ENDED, lambda: _by(day, part.ended_on)),
        (PartState.REHANDLING, lambda: part.rehandling_on(day)),
        (PartState.REPLIED, lambda: part.reply_by(day) is not None),
        (PartState.WAIVED, lambda: part.waived and _by(day, part.opinion_on)),
        (PartState.OPINION_GIVEN, lambda: _by(day, part.opinion_on)),
        (PartState.RETURN_ASKED, lambda: any(each.open_on(day) for each in part.returns)),
        (PartState.CONTACTED, lambda: any(on <= day for on, _way in part.contacts)),
        (PartState.RECEIVED, lambda: _by(day, part.received_on)),
    )
    return next((state for state, holds in checks if holds()), PartState.ALLOTTED)


_REPLY_STATES = {
    ReplyStepKind.DRAFT.value: ReplyState.DRAFTED,
    ReplyStepKind.CHECK.value: ReplyState.CHECKED,
    ReplyStepKind.COUNTERSIGN.value: ReplyState.CHECKED,
    ReplyStepKind.SIGN.value: ReplyState.SIGNED,
    ReplyStepKind.ISSUE.value: ReplyState.ISSUED,
    ReplyStepKind.SEND_BACK.value: ReplyState.SENT_BACK,
}


def reply_status(steps: Iterable[str]) -> ReplyState:
    """Where a reply stands after these steps, in order."""
    last = ReplyStepKind.DRAFT.value
    for step in steps:
        last = step
    return _REPLY_STATES[last]


def may_step(chain: Iterable[tuple[str, bool]], done: Iterable[str], step: str) -> bool:
    """Whether the next hand may be `step`: all required ones before it are done, it is not.

    `chain` is the profile's: (code, required) in order.
    """
    order = list(chain)
    made = set(done)
    before = [code for code, _required in order]
    if step not in before or step in made:
        return False
    place = before.index(step)
    earlier_done = all(code in made for code, required in order[:place] if required)
    return earlier_done and not made & set(before[place + 1 :])

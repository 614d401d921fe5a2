"""What the state allows of promises and tasks, and what may be noted of a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.commitments import states
from townmoot.commitments.enums import Outcome, word_of
from townmoot.commitments.models import Area, Commitment, Requirement
from townmoot.commitments.queries import facts_for, open_of, status
from townmoot.files import store
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import AgendaItem, Meeting
from townmoot.meetings.queries import state_of
from townmoot.people.enums import UNIT_KINDS
from townmoot.people.models import Organization, Person, Post
from townmoot.record import Ctx, Refused
from townmoot.suggestions.models import Reply, Suggestion
from townmoot.suggestions.states import allows


def check_act(ctx: Ctx, row: Commitment, act: str) -> str:
    """The state, where it allows the act. Raises Refused, naming the state."""
    state = status(facts_for(row), ctx.today)
    if not allows(states.COMMITMENT, state, act):
        raise Refused(
            _("This cannot be done now. State of the promise: %(state)s.")
            % {"state": word_of(row.kind, state)}
        )
    return state


def by_state(act: str) -> Any:
    """A policy that asks nothing but the state."""

    def check(ctx: Ctx, *, commitment: UUID, **_inputs: Any) -> None:
        check_act(ctx, ctx.get(Commitment, commitment), act)

    return check


def check_add(
    ctx: Ctx,
    *,
    unit: UUID,
    text: str,
    deadline: date,
    suggestion: UUID | None = None,
    reply: UUID | None = None,
    on: date | None = None,
) -> None:
    """Refuse a deadline before the promise, and another day than today or a ledger's own."""
    ctx.get(Organization, unit)
    told = ctx.get(Reply, reply) if reply else None
    taken_over = told is not None and told.issued_at is None and told.issued_on == on
    if on not in (None, ctx.today) and not taken_over:
        raise Refused(_("A promise is noted on the day it is made."), field="on")
    if deadline < (on or ctx.today):
        raise Refused(_("This day has passed."), field="deadline")


def check_evidence(
    ctx: Ctx, *, commitment: UUID, words: str, sha256: str = "", file_name: str = ""
) -> None:
    """Refuse a file that has not arrived."""
    check_act(ctx, ctx.get(Commitment, commitment), "commitment.give_evidence")
    if sha256 and store.find(sha256) is None:
        raise Refused(_("This file has not arrived; send it again."), field="sha256")


def check_verify(ctx: Ctx, *, commitment: UUID, outcome: str, words: str = "") -> None:
    """Refuse to call kept what there is no evidence for, and "not kept" without words."""
    row = ctx.get(Commitment, commitment)
    state = check_act(ctx, row, "commitment.verify")
    wanted = Outcome(outcome)
    if wanted is Outcome.KEPT and wanted not in states.COMMITMENT[state].values():
        raise Refused(_("There is no evidence that it was kept."), field="outcome")
    if wanted is Outcome.NOT_KEPT and not words:
        raise Refused(_("Say why it counts as not kept."), field="words")


def check_closing(ctx: Ctx, suggestion: Suggestion) -> None:
    """Refuse to close a suggestion while a promise made in it is open."""
    if open_of(suggestion.merged_into_id or suggestion.pk):
        raise Refused(_("A promise made in the reply is still open."))


def _check_place(ctx: Ctx, meeting: UUID, item: UUID | None) -> None:
    """What is said at a meeting is noted once it sits; under an item of its own agenda."""
    row = ctx.get(Meeting, meeting)
    if state_of(row) not in (MeetingState.IN_SESSION, MeetingState.PAUSED, MeetingState.CLOSED):
        raise Refused(_("The meeting has not begun yet."))
    if item and ctx.get(AgendaItem, item).meeting_id != row.pk:
        raise Refused(_("This item is of another meeting."), field="item")


def check_state_requirement(
    ctx: Ctx, *, meeting: UUID, stated_by: UUID, item: UUID | None = None, **_others: Any
) -> None:
    """Refuse before the meeting sits, and an item of another meeting."""
    _check_place(ctx, meeting, item)
    ctx.get(Person, stated_by)


def check_strike_requirement(ctx: Ctx, *, requirement: UUID, reason: str = "") -> None:
    """Refuse where it was struck before."""
    if ctx.get(Requirement, requirement).struck_at is not None:
        raise Refused(_("This was struck before."))


def check_name_area(ctx: Ctx, *, meeting: UUID, item: UUID | None = None, **_others: Any) -> None:
    """Refuse before the meeting sits, and an item of another meeting."""
    _check_place(ctx, meeting, item)


def check_strike_area(ctx: Ctx, *, area: UUID, reason: str = "") -> None:
    """Refuse where it was struck before, or a task was set in it."""
    row = ctx.get(Area, area)
    if row.struck_at is not None:
        raise Refused(_("This was struck before."))
    if row.commitments.exists():
        raise Refused(_("Tasks were set in this area."))


def check_set_task(
    ctx: Ctx,
    *,
    meeting: UUID,
    unit: UUID,
    deadline: date,
    item: UUID | None = None,
    area: UUID | None = None,
    post: UUID | None = None,
    **_others: Any,
) -> None:
    """Refuse who is no unit, a day that has passed, an area or item of another meeting."""
    _check_place(ctx, meeting, item)
    if ctx.get(Organization, unit).kind not in UNIT_KINDS:
        raise Refused(_("Choose a unit of the government."), field="unit")
    if deadline < ctx.today:
        raise Refused(_("This day has passed."), field="deadline")
    named = ctx.get(Area, area) if area else None
    if named is not None and (named.meeting_id != meeting or named.struck_at is not None):
        raise Refused(_("This area was not named at this meeting."), field="area")
    if post:
        ctx.get(Post, post)

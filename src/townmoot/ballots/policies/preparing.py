"""When a poll can be prepared, and who can watch over its count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.ballots import occasions, queries
from townmoot.ballots.enums import HALL_KINDS, Duty, PollKind, PollMethod, PollState
from townmoot.ballots.models import Elector, Option, Poll, Scrutineer
from townmoot.ballots.policies.states import check_state, wrong
from townmoot.people.models import Person
from townmoot.record import Ctx, Refused

PLAIN = (PollMethod.MOTION, PollMethod.ASSESSMENT)  # what is asked is put as it stands


def check_prepare(
    ctx: Ctx,
    *,
    context: UUID,
    subject: UUID,
    kind: PollKind | None = None,
    method: PollMethod = PollMethod.MOTION,
    questions: Sequence[Any] = (),
    **_others: Any,
) -> None:
    """Raise Refused or Invalid where nothing of the kind can be put to the vote so.

    Without `kind` only whether anything could be.
    """
    about = [question.about for question in questions if question.about]
    occasions.at().check_subject(ctx, context, subject, method, about)
    if any(queries.is_pending(poll) for poll in queries.polls_on([subject, *about])):
        raise Refused(_("A vote on this is being taken; close it first."))
    if method == PollMethod.MOTION and any(map(queries.is_decided, about or [subject])):
        raise Refused(_("This has been decided."))
    if kind is None:
        return
    asked = queries.recorded_asked(context, subject, *about)
    if asked is not None and kind != PollKind.NAMED:
        raise Refused(_("A member asked for a recorded vote: it is taken by name."))
    if method == PollMethod.RANKED and kind in HALL_KINDS:
        raise wrong("kind", _("Candidates are put in order on a ballot of one's own by device."))
    if method not in PLAIN and not questions:
        raise wrong("questions", _("Say what is to be chosen, and between whom."))
    for question in questions:
        _check_question(method, question)


def _check_question(method: PollMethod, question: Any) -> None:
    names = [option.name for option in question.options]
    if method in PLAIN and names:
        raise wrong("questions", _("This is put as it stands: it has no candidates."))
    if method in PLAIN:
        return
    if len(names) < question.seats or not names:
        raise wrong("questions", _("There are fewer candidates than seats."))
    if len(set(names)) < len(names):
        raise wrong("questions", _("Two candidates have the same name; tell them apart."))
    if question.least > question.seats:
        raise wrong("questions", _("More must be marked than may be."))
    if method == PollMethod.RANKED and question.seats != 1:
        raise wrong("questions", _("Putting in order fills one seat."))


def check_ask_recorded(ctx: Ctx, *, context: UUID, subject: UUID) -> None:
    """Raise Refused where the rules know no such request, or the vote is being taken or over."""
    at = occasions.at()
    at.check_subject(ctx, context, subject, PollMethod.MOTION)
    if not at.recorded_on_request(ctx, context):
        raise Refused(_("By the rules here nobody can ask for that."))
    if queries.recorded_asked(context, subject) is not None:
        raise Refused(_("This was asked for before."))
    begun = (PollState.PREPARED, PollState.CANCELLED, PollState.VOID)
    if any(queries.state_of(poll) not in begun for poll in queries.polls_on([subject])):
        raise Refused(_("The vote has begun: it had to be asked for before."))


def check_appoint(
    ctx: Ctx, *, poll: UUID, person: UUID, duty: Duty | None = None, hall: UUID | None = None
) -> None:
    """Raise Refused once it is counted, for a candidate, and for who does it already."""
    row, who = ctx.get(Poll, poll), ctx.get(Person, person)
    _check_not_counted(row)
    if Option._default_manager.filter(question__poll=row, person=who).exists():
        raise Refused(_("A candidate does not watch over the count."))
    if Scrutineer._default_manager.filter(poll=row, person=who, ended_at=None).exists():
        raise Refused(_("This was done before."))


def _check_not_counted(row: Poll) -> None:
    if queries.state_of(row) not in (PollState.PREPARED, PollState.OPEN, PollState.CLOSED):
        raise Refused(_("The count is over."))


def check_dismiss(ctx: Ctx, *, scrutineer: UUID) -> None:
    """Raise Refused once it is counted, or where it was done before."""
    row = ctx.get(Scrutineer, scrutineer)
    _check_not_counted(row.poll)
    if row.ended_at is not None:
        raise Refused(_("This was done before."))


def check_strike(ctx: Ctx, *, elector: UUID, reason: str = "") -> None:
    """Raise Refused unless the poll is open and the elector may still vote."""
    row = ctx.get(Elector, elector)
    check_state(row.poll, "ballot.cast")
    if row.struck_at is not None:
        raise Refused(_("This was done before."))

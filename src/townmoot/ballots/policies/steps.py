"""When a poll can be opened, closed, confirmed, settled, announced."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.ballots import occasions, queries
from townmoot.ballots.enums import HALL_KINDS, PollKind, PollMethod, PollState, SettledBy
from townmoot.ballots.methods.outcomes import Outcome
from townmoot.ballots.models import Poll, Question, Result
from townmoot.ballots.policies.secret import check_counted, check_opening
from townmoot.ballots.policies.states import check_state, wrong
from townmoot.record import Ctx, NotFound, Refused
from townmoot.rules.terms import TieRule


def kind_of(poll: Poll) -> PollKind:
    """How the votes are given."""
    return PollKind(poll.kind)


def check_open(ctx: Ctx, *, poll: UUID) -> None:
    """Raise Refused where it cannot be opened now; one that is open may be opened again."""
    row = ctx.get(Poll, poll)
    check_state(row, "poll.open")
    if queries.state_of(row) == PollState.OPEN:
        return
    subjects = list(dict.fromkeys(queries.subjects_of(row)))
    for subject in subjects:
        occasions.at().check_open(ctx, row.context, subject)
    asked = queries.recorded_asked(row.context, row.subject, *subjects)
    if asked is not None and row.kind != PollKind.NAMED:
        raise Refused(_("A member asked for a recorded vote: it is taken by name."))
    found = occasions.at().electorate(ctx, row.context, row.subject, kind_of(row))
    if not found.voters:
        raise Refused(_("Nobody is here who may vote in this way."))
    check_opening(row)


def check_close(ctx: Ctx, *, poll: UUID) -> None:
    """Raise Refused where it is not open."""
    check_state(ctx.get(Poll, poll), "poll.close")


def check_cancel(ctx: Ctx, *, poll: UUID, reason: str = "") -> None:
    """Raise Refused once it is closed."""
    check_state(ctx.get(Poll, poll), "poll.cancel")


def check_confirm(ctx: Ctx, *, poll: UUID) -> None:
    """Raise Refused while a hall has not counted, or where more ballots came back than issued."""
    row = ctx.get(Poll, poll)
    check_state(row, "poll.confirm")
    check_counted(row)
    if row.kind not in HALL_KINDS:
        return
    done = queries.counted_halls(row)
    waiting = row.halls.filter(electors__gt=0).exclude(hall__in=done).count()
    if waiting:
        raise Refused(_("%(n)d halls have not counted yet.") % {"n": waiting})
    found = queries.summed(row)
    if (found.returned or 0) > (found.issued or 0):
        words = {"returned": found.returned, "issued": found.issued}
        reason = _("%(returned)d ballots came back, but %(issued)d were issued: the vote is void.")
        raise Refused(reason % words)


def check_recount(ctx: Ctx, *, poll: UUID, reason: str = "") -> None:
    """Raise Refused before the count, once it is announced, and where nothing is left to count."""
    row = ctx.get(Poll, poll)
    check_state(row, "poll.recount")
    if row.kind == PollKind.SECRET:
        raise Refused(_("The ballots were destroyed when they were counted."))


def standing_result(poll: Poll) -> Result:
    """The totals that stand of a poll that is counted."""
    return cast("Result", queries.last_result(poll))


def check_settle(
    ctx: Ctx,
    *,
    poll: UUID,
    question: UUID,
    by: SettledBy | None = None,
    choice: str = "",
) -> None:
    """Raise Refused without equal votes, Invalid where the rules settle them otherwise."""
    row = ctx.get(Poll, poll)
    check_state(row, "poll.settle")
    if ctx.get(Question, question).poll_id != row.pk:
        raise NotFound
    found = _outcome(row, question)
    if not found.waits:
        raise Refused(_("There are no equal votes to be settled."))
    if by is not None and by != _settled_by(row):
        raise wrong("by", _("The rules settle equal votes otherwise."))
    if choice and choice not in found.tied:
        raise wrong("choice", _("Choose one of those with equal votes."))


def _outcome(poll: Poll, question: UUID) -> Outcome:
    return next(one for one in queries.outcome_of(poll) if one.asked.key == str(question))


def _settled_by(poll: Poll) -> SettledBy:
    """Who settles equal votes: in a run-off always the lot."""
    if poll.method == PollMethod.RANKED or poll.terms.tie is TieRule.LOT:
        return SettledBy.LOT
    return SettledBy.CHAIR


def check_publish(ctx: Ctx, *, poll: UUID) -> None:
    """Raise Refused before the count is confirmed, or while equal votes wait to be settled."""
    row = ctx.get(Poll, poll)
    check_state(row, "poll.publish")
    if any(outcome.waits for outcome in queries.outcome_of(row)):
        raise Refused(_("The votes are equal: settle them first."))


def check_void(ctx: Ctx, *, poll: UUID, reason: str = "") -> None:
    """Raise Refused before it is closed, and once the result is announced."""
    check_state(ctx.get(Poll, poll), "poll.void")

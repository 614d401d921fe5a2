"""When the count of a hall can be entered, and what it can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.ballots import queries
from townmoot.ballots.enums import HALL_KINDS, PollKind, PollState
from townmoot.ballots.methods import answers
from townmoot.ballots.models import HallCount, Poll, PollHall
from townmoot.ballots.policies.states import check_state, wrong
from townmoot.record import Ctx, NotFound, Refused


def _hall(poll: Poll, hall: UUID) -> PollHall:
    found = PollHall._default_manager.filter(poll=poll, hall=hall).first()
    if found is None:
        raise NotFound
    return found


def check_count(
    ctx: Ctx,
    *,
    poll: UUID,
    hall: UUID,
    totals: Sequence[Any] = (),
    issued: int | None = None,
    returned: int | None = None,
    invalid: int = 0,
) -> None:
    """Raise Refused where the hall does not count now, Invalid for totals that cannot be.

    Without `totals` only whether the hall could be counted now.
    """
    row = ctx.get(Poll, poll)
    if row.kind not in HALL_KINDS:
        raise Refused(_("These votes are not counted hall by hall."))
    check_state(row, "poll.count")
    here = _hall(row, hall)
    if row.kind == PollKind.PAPER and queries.state_of(row) == PollState.OPEN:
        raise Refused(_("Paper is counted when the vote is closed."))
    standing = queries.standing_counts(row).filter(hall=hall).first()
    if standing is not None and standing.agreed_at is not None:
        raise Refused(_("The count of this hall is confirmed."))
    if not totals:
        return
    ballots = _ballots(row, here, issued, returned, invalid)
    _check_totals(row, totals, ballots)
    if standing is not None:
        _check_second(ctx, row, standing, totals)


def _ballots(
    poll: Poll, here: PollHall, issued: int | None, returned: int | None, invalid: int
) -> int:
    """How many can have voted in the hall. Raises Invalid for papers that do not add up."""
    if poll.kind != PollKind.PAPER:
        if (issued, returned, invalid) != (None, None, 0):
            raise wrong("issued", _("No ballots are issued in such a vote."))
        return here.electors
    if issued is None or returned is None:
        raise wrong("issued", _("Say how many ballots were issued and how many came back."))
    if issued > here.electors:
        words = {"issued": issued, "electors": here.electors}
        reason = _("%(issued)d were issued, but only %(electors)d may vote here.")
        raise wrong("issued", reason % words)
    if invalid > returned:
        raise wrong("invalid", _("More are invalid than came back."))
    return returned - invalid


def _check_totals(poll: Poll, totals: Sequence[Any], ballots: int) -> None:
    given: Mapping[str, Mapping[str, int]] = {str(one.question): one.counts for one in totals}
    asked = queries.questions_of(poll)
    if set(given) != {one.key for one in asked}:
        raise wrong("totals", _("Give the totals of each question."))
    for one in asked:
        try:
            answers.check_totals(poll.method, one, given[one.key], ballots, poll.terms)
        except answers.AnswerError as error:
            raise wrong("totals", str(error)) from error


def is_second(ctx: Ctx, poll: Poll, standing: HallCount) -> bool:
    """Whether the actor is the second person to enter what a hall's keypads say."""
    return poll.kind == PollKind.KEYPAD and standing.created_by != ctx.actor.who


def _check_second(ctx: Ctx, poll: Poll, standing: HallCount, totals: Sequence[Any]) -> None:
    """Raise Refused where two persons read the keypads' totals differently."""
    told = {str(one.question): one.counts for one in totals}
    if is_second(ctx, poll, standing) and told != standing.totals:
        raise Refused(
            _("This differs from what the first person entered. Read it again, both of you.")
        )


def check_confirm_count(ctx: Ctx, *, count: UUID) -> None:
    """Raise Refused for a count that is replaced, confirmed or not on paper; and for one's own."""
    row = ctx.get(HallCount, count)
    if row.poll.kind != PollKind.PAPER or row.replaced_at is not None:
        raise NotFound
    check_state(row.poll, "poll.count")
    if row.agreed_at is not None:
        raise Refused(_("The count of this hall is confirmed."))
    if row.created_by == ctx.actor.who:
        raise Refused(_("Whoever entered a count does not confirm it."))

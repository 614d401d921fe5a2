"""When a motion or an amendment can be put to the vote, and when it is decided."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.ballots.enums import PollMethod, PollState
from townmoot.ballots.methods.outcomes import Outcome
from townmoot.ballots.models import Poll
from townmoot.ballots.queries import outcome_of, state_of, subjects_of
from townmoot.meetings.models import AgendaItem, Motion
from townmoot.meetings.policies.motions import check_in_turn
from townmoot.meetings.policies.signers import check_motion, check_signed
from townmoot.meetings.queries import motions_under
from townmoot.record import Ctx, Refused


def item_under(row: Motion) -> AgendaItem:
    """The item under which a motion is. Raises Refused where it is under none."""
    if row.item is None:
        raise Refused(_("Put the motion under an item of the agenda first."))
    return row.item


def check_no_motions(row: AgendaItem) -> None:
    """Raise Refused for an item under which motions are: each of them is put to the vote."""
    if motions_under(row).exists():
        raise Refused(_("There are motions under this item; they are put one by one."))


def check_put(ctx: Ctx, *, motion: UUID) -> None:
    """Raise Refused where something stands against putting a motion to the vote now.

    That the meeting is at the item and has a quorum is asked of every vote (policies.polls).
    Sources: 组织法 14, 25; a council’s standing orders.
    """
    row = check_motion(ctx, motion, "motion.decide")
    if row.withdrawal_asked_at is not None:
        raise Refused(_("Its withdrawal is asked for; that is settled first."))
    check_in_turn(row)
    check_signed(row)


def outcome_for(poll: Poll, motion: UUID) -> Outcome | None:
    """What a poll came to on a motion; None where it did not ask about it."""
    found = dict(zip(subjects_of(poll), outcome_of(poll), strict=False))
    return found.get(motion)


def check_decide(ctx: Ctx, *, motion: UUID, poll: UUID) -> None:
    """Raise Refused before the result of a poll on the motion is announced."""
    row, held = check_motion(ctx, motion, "motion.decide"), ctx.get(Poll, poll)
    announced = state_of(held) == PollState.PUBLISHED and held.method == PollMethod.MOTION
    if not announced or outcome_for(held, row.pk) is None:
        raise Refused(_("No result of a vote on this motion is announced."))

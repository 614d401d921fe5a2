"""What the state, the rules and the text allow of motions and amendments.

Sources: 组织法 22 and local rules of a congress; a council’s standing orders.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from townmoot.ballots.enums import PollState
from townmoot.ballots.queries import polls_on, state_of
from townmoot.meetings import queries
from townmoot.meetings.enums import ItemState, MotionState
from townmoot.meetings.models import AgendaItem, Meeting, Motion
from townmoot.meetings.policies.agenda import profile_at
from townmoot.meetings.policies.signers import (
    CHANGED,
    check_answered,
    check_motion,
    check_signed,
)
from townmoot.meetings.policies.steps import NOT_BEGUN, UNDER_WAY, check_meeting_in, wrong
from townmoot.meetings.queries import amending
from townmoot.meetings.queries.motions import (
    carried_changes,
    change_of,
    deadline_of,
    motion_state,
    motion_title,
    open_amendments,
)
from townmoot.record import Ctx, Refused
from townmoot.rules.motions import AmendmentOrder, SignedBy

_OPEN = (*NOT_BEGUN, *UNDER_WAY)
_BEING_PUT = (PollState.OPEN, PollState.CLOSED, PollState.COUNTED)


def check_deadline(ctx: Ctx, *, meeting: UUID, until: datetime) -> None:
    """Raise Refused once the meeting is over."""
    check_meeting_in(ctx.get(Meeting, meeting), *_OPEN)


def check_draft(ctx: Ctx, *, meeting: UUID, **_inputs: Any) -> None:
    """Raise Refused for a meeting that is over, or that decides nothing."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *_OPEN)
    if not profile_at(row).meeting_kind(row.kind).binding_votes:
        raise Refused(_("A meeting of this kind takes no binding votes."))


def check_amend(
    ctx: Ctx, *, motion: UUID, passage: str, start: int | None = None, **_inputs: Any
) -> None:
    """Raise Refused for what cannot be amended, Invalid for a passage that is not there."""
    row = check_motion(ctx, motion, "motion.order")
    if row.amends_id is not None:
        raise Refused(_("An amendment is not amended itself; move another to the motion."))
    place_of(row, passage, start)


def place_of(row: Motion, passage: str, start: int | None) -> int:
    """Where the passage begins. Raises Invalid where it does not stand there, or stands twice."""
    found = amending.places(row.text, passage)
    if not found:
        raise wrong("passage", _("These words do not stand in the text; quote them exactly."))
    if start is None and len(found) > 1:
        words = {"count": len(found)}
        reason = _("These words stand in the text %(count)d times: quote more of them.")
        raise wrong("passage", reason % words)
    if start is not None and start not in found:
        raise wrong("start", _("These words do not stand at this place of the text."))
    return found[0] if start is None else start


def check_revise(
    ctx: Ctx,
    *,
    motion: UUID,
    passage: str = "",
    start: int | None = None,
    revision: int | None = None,
    **_inputs: Any,
) -> None:
    """Raise Conflict for the second of two editors, Invalid for a passage that is not there."""
    row = check_motion(ctx, motion, "motion.revise")
    ctx.expect(row, revision)
    if row.amends is not None:
        place_of(row.amends, passage, start)
    elif passage or start is not None:
        raise wrong("passage", _("Only an amendment quotes a passage."))


def check_hand_in(ctx: Ctx, *, motion: UUID, version: int | None = None) -> None:
    """Refuse an unfinished or unread text, signers who have not confirmed it, and one too late."""
    row = check_motion(ctx, motion, "motion.hand_in")
    if version not in (None, row.version):
        raise Refused(CHANGED, field="version")
    check_meeting_in(row.meeting, *_OPEN)
    profile = profile_at(row.meeting)
    if row.amends is None:
        _check_whole(row, grounds=profile.motions.grounds_required.value)
        _check_in_time(ctx, row.meeting)
    else:
        _check_still_there(row)
    check_answered(row)
    if profile.motions.signed_by.value is SignedBy.HAND_IN:
        check_signed(row)


def _check_whole(row: Motion, *, grounds: bool) -> None:
    if not row.text:
        raise Refused(_("Write what the meeting is to resolve."))
    if grounds and not row.grounds:
        raise Refused(_("Write the grounds of the motion."))


def _check_in_time(ctx: Ctx, meeting: Meeting) -> None:
    until, due = deadline_of(meeting)
    if until is not None and ctx.now > until:
        raise Refused(_("Motions to this meeting could be handed in until then: %(until)s.") % {
            "until": date_format(until.astimezone(queries.zone_of(ctx.body)), "DATETIME_FORMAT")
        })  # fmt: skip
    if due is not None and ctx.today > due.date:
        words = {"date": date_format(due.date, "DATE_FORMAT"), "why": due.why}
        raise Refused(_("Motions to this meeting had to be in by %(date)s: %(why)s") % words)


def _check_still_there(row: Motion) -> None:
    """Raise Refused where the motion is decided, or does not read as it was quoted."""
    amends = row.amends
    if amends is None or motion_state(amends) is not MotionState.LISTED:
        raise Refused(_("The motion that it amends is no longer before the meeting."))
    if not amending.fits(amends.text, change_of(row)):
        raise Refused(_("The text no longer reads as it is quoted; quote it again."))
    if any(amending.overlap(done, change_of(row)) for done in carried_changes(amends)):
        raise Refused(_("These words were amended otherwise already."))


def check_list(ctx: Ctx, *, motion: UUID, words: str = "") -> None:
    """Raise Refused for a meeting that is over, or an amendment to what is decided."""
    row = check_motion(ctx, motion, "motion.list")
    check_meeting_in(row.meeting, *_OPEN)
    if row.amends is not None:
        _check_still_there(row)


def check_refuse(ctx: Ctx, *, motion: UUID, reason: str, words: str = "") -> None:
    """Raise Invalid for a reason that the profile does not know."""
    row = check_motion(ctx, motion, "motion.refuse")
    known = profile_at(row.meeting).motions.refusal_reasons.codes
    if reason not in known:
        raise wrong("reason", _("Choose one of: %(known)s.") % {"known": ", ".join(known)})


def check_put_under(ctx: Ctx, *, motion: UUID, item: UUID) -> None:
    """Raise Invalid for an item where nothing is put to the vote, Refused for one that is over."""
    row, under = check_motion(ctx, motion, "motion.put_under"), ctx.get(AgendaItem, item)
    if row.amends_id is not None:
        raise Refused(_("An amendment goes with its motion."))
    if under.meeting_id != row.meeting_id or under.removed_at is not None:
        raise wrong("item", _("Choose an item of this meeting."))
    profile = profile_at(row.meeting)
    if under.kind not in {kind.code for kind in profile.agenda_kinds.value if kind.votes}:
        raise wrong("item", _("Nothing is put to the vote under this item."))
    if hasattr(under, "decision") or queries.item_state(under) == ItemState.DONE:
        raise Refused(_("This item has been dealt with."))


def check_order(ctx: Ctx, *, motion: UUID, amendments: list[UUID]) -> None:
    """Raise Refused where the text gives the order, Invalid unless each amendment is named once."""
    row = check_motion(ctx, motion, "motion.order")
    profile = profile_at(row.meeting)
    if profile.motions.amendment_order.value is AmendmentOrder.PASSAGE:
        raise Refused(_("Here amendments are put in the order of the text."))
    waiting = [each.pk for each in open_amendments(row, profile)]
    if sorted(waiting) != sorted(amendments):
        raise wrong("amendments", _("Name each amendment that is still to be put, once."))


def check_withdraw(ctx: Ctx, *, motion: UUID) -> None:
    """Raise Refused once it is put to the vote, or where withdrawal is asked for already."""
    row = check_motion(ctx, motion, "motion.withdraw")
    if row.withdrawal_asked_at is not None:
        raise Refused(_("Withdrawal is asked for already."))
    if any(state_of(poll) in _BEING_PUT for poll in polls_on([motion])):
        raise Refused(_("It is being put to the vote."))


def check_asked(act: str) -> Any:
    """The policy of acts that answer a request to withdraw."""

    def check(ctx: Ctx, *, motion: UUID) -> None:
        if check_motion(ctx, motion, act).withdrawal_asked_at is None:
            raise Refused(_("Nobody asks to withdraw it."))

    return check


def check_in_turn(row: Motion) -> None:
    """Raise Refused where something else is put first: amendments, in their order."""
    main = row.amends or row
    waiting = open_amendments(main, profile_at(row.meeting))
    if waiting and waiting[0].pk != row.pk:
        words = {"name": motion_title(waiting[0])}
        raise Refused(_("Amendments are put first, in order; next is “%(name)s”.") % words)


def is_waiting(row: Motion) -> bool:
    """Whether it is still to be put to the vote."""
    return motion_state(row) is MotionState.LISTED

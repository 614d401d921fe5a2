"""When a meeting can decide on an item."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.ballots import queries as ballots
from townmoot.ballots.enums import PollState
from townmoot.ballots.models import Poll
from townmoot.ballots.policies.recording import check_record
from townmoot.meetings.models import AgendaItem, ItemDecision
from townmoot.record import Ctx, NotFound, Refused


def check_decide(
    ctx: Ctx,
    *,
    item: UUID,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
    casting: bool | None = None,
) -> None:
    """Raise Refused where nothing binding can be decided here now.

    Without counts only whether the item could be put to the vote now. Source: 组织法 14, 25.
    """
    row = ctx.get(AgendaItem, item)
    check_record(
        ctx,
        context=row.meeting_id,
        subject=row.pk,
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
        casting=casting,
    )


def check_note(ctx: Ctx, *, item: UUID, poll: UUID) -> None:
    """Raise Refused for a vote that is not announced, and for an item that was decided."""
    row, voted = ctx.get(AgendaItem, item), ctx.get(Poll, poll)
    if voted.subject != row.pk:
        raise NotFound
    if ballots.state_of(voted) != PollState.PUBLISHED:
        raise Refused(_("The result of this vote is not announced yet."))
    if ItemDecision._default_manager.filter(item=row).exists():
        raise Refused(_("This item has been decided."))

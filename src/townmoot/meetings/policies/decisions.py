"""When a meeting can decide on an item."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.meetings.enums import ItemState, MeetingState
from townmoot.meetings.models import AgendaItem, ItemDecision
from townmoot.meetings.policies.agenda import check_hands, profile_at
from townmoot.meetings.policies.steps import check_meeting_in
from townmoot.meetings.queries import item_state, quorum
from townmoot.record import Ctx, Refused


def check_decide(
    ctx: Ctx,
    *,
    item: UUID,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
) -> None:
    """Raise Refused where nothing binding can be decided here now.

    Without counts only whether the item could be put to the vote now. Source: 组织法 14, 25.
    """
    row = ctx.get(AgendaItem, item)
    profile = profile_at(row.meeting)
    if not profile.meeting_kind(row.meeting.kind).binding_votes:
        raise Refused(_("A meeting of this kind takes no binding votes."))
    if row.kind not in {kind.code for kind in profile.agenda_kinds.value if kind.votes}:
        raise Refused(_("Nothing is put to the vote under this item."))
    check_meeting_in(row.meeting, MeetingState.IN_SESSION)
    if item_state(row) != ItemState.RUNNING:
        raise Refused(_("Hands are shown while the item is being dealt with."))
    if ItemDecision._default_manager.filter(item=row).exists():
        raise Refused(_("This item has been decided."))
    found = quorum(row.meeting)
    if found.result is not None and not found.result.reached:
        raise Refused(_("There is no quorum: %(why)s") % {"why": found.result.why})
    if (votes_for, votes_against, abstentions) != (None, None, None):
        hands = {"votes_for": votes_for, "votes_against": votes_against}
        check_hands(row.meeting, {**hands, "abstentions": abstentions})

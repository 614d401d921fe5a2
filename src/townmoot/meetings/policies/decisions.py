"""When a meeting can decide on an item."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.meetings.enums import ItemState, MeetingState
from townmoot.meetings.models import AgendaItem, ItemDecision
from townmoot.meetings.policies.agenda import agenda_vote, check_hands, profile_at
from townmoot.meetings.policies.council import check_interests, check_summoned
from townmoot.meetings.policies.steps import check_meeting_in, wrong
from townmoot.meetings.queries import declared, item_state, quorum, tally
from townmoot.record import Ctx, Refused
from townmoot.rules import Outcome, Profile


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
    _check_council(row, profile)
    found = quorum(row.meeting)
    if found.result is not None and not found.result.reached:
        raise Refused(_("There is no quorum: %(why)s") % {"why": found.result.why})
    if (votes_for, votes_against, abstentions) != (None, None, None):
        hands = {"votes_for": votes_for, "votes_against": votes_against}
        check_hands(row.meeting, {**hands, "abstentions": abstentions}, present_for(row))
        hand = (votes_for or 0, votes_against or 0, abstentions or 0)
        _check_casting(row, hand, casting=casting)


def _check_council(row: AgendaItem, profile: Profile) -> None:
    """What binds a council besides: the summons, and interests."""
    if profile.has_module("council"):
        check_summoned(row)
        check_interests(row)


def present_for(row: AgendaItem) -> int:
    """The members here who may show a hand on the item: not those who left for an interest."""
    out = declared(row).filter(left_at__isnull=False, returned_at=None).count()
    return tally(row.meeting).present - out


def _check_casting(row: AgendaItem, hands: tuple[int, int, int], *, casting: bool | None) -> None:
    """Raise Invalid where equal votes need a casting vote, or one is given without them."""
    tied = agenda_vote(row.meeting, *hands).outcome is Outcome.TIED
    if tied and casting is None:
        raise wrong("casting", _("The votes are equal: give the casting vote."))
    if casting is not None and not tied:
        raise wrong("casting", _("There is a casting vote on equal votes only."))

"""Whether somebody may cast a ballot now; the intake asks again under the lock."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.ballots.enums import DEVICE_KINDS
from townmoot.ballots.models import Ballot, Elector, Poll
from townmoot.ballots.policies.states import check_state
from townmoot.record import Ctx, Denied, Refused


def check_cast(ctx: Ctx, *, poll: UUID, **_answers: Any) -> None:
    """Raise Denied for who may not vote, Refused where the poll takes no ballot of theirs now."""
    row = ctx.get(Poll, poll)
    if row.kind not in DEVICE_KINDS:
        raise Refused(_("In this vote nobody casts a ballot by device."))
    check_state(row, "ballot.cast")
    elector = Elector._default_manager.filter(poll=row, person=ctx.actor.person).first()
    if elector is None:
        raise Denied(_("Only who is entitled to vote in this poll may vote."))
    if elector.struck_at is not None:
        raise Refused(_("You may vote no longer in this vote: you left, or must not vote on this."))
    voted = Ballot._default_manager.filter(elector=elector).exists()
    if voted and not row.terms.revisable:
        raise Refused(_("You have voted in this vote; by its rules a ballot stands."))

"""Who may, in polls: whoever conducts the meeting, stewards, scrutineers, members, voters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from townmoot.ballots import occasions
from townmoot.ballots.enums import Duty
from townmoot.ballots.models import Elector, HallCount, Poll, Scrutineer
from townmoot.people.enums import Role
from townmoot.people.permissions import may
from townmoot.record import Ctx, Denied

if TYPE_CHECKING:
    from uuid import UUID

_CONDUCT = _("Only the clerk, the chair or whoever presides over the meeting may do this.")
_COUNT = _("Only the clerk, the steward of this hall or a scrutineer may do this.")
_SUPERVISE = _("Only a scrutineer of this hall may confirm its count.")
_MEMBER = _("Only a member who is here may ask for this.")
_VOTER = _("Only who is entitled to vote in this poll may vote.")


def context_of(ctx: Ctx, inputs: dict[str, Any]) -> UUID:
    """The meeting that the inputs are about. Raises NotFound."""
    if "context" in inputs:
        found: UUID = inputs["context"]
        return found
    if "scrutineer" in inputs:
        return ctx.get(Scrutineer, inputs["scrutineer"]).poll.context
    if "elector" in inputs:
        return ctx.get(Elector, inputs["elector"]).poll.context
    return ctx.get(Poll, inputs["poll"]).context


def conducts(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but clerk, chair and who presides over the poll's meeting."""
    occasions.at().conducts(ctx, context_of(ctx, inputs))


def _watches(ctx: Ctx, poll: Poll, hall: UUID, *duties: Duty) -> bool:
    """Whether the actor is such a scrutineer of the hall, or of all halls."""
    rows = Scrutineer._default_manager.filter(
        poll=poll, person=ctx.actor.person, duty__in=duties, ended_at=None
    )
    return any(row.hall in (None, hall) for row in rows)


def counts(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but clerk, steward of the hall and its scrutineers."""
    poll, hall = ctx.get(Poll, inputs["poll"]), inputs["hall"]
    if not _watches(ctx, poll, hall, *Duty):
        occasions.at().serves(ctx, poll.context, hall)


def supervises(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but the scrutineers who watch over the hall's count."""
    row = ctx.get(HallCount, inputs["count"])
    if not _watches(ctx, row.poll, row.hall, Duty.SUPERVISOR):
        raise Denied(_SUPERVISE)


def belongs(ctx: Ctx, **inputs: Any) -> None:
    """Raise Denied for anybody but the members who are here."""
    occasions.at().belongs(ctx, inputs["context"])


def votes(ctx: Ctx, **inputs: Any) -> None:
    """Raise NotFound for the poll of another town; the ballot box knows who may vote."""
    ctx.get(Poll, inputs["poll"])


CONDUCT = may(
    Role.CLERK, Role.CHAIR, Role.PRESIDIUM, Role.DEPUTY, words=_CONDUCT, relation=conducts
)
COUNT = may(Role.RESIDENT, words=_COUNT, relation=counts)
SUPERVISE = may(Role.RESIDENT, words=_SUPERVISE, relation=supervises)
MEMBER = may(Role.DEPUTY, words=_MEMBER, relation=belongs)
VOTER = may(Role.RESIDENT, words=_VOTER, relation=votes)

"""What the chair steers with: the agenda with its buttons, the next steps, requests for leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience, Channel
from townmoot.meetings.enums import AgendaState
from townmoot.rules.modules import Module
from townmoot.web.floor import chairwork
from townmoot.web.floor.forms import AdoptForm
from townmoot.web.live.finders import of_leave
from townmoot.web.live.registry import along_with, on, piece
from townmoot.web.live.sight import sight

if TYPE_CHECKING:
    from townmoot.meetings.models import Meeting


@piece("moves", "live/moves.html", Audience.CHAIR)
def moves(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """The agenda, each line with the button that starts or finishes it."""
    return chairwork.moves(sight(channel, meeting).ctx, meeting)


@piece("controls", "live/controls.html", Audience.CHAIR)
def controls(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """What can be done from the chair now, or why not; adopting the agenda."""
    seen = sight(channel, meeting)
    proposed = seen.agenda_state == AgendaState.PROPOSED
    form = AdoptForm() if proposed else None
    return {"acts": chairwork.controls(seen.ctx, meeting), "form": form}


@piece("leaves", "live/leaves.html", Audience.CHAIR)
def leaves(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """The requests for leave that wait."""
    seen = sight(channel, meeting)
    return {"leaves": chairwork.leaves(seen.ctx, meeting) if seen.has(Module.LEAVE) else []}


along_with("moves", "agenda")
along_with("controls", "agenda", "state", "quorum")
on(
    "leave.request",
    "leave.approve",
    "leave.refuse",
    "leave.withdraw",
    "leave.enter",
    pieces=("leaves",),
    via=of_leave,
)

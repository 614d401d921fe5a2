"""The cue that is on, with its honours slide: for the screens of the halls and for the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience
from townmoot.meetings.models import Cue, Meeting
from townmoot.meetings.queries import cues as running
from townmoot.web.live import finders
from townmoot.web.live.pieces.screen import scene
from townmoot.web.live.registry import along_with, on, piece

if TYPE_CHECKING:
    from townmoot.live import Channel
    from townmoot.web.live.sight import Sight


def shown(channel: Channel, meeting: Meeting) -> Cue | None:
    """The cue that is on, where the screens of that hall show it."""
    cue = running.running_cue(meeting)
    if cue is None or channel.hall is None:
        return cue
    return cue if running.shown_in(cue, channel.hall) else None


@piece("ceremony", "live/ceremony.html", Audience.VENUE, Audience.CHAIR)
def ceremony(channel: Channel, meeting: Meeting, key: UUID | None) -> dict[str, Any]:
    """What is on, who does it, until when; whom it honours; for the chair also what comes next."""
    cue = shown(channel, meeting)
    coming = running.next_cue(meeting) if channel.audience == Audience.CHAIR else None
    end = running.due_end(cue) if cue else None
    return {
        "cue": cue,
        "honours": running.honours_of(cue) if cue else None,
        "until": int(end.timestamp() * 1000) if end else None,
        "coming": coming,
    }


@scene("ceremony", "live/scenes/ceremony.html", rank=25)
def ceremony_on_wall(seen: Sight, _hall: UUID | None) -> dict[str, Any] | None:
    """The cue that is on for this hall; a vote that is open goes before, a result does not."""
    cue = shown(seen.channel, seen.meeting) if seen.under_way else None
    return {"cue": cue, "honours": running.honours_of(cue)} if cue is not None else None


along_with("screen", "ceremony")
on(
    "cue.add",
    "cue.move",
    "cue.remove",
    "cue.next",
    "cue.go",
    pieces=("ceremony",),
    via=finders.itself,
)

"""A hall's wall: one scene at a time, chosen by the chair or following the meeting by itself.

A scene is registered beside the pieces it belongs to:

    @scene("speaker", "live/scenes/speaker.html", rank=40)
    def speaker(seen: Sight, hall: UUID | None) -> dict[str, Any] | None: ...

    along_with("screen", "speakers")      # the wall changes whenever that piece does

It gives None while it has nothing to show. By itself the wall shows the scene of the lowest rank
that has something; what the chair chose goes before, as long as it has something. Rank 0 is kept
for the neutral slide: while the public is out, no choice lifts it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience, Channel
from townmoot.meetings import queries
from townmoot.meetings.enums import ItemState, MeetingState, ScreenShows
from townmoot.meetings.queries import item_state
from townmoot.rules.modules import Module
from townmoot.web.live.pieces.agenda import line
from townmoot.web.live.pieces.halls import tile
from townmoot.web.live.registry import along_with, piece
from townmoot.web.live.sight import Sight, sight
from townmoot.web.programme.speaking import clock_of

if TYPE_CHECKING:
    from townmoot.meetings.models import Meeting

Show = Callable[[Sight, UUID | None], dict[str, Any] | None]
OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)


@dataclass(frozen=True)
class Scene:
    """What a wall can show."""

    code: str
    template: str
    rank: int
    show: Show


_scenes: dict[str, Scene] = {}


def scene(code: str, template: str, *, rank: int) -> Callable[[Show], Show]:
    """Register a scene; the function below it says what stands in it, or None for nothing."""

    def register(function: Show) -> Show:
        _scenes[code] = Scene(code, template, rank, function)
        return function

    return register


def _scene(seen: Sight, hall: UUID | None) -> tuple[Scene, dict[str, Any]]:
    """The scene to show, and what stands in it; the agenda always has something."""
    choice = queries.chosen(queries.choices_of(seen.meeting), hall)
    wanted = choice.shows if choice is not None else ""
    if wanted == ScreenShows.NEUTRAL:
        return _scenes[wanted], {}
    rows = sorted(_scenes.values(), key=lambda one: one.rank)
    for one in sorted(rows, key=lambda one: (one.rank > 0, one.code != wanted)):
        told = one.show(seen, hall)
        if told is not None:
            return one, {"choice": choice, **told}
    raise LookupError


@piece("screen", "live/screen.html", Audience.VENUE)
def screen(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """The wall of a hall."""
    seen = sight(channel, meeting)
    found, told = _scene(seen, channel.hall)
    own = next((each.venue for each in seen.tally.venues if each.venue.pk == channel.hall), None)
    return {
        **told,
        "scene": found,
        "hall": own,
        "state": seen.state,
        "halls": [tile(each, seen.state) for each in seen.tally.venues],
        "quorum": seen.quorum,
    }


@scene("neutral", "live/scenes/neutral.html", rank=0)
def neutral(seen: Sight, _hall: UUID | None) -> dict[str, Any] | None:
    """While the public is out, nothing of what is dealt with."""
    return {} if seen.under_way and seen.closed else None


@scene("message", "live/scenes/message.html", rank=10)
def message(seen: Sight, hall: UUID | None) -> dict[str, Any] | None:
    """What the chair wrote for the wall, until something else is chosen."""
    choice = queries.chosen(queries.choices_of(seen.meeting), hall)
    if choice is None or choice.shows != ScreenShows.MESSAGE:
        return None
    return {"text": choice.text}


@scene("speaker", "live/scenes/speaker.html", rank=40)
def speaker(seen: Sight, hall: UUID | None) -> dict[str, Any] | None:
    """Who speaks, in which hall, with the time that is left."""
    running = queries.running_speech(seen.meeting.pk) if seen.under_way else None
    if running is None or not seen.has(Module.SPEAKERS):
        return None
    return {"speech": running, "time": clock_of(running), "here": running.venue_id == hall}


@scene("agenda", "live/scenes/agenda.html", rank=90)
def agenda(seen: Sight, _hall: UUID | None) -> dict[str, Any]:
    """The present item and the one that follows; else where the meeting stands."""
    sits = seen.state == MeetingState.IN_SESSION
    coming = (row for row in seen.items if item_state(row) == ItemState.PLANNED)
    following = next(coming, None) if seen.state not in OVER else None
    return {
        "now": line(seen, seen.running) if sits and seen.running is not None else None,
        "next": line(seen, following) if following is not None else None,
    }


along_with("screen", "state", "now", "agenda", "halls", "quorum", "speech", "screens")

"""Who speaks and who comes next; messages between chair and halls; what was chosen for screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience, Channel
from townmoot.meetings import queries
from townmoot.meetings.enums import ScreenShows
from townmoot.meetings.models import (
    GroupReport,
    HallMessage,
    SpeakRequest,
    Speech,
)
from townmoot.rules.modules import Module
from townmoot.web.live.finders import itself, of_item, through
from townmoot.web.live.registry import on, piece
from townmoot.web.live.sight import sight
from townmoot.web.programme.speaking import clock_of

if TYPE_CHECKING:
    from townmoot.meetings.models import Meeting
    from townmoot.web.live.sight import Sight

INSIDE = (Audience.FLOOR, Audience.CHAIR, Audience.VENUE, Audience.CLERK)
LATEST = 8


def _dark(seen: Sight) -> bool:
    """Whether whoever watches is told nothing of what is said: the public, a hall without right."""
    if seen.channel.audience == Audience.VENUE:
        venue = _hall(seen)
        return seen.closed and (venue is None or not queries.takes_closed_part(venue))
    return seen.channel.audience == Audience.PUBLIC and seen.closed


def _hall(seen: Sight) -> Any:
    rows = (each.venue for each in seen.tally.venues)
    return next((venue for venue in rows if venue.pk == seen.channel.hall), None)


@piece("speech", "live/speech.html", *Audience)
def speech(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any] | None:
    """Who speaks now, in which hall, with the time that is left."""
    seen = sight(channel, meeting)
    if not seen.has(Module.SPEAKERS):
        return None
    running = queries.running_speech(meeting.pk) if seen.under_way else None
    if running is not None and (_dark(seen) or (_public(channel) and not running.public)):
        running = None
    return {
        "speech": running,
        "time": clock_of(running) if running else None,
        "lead": channel.audience == Audience.CHAIR,
        "here": running is not None and running.venue_id == channel.hall,
    }


def _public(channel: Channel) -> bool:
    return channel.audience == Audience.PUBLIC


@piece("speakers", "live/speakers.html", *INSIDE)
def speakers(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any] | None:
    """The list of speakers of the present item, with why each stands there."""
    seen = sight(channel, meeting)
    if not seen.has(Module.SPEAKERS):
        return None
    running = seen.running if seen.under_way and not _dark(seen) else None
    return {
        "speakers": queries.speakers_of(running) if running else None,
        "lead": channel.audience == Audience.CHAIR,
        "room": None,
    }


@piece("messages", "live/messages.html", Audience.CHAIR, Audience.VENUE)
def messages(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """The last messages, and which of them wait to be confirmed."""
    venue = _hall(sight(channel, meeting)) if channel.hall else None
    rows = queries.messages_for_hall(venue) if venue else queries.messages_of(meeting)
    told = [
        {
            "message": row,
            "read": _read(row, channel),
            "confirm": row.to_chair is (venue is None) and not queries.is_read(row, channel.hall),
        }
        for row in rows.select_related("venue")[:LATEST]
    ]
    return {"messages": told, "hall": venue}


def _read(row: HallMessage, channel: Channel) -> int:
    """In how many halls a message was confirmed; of one to the chair, whether it was."""
    return len(row.receipts.all()) if channel.hall is None or row.to_chair else 0


@piece("screens", "live/screens.html", Audience.CHAIR)
def screens(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """What was chosen for each hall's screen."""
    choices = queries.choices_of(meeting)
    halls = [each.venue for each in sight(channel, meeting).tally.venues]
    return {
        "halls": [(hall, queries.chosen(choices, hall.pk)) for hall in halls],
        "shows": [each for each in ScreenShows if each is not ScreenShows.MESSAGE],
    }


@piece("outages", "live/outages.html", Audience.CHAIR, Audience.CLERK)
def outages(_channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """When the line of which hall was lost, for how long, and who said so."""
    return {"outages": queries.outages(meeting)}


of_request = through(SpeakRequest, "item__meeting")
of_speech = through(Speech)
TALK = ("speech", "speakers")

on("speakers.request", "speakers.request_for", "speakers.close", "speakers.reopen",
   "speakers.lead", pieces=("speakers",), via=of_item)  # fmt: skip
on("speakers.withdraw", "speakers.strike", "speakers.move", pieces=("speakers",), via=of_request)
on("speech.call", "speech.stop", pieces=TALK, via=of_speech)
on("speech.extend", pieces=("speech",), via=of_speech)
on("group_report.sign", pieces=("speakers",), via=through(GroupReport, "item__meeting"))
on("item.start", "item.finish", pieces=TALK, via=of_item)
on("meeting.open", "meeting.pause", "meeting.resume", "meeting.close", "press.exclude",
   "press.readmit", pieces=TALK, via=itself)  # fmt: skip
on("screen.show", pieces=("screens",), via=itself)
on("message.send", "message.report", "message.acknowledge", pieces=("messages",),
   via=through(HallMessage))  # fmt: skip

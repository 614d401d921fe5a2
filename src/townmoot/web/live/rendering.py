"""A piece as HTML: the same for the page that includes it and for the hub that sends it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.template.loader import get_template
from django.utils import timezone, translation

from townmoot.live import Audience
from townmoot.meetings.queries import held_meeting, meetings_for, zone_of
from townmoot.web.live import registry
from townmoot.web.live.sight import sight

if TYPE_CHECKING:
    from townmoot.live import Channel
    from townmoot.meetings.models import Meeting


def meeting_of(channel: Channel) -> Meeting | None:
    """The meeting of a channel; the public sees it only while it is published."""
    if channel.audience == Audience.PUBLIC:
        return meetings_for(None, channel.body).filter(pk=channel.meeting).first()
    return held_meeting(channel.body, channel.meeting)


def html(
    channel: Channel, meeting: Meeting, name: str, *, csrf: Any = None, row: Any = None
) -> str | None:
    """The element `live-<name>` in the language that is active; None where it is not for them.

    A list that has its rows already gives each to its line.
    """
    found, key = registry.find(name)
    if found is None or channel.audience not in found.audiences:
        return None
    if row is None:
        told = found.context(channel, meeting, key)
    else:
        told = found.line(channel, meeting, row) if found.line is not None else None
    if told is None:
        return None
    frame = sight(channel, meeting).frame
    around = {
        "live_id": f"live-{name}",
        "channel": channel,
        "meeting": meeting,
        "frame": frame,
        "request": SimpleNamespace(frame=frame, path=""),
        "csrf_token": csrf or "",
    }
    return get_template(found.template).render({**around, **told}).strip()


def render(channel: Channel, name: str) -> str | None:
    """The port of the hub: a piece for all who watch on a channel, in its language and zone.

    None where it is not for them; "" where a line of a list is no longer there.
    """
    meeting = meeting_of(channel)
    if meeting is None:
        return None
    zone = zone_of(channel.body)
    with translation.override(channel.language), timezone.override(zone):
        made = html(channel, meeting, name)
    found, key = registry.find(name)
    gone = made is None and key is not None and found is not None
    return "" if gone and found is not None and channel.audience in found.audiences else made
